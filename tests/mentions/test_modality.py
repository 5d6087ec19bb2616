"""Modality against golden cases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.mentions.modality import modality_at
from ledger.mentions.read import read_mentions
from ledger.text.article import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "modality.toml").read_text(encoding="utf-8"))


def readings(text: str) -> list[str]:
    cues = read_mentions(text).modality
    return [f"{cue.modality} = {text[cue.reach.start : cue.reach.end]}" for cue in cues]


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: case["text"])
def test_reads(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == case["read"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: case["text"])
def test_leaves_alone(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == []


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("Pay averaged 18 million in 2021 and is estimated to reach 43 million.", "18 million", "stated"),
        ("Pay averaged 18 million in 2021 and is estimated to reach 43 million.", "43 million", "estimated"),
        ("Some 300 jobs will go and 40 shops have closed.", "300", "planned"),
        ("Some 300 jobs will go and 40 shops have closed.", "40", "stated"),
        ("The rate is expected to fall to 2% from 5% in 2021.", "2%", "projected"),
        ("The rate is expected to fall to 2% from 5% in 2021.", "5%", "stated"),
        ("An estimated 640 villages were hit and 12 people died.", "640", "estimated"),
        ("An estimated 640 villages were hit and 12 people died.", "12", "stated"),
    ],
)
def test_a_figure_takes_the_modality_that_reaches_it(text: str, figure: str, modality: str) -> None:
    start = text.index(figure)
    assert modality_at(read_mentions(text).modality, Span(start, start + len(figure)))[0] == modality
