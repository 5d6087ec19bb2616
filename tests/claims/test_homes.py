"""What an article as a whole is about, by the place that its figures without one carry."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.claims.extract import extract_article
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "homes.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_home(case: dict[str, Any]) -> None:
    head = f'---\ntitle: "{case["title"]}"\n---\n' if "title" in case else ""
    article = article_from_text(head + case["text"], id="case")
    claims = [claim for claim in extract_article(article).claims if claim.value == 310 or "310" in claim.quote]
    assert [claim.place or "" for claim in claims] == [case["place"]]
