"""Figures with characters inside that a reader does not see, or takes for digits."""

import tomllib
from pathlib import Path

import pytest

from ledger.claims.extract import extract_article
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "obscured.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES["must_not"], ids=ascii)
def test_it_is_told_and_not_read(text: str) -> None:
    extraction = extract_article(article_from_text(text, whole=True))
    assert [claim.quote for claim in extraction.claims if claim.kind == "quantity"] == []
    assert len(extraction.uncovered) == 1


@pytest.mark.parametrize("text", CASES["must"], ids=ascii)
def test_what_only_looks_strange_is_read(text: str) -> None:
    extraction = extract_article(article_from_text(text, whole=True))
    assert CASES["must"][text] in [claim.value for claim in extraction.claims]


@pytest.mark.parametrize("digits", ["9" * 4_000, "1" + ",000" * 1_000, "0." + "1" * 4_000], ids=len)
def test_a_figure_without_end_is_told_and_not_read(digits: str) -> None:
    extraction = extract_article(article_from_text(f"The town sold {digits} boats and 3 cars.", whole=True))
    assert [claim.value for claim in extraction.claims if claim.kind == "quantity"] == [3]
    assert len(extraction.uncovered) == 1
