"""Reading the articles of a case file."""

from typing import Any

from ledger.claims.extract import extract_article
from ledger.claims.extraction import Extraction
from ledger.imported import Proposal, with_imported
from ledger.text import article_from_text

Case = dict[str, Any]


def read_case(case: Case, number: int, id: str) -> Extraction:
    """An article of a case; with `before`, also with what another reader read from it when that was its text."""
    article = article_from_text(case["articles"][number].strip() + "\n", id=id)
    return with_imported(extract_article(article), proposals(case["before"][number], id) if "before" in case else [])


def proposals(text: str, id: str) -> list[Proposal]:
    """The figures of an article as it once was, as another reader proposed them."""
    claims = extract_article(article_from_text(text.strip() + "\n", id=id)).claims
    return [
        Proposal(number, {
            "article": id, "quote": claim.quote, "kind": "quantity", "measure": claim.measure, "value": claim.value,
            "unit": claim.unit, "extractor": "reader/1",
        })
        for number, claim in enumerate(claims, 1)
        if claim.kind == "quantity"
    ]  # fmt: skip
