"""Numbered changes of the schema: `migrations/NNNN_name.sql`, each applied once, in order, with its record.

sqlite-utils applies and records them, in its own table `_sqlite_migrations`. It is imported only when there is
something to apply: reading what a ledger has must stay fast.
"""

import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

SET = "fact-ledger"
_FOLDER = Path(__file__).parent / "migrations"


@cache
def migrations() -> dict[str, str]:
    """Name (`0001_ledger`) to SQL, in order."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("*.sql"))}


def applied(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations a database has, in the order they were applied."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    if not connection.execute(query).fetchone():
        return []
    query = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
    rows = connection.execute(query, [SET])
    return [name for (name,) in rows]


def is_blank(connection: sqlite3.Connection) -> bool | None:
    """True for a database without tables, False for a ledger, None for a database of something else."""
    # In this order: another program may make the ledger between the two questions.
    if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
        return True
    return False if applied(connection) else None


def pending(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations still to be applied."""
    done = set(applied(connection))
    return [name for name in migrations() if name not in done]


def unknown(connection: sqlite3.Connection) -> list[str]:
    """Migrations a database has that this version does not know: it was made by a newer one."""
    return [name for name in applied(connection) if name not in migrations()]


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is pending. Inside a transaction: then all of it takes hold, or nothing.

    Asks again what is pending: another program may have applied it while this one waited for the lock.
    """
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    numbered = Migrations(SET)
    for name, script in migrations().items():
        numbered(name=name)(_runs(script))
    numbered.apply(Database(connection, recursive_triggers=False, execute_plugins=False))


def _runs(script: str) -> Callable[[Any], None]:
    def run(database: Any, /) -> None:
        for statement in _statements(script):
            database.conn.execute(statement)

    return run


def _statements(script: str) -> Iterator[str]:
    """The single statements of a script. `executescript` would commit the transaction they have to share."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
