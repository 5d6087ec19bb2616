"""Small ledgers from literal sentences and claims, for tests of comparing and of rules."""

import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from ledger.claims.claim import Claim
from ledger.claims.extraction import Extraction, PersonRow
from ledger.compare.facets.keys import Keyed, key_claims
from ledger.compare.facets.scopes import Knowledge, read_claims, read_knowledge
from ledger.mentions.intervals import Figure, interval
from ledger.store.connection import transaction
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text.article import Article, Sentence, Span

Told = tuple[str, Sequence[dict[str, Any]]]
"""A sentence and its claims; the quote of each stands in the sentence."""

EMPTY: dict[str, Any] = dict.fromkeys(
    ("subject", "unit", "place", "period", "period_kind", "programme", "population", "speaker")
)


def figure(quote: str, value: str, unit: str, measure: str, **facets: Any) -> dict[str, Any]:
    """A quantity; `value` as printed, without commas, and `times` for its scale word."""
    times = Decimal(facets.pop("times", 1))
    printed = Decimal(value)
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent)) * times
    hedge = facets.get("hedge", "none")
    measured = unit == "%" or len(unit) <= 2 or "/" in unit
    found = interval(Figure(printed * times, step, "." in value, measured, unit == "%"), hedge)
    bounds = {name: getattr(found, name) for name in ("low", "high", "usual_low", "usual_high")}
    said = {"kind": "quantity", "value": float(printed * times), "value_text": value, "unit": unit, "measure": measure}
    return said | bounds | facets | {"quote": quote}


def person(quote: str, name: str, place: str) -> dict[str, Any]:
    """Somebody told by where they live."""
    said = {"kind": "role", "subject": f"resident of {place}", "measure": "holder", "value_text": name}
    return said | {"place": place, "quote": quote}


def extraction_of(id: str, told: Sequence[Told], published: str | None = None) -> Extraction:
    """An article of the given sentences, one paragraph each."""
    text = "\n\n".join(sentence for sentence, _ in told) + "\n"
    whole = Span(0, len(text))
    article = Article(
        id, f"{id}.md", sha256(text.encode()).hexdigest(), text, "utf-8", "text", None, None, published, None, "en",
        None, Span(0, 0), (whole,), (),
    )  # fmt: skip
    sentences, claims, people = [], [], []
    start = 0
    for n, (sentence, said) in enumerate(told):
        sentences.append(Sentence(n, start, start + len(sentence), sentence, n))
        for parts in said:
            at = start + sentence.index(parts["quote"])
            fields = EMPTY | {"hedge": "none", "modality": "stated", "value": None, "extractor": "test/1"}
            fields |= dict.fromkeys(("low", "high", "usual_low", "usual_high")) | parts
            claims.append(Claim(article=id, sentence=n, start=at, end=at + len(parts["quote"]), **fields))
            if parts["kind"] == "role":
                people.append(PersonRow(n, parts["value_text"], None, parts.get("place")))
        start += len(sentence) + 2
    return Extraction(article, tuple(sentences), tuple(claims), people=tuple(people))


def write(ledger: sqlite3.Connection, *extractions: Extraction) -> None:
    """Puts articles into a ledger."""
    with transaction(ledger):
        for extraction in extractions:
            write_article(ledger, rows_of(extraction))


def keyed(ledger: sqlite3.Connection, *extractions: Extraction) -> tuple[list[Keyed], Knowledge]:
    """Puts articles into a ledger, and keys their claims."""
    write(ledger, *extractions)
    knowledge = read_knowledge(ledger)
    return key_claims(read_claims(ledger), knowledge), knowledge
