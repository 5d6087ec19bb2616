"""Roles, documents, dates and events, on literal sentences: the cases are data."""

import tomllib
from pathlib import Path

import pytest

from ledger.claims.extract import extract_article
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "statements.toml").read_text(encoding="utf-8"))["case"]


def told(text: str) -> list[list[str | None]]:
    claims = extract_article(article_from_text(text, id="case", whole=True)).claims
    return [[c.kind, c.subject, c.measure, c.value_text] for c in claims if c.kind != "quantity"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_statements(case: dict[str, object]) -> None:
    found = told(str(case["text"]))
    wanted = case["claims"]
    assert isinstance(wanted, list)
    assert [claim for claim in wanted if claim not in found] == []
    if not wanted:
        assert found == []
