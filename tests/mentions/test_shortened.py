"""Short forms that an article gives a unit hold in all of it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.claims.extract import extract_article
from ledger.mentions.shortened import short_forms
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "shortened.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_figures(case: dict[str, Any]) -> None:
    claims = extract_article(article_from_text(case["text"])).claims
    assert [f"{c.quote} | {c.value:.10g} | {c.unit}" for c in claims if c.kind == "quantity"] == case["read"]


def test_known_forms_are_left_alone() -> None:
    assert short_forms("It sold 272 billion cubic metres (bcm) of gas and 3 million people (ppl) came.") == {}
