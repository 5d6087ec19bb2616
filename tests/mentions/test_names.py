"""Runs of capitalised words against golden cases."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.mentions.lexicon import line_of
from ledger.mentions.names import runs_of, trimmed
from ledger.mentions.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text(encoding="utf-8"))


def readings(text: str) -> list[str]:
    line = line_of(text, tokenize(text))
    runs = runs_of(line, [True] * len(line.tokens))
    return [line.cut(run.first, run.after) for run in (trimmed(line, run) for run in runs)]


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: case["text"])
def test_reads(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == case["read"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: case["text"])
def test_leaves_alone(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == []


@given(st.text(max_size=80), st.data())
def test_runs_are_ordered_and_only_of_free_tokens(text: str, data: st.DataObject) -> None:
    line = line_of(text, tokenize(text))
    free = [data.draw(st.booleans()) for _ in line.tokens]
    runs = runs_of(line, free)
    assert all(run.first < run.after and all(free[run.first : run.after]) for run in runs)
    assert all(one.after <= other.first for one, other in pairwise(runs))
