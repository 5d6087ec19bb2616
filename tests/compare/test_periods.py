"""Periods as days, and how two of them stand to each other."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.compare.facets.periods import FIRST_DAY, LAST_DAY, Days, PeriodRelation, parse_period, relate_periods

CASES = tomllib.loads((Path(__file__).parent / "cases" / "periods.toml").read_text(encoding="utf-8"))

days = st.builds(
    lambda first, length, point: Days(first, min(first + length, LAST_DAY), point),
    st.integers(FIRST_DAY, LAST_DAY), st.integers(0, 4000), st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(("a", "b", "relation"), CASES["cases"])
def test_stated_periods(a: tuple[str, str], b: tuple[str, str], relation: str) -> None:
    left, right = parse_period(*a), parse_period(*b)
    assert relate_periods(left, right) == relation
    assert relate_periods(right, left) == relation


def published(text: str) -> Days:
    day = parse_period(text)
    assert day
    return Days(day.first, day.last, point=True, assumed=True)


@pytest.mark.parametrize(("a", "b", "relation"), CASES["published"])
def test_days_of_publication(a: str, b: str, relation: str) -> None:
    assert relate_periods(published(a), published(b)) == relation


@pytest.mark.parametrize(("day", "stated", "relation"), CASES["published_and_stated"])
def test_a_day_of_publication_and_a_stated_period(day: str, stated: str, relation: str) -> None:
    assert relate_periods(published(day), parse_period(stated)) == relation
    assert relate_periods(parse_period(stated), published(day)) == relation


def test_open_ends() -> None:
    since = parse_period("2021/..")
    assert since == parse_period("2021", "since")
    assert since
    assert since.last == LAST_DAY
    until = parse_period("../2021")
    assert until
    assert until.first == FIRST_DAY


@pytest.mark.parametrize("text", [None, "", "2021/2019", "soon", "2021-02-30", "0000", "2021-W60"])
def test_what_is_no_period(text: str | None) -> None:
    assert parse_period(text) is None


@given(days, days)
def test_the_relation_is_the_same_both_ways(a: Days, b: Days) -> None:
    assert relate_periods(a, b) == relate_periods(b, a)


@given(days)
def test_a_period_is_the_same_as_itself(a: Days) -> None:
    assert relate_periods(a, a) is PeriodRelation.SAME


@given(st.text(alphabet="0123456789-/.QHWT"))
def test_any_text_is_a_period_or_none(text: str) -> None:
    parsed = parse_period(text)
    assert parsed is None or FIRST_DAY <= parsed.first <= parsed.last <= LAST_DAY
