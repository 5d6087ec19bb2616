"""People, offices and occupations against golden cases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.mentions.people import refers_to
from ledger.mentions.read import read_mentions

CASES = tomllib.loads((Path(__file__).parent / "cases" / "people.toml").read_text(encoding="utf-8"))


def readings(text: str) -> list[str]:
    found = []
    for person in read_mentions(text).people:
        assert text[person.name.start : person.name.end] == person.name_text
        held = person.office or person.occupation or "-"
        known = "" if person.office or not person.occupation else " (occupation)"
        found.append(f"{person.name_text} | {held} | {person.place or '-'}{known}")
    return found


@pytest.mark.parametrize("case", CASES["must"], ids=lambda case: case["text"])
def test_reads(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == case["read"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=lambda case: case["text"])
def test_leaves_alone(case: dict[str, Any]) -> None:
    assert readings(case["text"]) == []


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Ọt", "Tòng Văn Ọt", True),
        ("Doe", "Jane Doe", True),
        ("DOE", "Jane Doe", True),
        ("Jane", "Jane Doe", True),
        ("Do", "Jane Doe", False),
        ("Jane Roe", "Jane Doe", False),
        ("", "Jane Doe", False),
    ],
)
def test_a_short_mention_refers_to_a_full_name_when_all_its_words_are_in_it(short: str, full: str, same: bool) -> None:
    assert refers_to(short, full) is same
