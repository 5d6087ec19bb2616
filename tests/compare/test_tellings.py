"""What the words around a figure tell of it."""

import sqlite3

import pytest
from small import extraction_of, figure, keyed

from ledger.compare.figures.tellings import Telling, read_tellings


def telling(ledger: sqlite3.Connection, sentence: str, quote: str, value: str, unit: str) -> Telling:
    found, knowledge = keyed(ledger, extraction_of("told", [(sentence, [figure(quote, value, unit, unit)])]))
    (only,) = read_tellings(found, {}, knowledge)
    return only


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Of the lots 5 failed to sell.", True),
        ("Of the lots 5 at the evening auction did not sell.", True),
        ("Of the lots 5 weren't sold.", True),
        ("Of the lots 5 that were promised never came.", True),
        ("Of the lots 5 sold.", False),
        ("Of the lots 5 sold; the rest did not.", False),
        ("Of the lots 5 sold on the first day of the auction and others did not.", False),
        ("Of the lots 5 sold in Nottingham.", False),
    ],
)
def test_what_did_not_happen_is_told_apart(ledger: sqlite3.Connection, sentence: str, expected: bool) -> None:
    assert telling(ledger, sentence, "5", "5", "lots").denied is expected


@pytest.mark.parametrize("run", ["-", "a-", "’", " -", "a’b "])
def test_long_runs_behind_a_figure_end(ledger: sqlite3.Connection, run: str) -> None:
    assert not telling(ledger, f"Of the lots 5 {run * 4_000} sold.", "5", "5", "lots").denied
