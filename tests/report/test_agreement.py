"""Agreement of two reviewers: worked examples, and what holds for every table of verdicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.report.agreement import SecondVerdict, agreement, agreement_text
from ledger.store.records import VERDICTS


def pairs(table: dict[tuple[str, str], int]) -> list[SecondVerdict]:
    return [SecondVerdict("FIG1", *pair) for pair, number in table.items() for _ in range(number)]


def test_a_table_worked_by_hand() -> None:
    """50 verdicts: 35 alike; by chance 25 x 30 + 25 x 20 of 2500 would be: (0.7 - 0.5) / (1 - 0.5)."""
    found = agreement(pairs({("a_wrong", "a_wrong"): 20, ("a_wrong", "unsure"): 5,
                             ("unsure", "a_wrong"): 10, ("unsure", "unsure"): 15}))  # fmt: skip
    assert found
    assert (found.number, found.agreed, found.share) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4)
    told = "second verdicts, given blind: 50, 35 as the first (70%), Cohen's kappa 0.40\n"
    assert agreement_text(found) == told


def test_one_verdict_for_everything_has_no_kappa() -> None:
    found = agreement(pairs({("unsure", "unsure"): 3}))
    assert found
    assert (found.share, found.kappa) == (1, None)
    assert "kappa" not in agreement_text(found)


def test_nothing_said_is_nothing_told() -> None:
    assert agreement([]) is None
    assert agreement_text(None) == ""


@given(st.lists(st.tuples(st.sampled_from(VERDICTS), st.sampled_from(VERDICTS)), min_size=1))
def test_kappa_lies_between_its_bounds(given: list[tuple[str, str]]) -> None:
    found = agreement([SecondVerdict("FIG1", *pair) for pair in given])
    swapped = agreement([SecondVerdict("FIG1", b, a) for a, b in given])
    assert found
    assert found == swapped
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.agreed == found.number)
