"""Checking what follows from claims and vocabulary: it is worked out again in a copy and compared row by row."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice, zip_longest

from ledger.decisions import settle
from ledger.store.connection import copy_of
from ledger.store.tables import ARTICLES, DECISIONS, OF_ARTICLE, VOCABULARY
from ledger.verify.finding import Finding

Refresh = Callable[[sqlite3.Connection], None]
"""Fills what follows from claims and vocabulary, as for a build."""

_GIVEN = frozenset({table.name for table in (ARTICLES, *OF_ARTICLE, *VOCABULARY, DECISIONS)} | {"ledger_info"})
_NAMED_AT_MOST = 20


def refresh(connection: sqlite3.Connection) -> None:
    """By the rules of the ledger."""
    # Imported here because checking one article needs no rules.
    from ledger.check import refresh as refresh_ledger

    refresh_ledger(connection)


def check_derived(connection: sqlite3.Connection, refresh: Refresh) -> Iterator[Finding]:
    """Conflicts, corroborations, rules and the tables they are found by are what the claims give today."""
    with closing(copy_of(connection)) as copy:
        refresh(copy)
        settle(copy)
        for table in _derived(connection):
            yield from _compare(connection, copy, table)


def _derived(connection: sqlite3.Connection) -> list[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_sqlite*' AND name NOT GLOB 'sqlite*'"
    )
    names = [name for (name,) in connection.execute(f"{query} ORDER BY name")]
    return [name for name in names if name not in _GIVEN and not name.startswith("sentences_fts")]


def _compare(connection: sqlite3.Connection, copy: sqlite3.Connection, table: str) -> Iterator[Finding]:
    query = f"SELECT * FROM {table}"  # in the order they are stored in: mostly one order, and then no more is needed
    stored, fitting = (database.execute(query) for database in (connection, copy))
    with closing(stored), closing(fitting):
        if all(mine == other for mine, other in zip_longest(stored, fitting)):
            return
    rows, expected = (Counter(database.execute(query)) for database in (connection, copy))
    for row in islice(rows - expected, _NAMED_AT_MOST):
        yield Finding(table, _name(row), "does not follow from the claims of the ledger")
    for row in islice(expected - rows, _NAMED_AT_MOST):
        yield Finding(table, _name(row), "follows from the claims of the ledger, but is not there as it should be")


def _name(row: tuple[object, ...]) -> str:
    """The first columns of a row: by them it is found."""
    return " ".join(str(value)[:60] for value in row[:2])
