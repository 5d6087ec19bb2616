"""The vocabulary keeps its schema, and what it refers to is there."""

import copy
import json
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schema/vocabulary.schema.json").read_text(encoding="utf-8"))
VOCABULARY = tomllib.loads((ROOT / "seeds/vocabulary.toml").read_text(encoding="utf-8"))
SMALL = {
    "places": [
        {"name": "Vale", "kind": "county"},
        {"name": "Ash", "kind": "town", "within": "Vale county", "aliases": ["Ashton"]},
        {"name": "Ash", "kind": "district", "former": True, "within": "Vale"},
        {"name": "Mill", "within": "Ash town", "formerly": ["Ash district (former)"]},
    ],
    "programmes": [{"name": "Roads"}, {"name": "Rural Roads", "part_of": "Roads", "aliases": ["Scheme 7"]}],
    "aliases": [{"name": "corn", "aliases": ["maize"]}],
    "references": [
        {"measure": "homes", "unit": "home", "place": "Vale county", "period": "2019", "value": 10, "source": "census"}
    ],
    "bounds": [{"measure": "rent", "unit": "EUR", "max_yearly_change": 12.5, "source": "judgement"}],
}


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def label(place: dict[str, Any]) -> str:
    """How other entries name a place: name, kind, and whether it is gone."""
    former = " (former)" if place.get("former") else ""
    return fold(f"{place['name']} {place.get('kind', '')}".strip() + former)


def faults(vocabulary: dict[str, Any]) -> list[str]:
    """What the schema cannot see: references that lead nowhere or to two entries, circles, words told twice."""
    places, programmes = vocabulary.get("places", []), vocabulary.get("programmes", [])
    labels = Counter(map(label, places))
    names = Counter(fold(place["name"]) for place in places)
    found = [f"two places {name!r}" for name, times in labels.items() if times > 1]

    def whole_of(name: str) -> str | None:
        if labels[fold(name)] == 1:
            return fold(name)
        if names[fold(name)] == 1:
            return next(label(place) for place in places if fold(place["name"]) == fold(name))
        found.append(f"no single place {name!r}")
        return None

    within = {label(place): whole_of(place["within"]) for place in places if "within" in place}
    for place in places:
        for former in place.get("formerly", []):
            if (whole := whole_of(former)) and not whole.endswith("(former)"):
                found.append(f"{former!r} is not a former place")
    for entry in (*vocabulary.get("references", []), *vocabulary.get("bounds", [])):
        if "place" in entry:
            whole_of(entry["place"])
    parts = {fold(entry["name"]): fold(entry["part_of"]) for entry in programmes if "part_of" in entry}
    known = {fold(entry["name"]) for entry in programmes}
    found += [f"no programme {whole!r}" for whole in parts.values() if whole not in known]
    for tree in (within, parts):
        found += [f"{start!r} lies in itself" for start in tree if circles(start, tree)]
    for table in ("places", "programmes", "aliases"):
        entries = vocabulary.get(table, [])
        words = Counter(fold(alias) for entry in entries for alias in entry.get("aliases", []))
        words.update({fold(entry["name"]) for entry in entries})
        found += [f"{table}: {word!r} stands for two things" for word, times in words.items() if times > 1]
    return found


def circles(start: str, tree: dict[str, Any]) -> bool:
    seen, here = {start}, tree.get(start)
    while here is not None and here not in seen:
        seen.add(here)
        here = tree.get(here)
    return here is not None


def schema_errors(vocabulary: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(vocabulary)]


def test_schema_is_a_schema_and_describes_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for where in (SCHEMA, *SCHEMA["$defs"].values()):
        assert where.get("additionalProperties", False) is False
        for key, value in where.get("properties", {}).items():
            assert value.get("description"), key


@pytest.mark.parametrize("vocabulary", [VOCABULARY, SMALL, {}], ids=["seeds", "small", "empty"])
def test_vocabulary_is_sound(vocabulary: dict[str, Any]) -> None:
    assert schema_errors(vocabulary) == []
    assert faults(vocabulary) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["places", 0, "with_in"], "Vale"),
        (["places", 0, "name"], " Vale"),
        (["places", 0, "former"], "yes"),
        (["places", 1, "aliases"], []),
        (["programmes", 1, "part_of"], ["Roads"]),
        (["aliases", 0, "aliases"], "maize"),
        (["references", 0, "period"], "last year"),
        (["references", 0, "value"], "10"),
        (["bounds", 0, "max_yearly_change"], 0),
        (["bounds", 0, "source"], ""),
        (["measures"], []),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, list) else "",
)
def test_schema_refuses(path: list[str | int], value: object) -> None:
    assert schema_errors(planted(path, value))


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (["places", 1, "within"], "Dale county", "no single place 'Dale county'"),
        (["places", 3, "within"], "Ash", "no single place 'Ash'"),
        (["places", 3, "formerly"], ["Ash town"], "'Ash town' is not a former place"),
        (["places", 2, "kind"], "town", "no single place 'Ash district (former)'"),
        (["places", 0, "within"], "Mill", "'vale county' lies in itself"),
        (["places", 1, "aliases"], ["Mill"], "places: 'mill' stands for two things"),
        (["programmes", 1, "part_of"], "Bridges", "no programme 'bridges'"),
        (["programmes", 0, "part_of"], "Rural Roads", "'roads' lies in itself"),
        (["references", 0, "place"], "Dale", "no single place 'Dale'"),
    ],
)
def test_faults_are_found(path: list[str | int], value: object, fault: str) -> None:
    assert fault in faults(planted(path, value))


def planted(path: list[str | int], value: object) -> dict[str, Any]:
    vocabulary = copy.deepcopy(SMALL)
    where: Any = vocabulary
    for key in path[:-1]:
        where = where[key]
    where[path[-1]] = value
    return vocabulary
