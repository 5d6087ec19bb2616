"""Currencies that share a name are those of the country that the article names."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.claims.extract import extract_article
from ledger.mentions.home import home_currencies
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "home.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_units(case: dict[str, Any]) -> None:
    claims = extract_article(article_from_text(case["text"])).claims
    assert [claim.unit for claim in claims if claim.kind == "quantity"] == case["units"]


def test_an_article_without_such_a_name_has_none() -> None:
    assert home_currencies("The firm of Chile paid $5 for a pesoless Rs-letter.") == {}
