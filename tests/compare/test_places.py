"""Places by their labels, and by what a vocabulary knows."""

import tomllib
from pathlib import Path

import pytest

from ledger.compare.facets.places import PlaceEntry, Places, read_unit
from ledger.vocabulary import load_vocabulary

CASES = tomllib.loads((Path(__file__).parent / "cases" / "places.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("a", "b", "relation"), CASES["bare"])
def test_without_a_vocabulary(a: str, b: str, relation: str) -> None:
    assert Places().relate(a, b) == relation
    assert Places().relate(b, a) == relation


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Places:
    file = tmp_path_factory.mktemp("vocabulary") / "vocabulary.toml"
    file.write_text(CASES["vocabulary"], encoding="utf-8")
    vocabulary = load_vocabulary(file)
    entries = [PlaceEntry(str(name), kind, bool(former), within) for name, kind, former, within in vocabulary.places]  # type: ignore[arg-type]
    return Places(entries, {str(alias): str(name) for kind, alias, name in vocabulary.aliases if kind == "place"})


@pytest.mark.parametrize(("a", "b", "relation"), CASES["known"])
def test_with_a_vocabulary(known: Places, a: str, b: str, relation: str) -> None:
    assert known.relate(a, b) == relation
    assert known.relate(b, a) == relation


def test_a_place_within_itself_ends() -> None:
    circle = Places([PlaceEntry("A", None, False, "B"), PlaceEntry("B", None, False, "A")])
    assert circle.relate("A", "C") == "differs"
    assert circle.relate("A", "B") == "within"


@pytest.mark.parametrize("text", ["the", "commune", "former", "the commune", "(former)"])
def test_a_label_of_nothing_but_kinds_is_still_read(text: str) -> None:
    assert read_unit(text)
