"""Documents against golden cases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.mentions.read import read_mentions

CASES = tomllib.loads((Path(__file__).parent / "cases" / "documents.toml").read_text(encoding="utf-8"))


def readings(text: str) -> list[str]:
    found = []
    for document in read_mentions(text).documents:
        told = [document.kind, document.number, document.date or "-", document.issuer or "-"]
        if document.concerns:
            told.append(text[document.concerns.start : document.concerns.end])
        found.append(" | ".join(told))
    return found


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: case["text"])
def test_reads(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == case["read"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: case["text"])
def test_leaves_alone(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == []


def test_date_and_issuer_keep_their_place_in_the_sentence() -> None:
    text = "Decree No. 12 dated 4 May 2019, issued by the Ministry of Health, applies."
    (document,) = read_mentions(text).documents
    assert document.date_span
    assert document.issuer_span
    assert text[document.date_span.start : document.date_span.end] == "dated 4 May 2019"
    assert text[document.issuer_span.start : document.issuer_span.end] == "Ministry of Health" == document.issuer
