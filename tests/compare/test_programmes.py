"""Programmes by name, alias and what is part of what."""

import tomllib
from pathlib import Path

import pytest

from ledger.compare.facets.programmes import Programmes

CASES = tomllib.loads((Path(__file__).parent / "cases" / "programmes.toml").read_text(encoding="utf-8"))
KNOWN = Programmes([(name, whole) for name, whole in CASES["part_of"]], CASES["aliases"])


@pytest.mark.parametrize(("a", "b", "relation"), CASES["cases"])
def test_programmes(a: str, b: str, relation: str) -> None:
    assert KNOWN.relate(a, b) == relation
    assert KNOWN.relate(b, a) == relation


def test_parts_in_a_circle_end() -> None:
    circle = Programmes([("Dune Scheme", "Sand Scheme"), ("Sand Scheme", "Dune Scheme")])
    assert circle.relate("Dune Scheme", "Sand Scheme") == "part of"
    assert circle.relate("Dune Scheme", "Road Scheme") == "differs"
