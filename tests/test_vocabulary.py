"""The vocabulary: what of it reaches the ledger's tables, and what is said of a file that is wrong."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.errors import ConfigError
from ledger.store.connection import open_ledger
from ledger.vocabulary import Vocabulary, load_vocabulary, write_vocabulary

TEXT = """
[[places]]
name = "Orsa"
kind = "commune"
within = "Vale county"
formerly = ["Orsa district (former)"]
aliases = ["Urssa"]
[[places]]
name = "Orsa"
kind = "district"
former = true
aliases = ["Old Orsa"]
[[programmes]]
name = "Dune Scheme"
part_of = "Green Shores Programme"
aliases = ["Scheme 7", "the Dunes"]
[[aliases]]
name = "corn"
aliases = ["maize"]
[[references]]
measure = "homes"
unit = "home"
place = "Vale county"
period = "2019"
value = 1200
source = "census"
[[bounds]]
measure = "rent"
unit = "EUR"
max_yearly_change = 12.5
source = "our judgement"
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_ledger(tmp_path / "facts.db")
    yield connection
    connection.close()


def load(folder: Path, text: str) -> Vocabulary:
    file = folder / "vocabulary.toml"
    file.write_text(text, encoding="utf-8")
    return load_vocabulary(file)


def tables(ledger: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    queries = {
        "places": "SELECT name, kind, former, within, source FROM places ORDER BY id",
        "programmes": "SELECT name, part_of, source FROM programmes ORDER BY id",
        "aliases": "SELECT kind, alias, name FROM aliases ORDER BY id",
        "references": "SELECT measure, unit, place, period, value, max_yearly_change, source FROM reference_figures",
    }
    return {name: ledger.execute(query).fetchall() for name, query in queries.items()}


def test_every_entry_reaches_its_table(ledger: sqlite3.Connection, tmp_path: Path) -> None:
    for _ in range(2):
        write_vocabulary(ledger, load(tmp_path, TEXT))
    assert tables(ledger) == {
        "places": [
            ("Orsa", "commune", 0, "Vale county", "vocabulary"),
            ("Orsa", "commune", 0, "Orsa district (former)", "vocabulary"),
            ("Orsa", "district", 1, None, "vocabulary"),
        ],
        "programmes": [("Dune Scheme", "Green Shores Programme", "vocabulary")],
        "aliases": [
            ("place", "Urssa", "Orsa commune"), ("place", "Old Orsa", "Orsa district (former)"),
            ("programme", "Scheme 7", "Dune Scheme"), ("programme", "the Dunes", "Dune Scheme"),
            ("term", "maize", "corn"),
        ],
        "references": [
            ("homes", "home", "Vale county", "2019", 1200.0, None, "census"),
            ("rent", "EUR", None, None, None, 12.5, "our judgement"),
        ],
    }  # fmt: skip


def test_an_empty_vocabulary_empties_the_tables(ledger: sqlite3.Connection, tmp_path: Path) -> None:
    write_vocabulary(ledger, load(tmp_path, TEXT))
    write_vocabulary(ledger, load_vocabulary(None))
    assert tables(ledger) == {"places": [], "programmes": [], "aliases": [], "references": []}
    assert load(tmp_path, "") == Vocabulary()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[places]\nname = 'Orsa'", "cannot be read as TOML"),
        ("[[places]]\nname = 'Orsa'\nkid = 'commune'", "places 1 ('Orsa'): Additional properties are not allowed"),
        ("[[programmes]]\npart_of = 'Green Shores'", "programmes 1: 'name' is a required property"),
        ("[[aliases]]\nname = 'corn'\naliases = []", "aliases 1 ('corn'): [] should be non-empty"),
        ("[[bounds]]\nmeasure = 'rent'\nunit = 'EUR'\nmax_yearly_change = -3\nsource = 's'", "bounds 1: -3 is less"),
        ("places = 3", "places: 3 is not of type 'array'"),
        ("towns = []", "Additional properties are not allowed ('towns' was unexpected)"),
    ],
)
def test_a_wrong_file_is_refused_with_the_entry(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "vocabulary.toml"))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such vocabulary; check the path"):
        load_vocabulary(tmp_path / "none.toml")
