"""Names of people, places and things: what folding makes one, and what stays two."""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.compare.facets.names import compare_people, fold, misspelt, name_similarity, same_name

CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("a", "b", "relation"), CASES["cases"])
def test_people(a: str, b: str, relation: str) -> None:
    assert compare_people(a, b) == relation
    assert compare_people(b, a) == relation


@pytest.mark.parametrize(("a", "b"), CASES["fold"]["same"])
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize("fits", ["must", "must_not"])
def test_names_that_a_slip_parts(fits: str) -> None:
    for a, b in CASES["misspelt"][fits]:
        assert misspelt(a, b) == misspelt(b, a) == (fits == "must"), (a, b)


@pytest.mark.parametrize(("a", "b"), CASES["fold"]["different"])
def test_names_that_differ_in_a_letter(a: str, b: str) -> None:
    assert not same_name(a, b)


def test_similarity_is_between_nothing_and_one() -> None:
    assert name_similarity("Smithson", "Smithsen") == pytest.approx(0.875)
    assert name_similarity("Benali", "benali") == 1
    assert name_similarity("ab", "cd") == 0


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composition_and_case_do_not_matter(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(st.text(min_size=1), st.text(min_size=1))
def test_people_compare_the_same_both_ways(a: str, b: str) -> None:
    assert compare_people(a, b) == compare_people(b, a)
