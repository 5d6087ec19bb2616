"""Everything derived from claims, in one process and in two."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.claims.extract import extract_article
from ledger.compare.derive import derive
from ledger.store.connection import scratch_ledger, transaction
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import read_article

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"
FILLED = {"claim_keys", "slot_pairs", "splits", "change_series", "slots", "near_keys", "told_pairs"}


@pytest.fixture(scope="module")
def corpus() -> Iterator[sqlite3.Connection]:
    """A ledger with the articles of the corpus."""
    with closing(scratch_ledger()) as ledger, transaction(ledger):
        for file in sorted(ARTICLES.glob("*.md")):
            write_article(ledger, rows_of(extract_article(read_article(file, file.name))))
        yield ledger


def tables(ledger: sqlite3.Connection) -> dict[str, list[object]]:
    """The rows of every table, in the order they were written in."""
    names = ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {name: ledger.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


def test_two_processes_write_what_one_writes(corpus: sqlite3.Connection) -> None:
    derive(corpus)
    one = tables(corpus)
    derive(corpus, jobs=2)
    assert tables(corpus) == one
    assert all(one[name] for name in FILLED)


def test_deriving_again_changes_nothing(corpus: sqlite3.Connection) -> None:
    derive(corpus)
    one = tables(corpus)
    derive(corpus)
    assert tables(corpus) == one
