"""Programmes against golden cases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.mentions.read import read_mentions

CASES = tomllib.loads((Path(__file__).parent / "cases" / "programmes.toml").read_text(encoding="utf-8"))


def readings(text: str) -> list[str]:
    programmes = read_mentions(text).programmes
    return [f"{text[programme.span.start : programme.span.end]} = {programme.label}" for programme in programmes]


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: case["text"])
def test_reads(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == case["read"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: case["text"])
def test_leaves_alone(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == []
