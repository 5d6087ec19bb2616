"""Rows of derived tables on their way into the ledger."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from ledger.store.rows import Row


class Filled(NamedTuple):
    """A derived table, and rows that go into it."""

    table: str
    rows: Iterable[Row]


def write_rows(connection: sqlite3.Connection, filled: Iterable[Filled]) -> None:
    """Puts rows into their tables; they have a value for each column."""
    for table, rows in filled:
        columns = connection.execute(f"SELECT * FROM {table} LIMIT 0").description
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
