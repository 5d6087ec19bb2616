"""Measures by their words: head, what narrows it, families of words, aliases."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.compare.facets.measures import canonical_unit, read_measure, relate_measures
from ledger.compare.facets.words import Terms, lexicon

CASES = tomllib.loads((Path(__file__).parent / "cases" / "measures.toml").read_text(encoding="utf-8"))


def relation(a: tuple[str, str], b: tuple[str, str], terms: Terms) -> str:
    left, right = read_measure(*a, terms), read_measure(*b, terms)
    assert relate_measures(left, right) == relate_measures(right, left)
    return relate_measures(left, right)


@pytest.mark.parametrize(("a", "b", "expected"), CASES["cases"])
def test_measures(a: tuple[str, str], b: tuple[str, str], expected: str) -> None:
    assert relation(a, b, Terms()) == expected


@pytest.mark.parametrize(("a", "b", "expected"), CASES["aliased"])
def test_measures_with_aliases(a: tuple[str, str], b: tuple[str, str], expected: str) -> None:
    assert relation(a, b, Terms(CASES["aliases"])) == expected


@pytest.mark.parametrize(("a", "b", "expected"), CASES["aliased"])
def test_without_the_aliases_they_differ(a: tuple[str, str], b: tuple[str, str], expected: str) -> None:
    assert relation(a, b, Terms()) != expected


@pytest.mark.parametrize(
    ("unit", "canonical"),
    [("USD", "USD"), ("%", "%"), ("ha", "ha"), ("km2", "km2"), ("workers", "worker"), ("employee/year", "worker/year"),
     ("percentage_point/year", "percentage_point/year"), ("USD/month", "USD/month"), ("", "")],
)  # fmt: skip
def test_units(unit: str, canonical: str) -> None:
    assert canonical_unit(unit) == canonical


def test_the_similarity_is_the_share_of_common_words() -> None:
    a, b = (read_measure(text, "%", Terms()) for text in ("rural homes insulated", "urban homes insulated"))
    assert a.similarity(b) == pytest.approx(2 / 4)
    assert a.similarity(a) == 1


@given(st.text(), st.sampled_from(["%", "person", "USD", "household", ""]))
def test_a_measure_is_the_same_as_itself(text: str, unit: str) -> None:
    measure = read_measure(text, unit, Terms())
    unread = not measure.words and not measure.counted
    expected = "differs" if unread else "unsaid" if measure.words <= lexicon().people else "same"
    assert relate_measures(measure, measure) == expected
