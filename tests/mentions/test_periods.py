"""Periods against golden cases, and properties that hold for any date and any text."""

import datetime
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.mentions.periods import read_periods
from ledger.mentions.tokens import tokenize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "periods.toml").read_text(encoding="utf-8"))


def readings(text: str, published: str | None) -> list[str]:
    found = []
    for period in read_periods(tokenize(text), published)[0]:
        named = f" weekday {period.weekday}" if period.weekday else ""
        found.append(f"{text[period.span.start : period.span.end]} = {period.value} {period.kind}{named}")
    return found


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: case["text"])
def test_reads(case: dict[str, Any]) -> None:
    assert readings(case["text"], case.get("published")) == case["read"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: case["text"])
def test_leaves_alone(case: dict[str, Any]) -> None:
    assert readings(case["text"], case.get("published")) == []


@pytest.mark.parametrize("case", [c for c in CASES["must"] if "published" in c], ids=lambda case: case["text"])
def test_tells_nothing_from_an_unknown_date(case: dict[str, Any]) -> None:
    known = set(readings(case["text"], case["published"]))
    assert set(readings(case["text"], None)) < known


def test_a_day_whose_year_is_unknown_is_no_period_but_stays_marked() -> None:
    text = "The trial opens on 5 June."
    periods, undated = read_periods(tokenize(text), None)
    assert periods == []
    assert [text[span.start : span.end] for span in undated] == ["5 June"]


STYLES = (
    "{0:%B} {0.day}, {0.year}",
    "{0.day} {0:%B} {0.year}",
    "{0:%b}. {0.day}, {0.year}",
    "{0:%A}, {0:%B} {0.day}, {0.year}",
)


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2199, 12, 31)), st.sampled_from(STYLES))
def test_every_day_is_read_as_written(day: datetime.date, style: str) -> None:
    text = f"It began on {style.format(day)} in the north."
    (period,) = read_periods(tokenize(text), None)[0]
    assert period.value == day.isoformat()
    assert period.weekday == (day.isoweekday() if "%A" in style else None)


@given(st.integers(1900, 2098), st.integers(1, 40))
def test_every_range_of_years_is_read(first: int, length: int) -> None:
    last = min(first + length, 2099)
    for text in (f"for the {first}-{last} period", f"from {first} to {last}", f"between {first} and {last}"):
        assert [period.value for period in read_periods(tokenize(text), None)[0]] == [f"{first}/{last}"]


WORDS = [
    "the",
    "last",
    "March",
    "2",
    "2022",
    "-",
    "to",
    "5",
    "half",
    "of",
    "Q3",
    "mid",
    "year",
    "'s",
    "30",
    ",",
    "and",
    "Tuesday",
    "ago",
]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (
            "The port handled 6.2 million tonnes in the first nine months of this year.",
            "first nine months of this year",
        ),
        ("Exports rose 4% in Jan-September.", "Jan-September"),
        ("Sales fell over the past five years.", "past five years"),
    ],
)
def test_what_an_article_without_a_date_tells_from_its_own_day_is_a_time_that_is_not_known(
    text: str, time: str
) -> None:
    periods, undated = read_periods(tokenize(text), None)
    assert not periods
    assert [text[span.start : span.end] for span in undated] == [time]


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60),
    st.sampled_from([None, "2024-02-29", "2024"]),
)
def test_spans_are_ordered_and_lie_in_the_text(text: str, published: str | None) -> None:
    periods, undated = read_periods(tokenize(text), published)
    spans = sorted([period.span for period in periods] + undated)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert published or not any(period.relative for period in periods)
