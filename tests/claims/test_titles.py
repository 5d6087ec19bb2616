"""What the title of an article tells of the place of its figures."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.claims.extract import extract_article
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "titles.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_place_by_title(case: dict[str, Any]) -> None:
    article = article_from_text(f'---\ntitle: "{case["title"]}"\n---\n{case["text"]}\n', id="case")
    claims = [claim for claim in extract_article(article).claims if claim.kind == "quantity"]
    assert [claim.place or "" for claim in claims] == [case["place"]]
    for claim in claims:
        start, end = claim.evidence.get("place", (0, 0))
        assert article.text[start:end] in case["place"]
