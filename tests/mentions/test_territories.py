"""The table of countries and parts of the world agrees with the library it was made from."""

import pytest

from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.tables import table

ABSENT = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "001"}
"""Codes of the library that are no country or part of the world."""


def test_the_table_is_that_of_the_library() -> None:
    babel = pytest.importorskip("babel")
    names = {code: name for code, name in babel.Locale("en").territories.items() if code not in ABSENT}
    known = table("territories")
    assert known["countries"] == {code: name for code, name in names.items() if code.isalpha()}
    assert known["regions"] == {code: name for code, name in names.items() if code.isdigit()}


@pytest.mark.parametrize(
    "name",
    [
        "myanmar",
        "bosnia and herzegovina",
        "hong kong",
        "saint lucia",
        "st . lucia",
        "u . k .",
        "côte d'ivoire",
        "sub-saharan africa",
    ],
)
def test_names_are_known_as_people_write_them(name: str) -> None:
    assert name in gazetteer() or name.replace(" ", "") in gazetteer()
