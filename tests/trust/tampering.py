"""Random changes of a ledger behind its back: single cells, with the guards out of the way, and single bytes."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from ledger.errors import LedgerError
from ledger.store.connection import ledger_at
from ledger.verify import verify

_NOTED_AS = {"aliases": "digest.other names"}
_NOT_CONTENT = {"_sqlite_migrations", "_sqlite_migrations_fts"}
Cell = tuple[str, int | str, str]
"""Table, key of the row, column."""


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold content; SQLite's own and those of the full-text index are left out."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return [name for (name,) in rows if not name.startswith("sentences_fts") and name not in _NOT_CONTENT]


def cells(database: Path) -> list[Cell]:
    """Every cell but rowids: those are numbers that SQLite gives, and say nothing."""
    found: list[Cell] = []
    with closing(sqlite3.connect(database)) as connection:
        for table in tables(connection):
            info = connection.execute(f"PRAGMA table_info({table})").fetchall()
            columns = [name for _, name, kind, _, _, key in info if not (key == 1 and kind == "INTEGER")]
            keys = [key for (key,) in connection.execute(f"SELECT {_key(connection, table)} FROM {table}")]
            found += [(table, key, column) for key in keys for column in columns]
    return found


def change_cell(database: Path, cell: Cell, chance: random.Random) -> str | None:
    """Give one cell another value, with the guards taken away and put back; None when the schema refuses it."""
    table, row, column = cell
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        key = _key(connection, table)
        (before,) = connection.execute(f'SELECT "{column}" FROM {table} WHERE {key} = ?', [row]).fetchone()
        after = _other(before, chance)
        connection.execute("BEGIN")
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        try:
            connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?', [after, row])
        except sqlite3.IntegrityError:
            connection.execute("ROLLBACK")
            return None
        for _, sql in guards:
            connection.execute(sql)
        connection.execute("COMMIT")
    return f"{table} {row} {column}: {str(before)[:40]!r} -> {str(after)[:40]!r}"


def change_byte(database: Path, chance: random.Random) -> str:
    """Turn one bit of the file."""
    data = bytearray(database.read_bytes())
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    database.write_bytes(data)
    return f"byte {at}"


def says(database: Path) -> object:
    """Everything a ledger says, row by row; None when SQLite cannot read it any more."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.text_factory = bytes
            schema = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%' ORDER BY name"
            ).fetchall()
            names = [
                name.decode() for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            keys = {name: _key(connection, name) for name in names}
            return schema, {
                name: connection.execute(f"SELECT {keys[name]}, * FROM {name}").fetchall() for name in names
            }
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None


def found(database: Path) -> list[str]:
    """What verifying says; an error of the ledger names the file."""
    try:
        with ledger_at(database, readonly=True) as connection:
            return [str(finding) for finding in verify(connection)]
    except LedgerError as error:
        return [str(error)]


def names(change: str, findings: list[str]) -> bool:
    """Whether one of the findings names the table that was changed, or the note that is kept of it."""
    table, _, column = change.partition(":")[0].split()
    wanted = {table, _NOTED_AS.get(table, table), "digest.sources" if column in ("reading", "file") else table}
    return any(name in finding for finding in findings for name in wanted)


def _key(connection: sqlite3.Connection, table: str) -> str:
    """What tells a row of a table from the others: its rowid, or all columns of its primary key."""
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
    parted = " || '/' || ".join(_text(name) for _, name, _, _, _, key in info if key)
    return parted if "WITHOUT ROWID" in _text(made) else "rowid"


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode()


def _other(value: object, chance: random.Random) -> object:
    """Another value of the same kind, as near as can be."""
    if value is None:
        return chance.choice([1, "x"])
    if isinstance(value, float):
        near = [value + 1, value * 1.0000000000000002, -value, 0.5]
        return chance.choice([other for other in near if other != value])
    if isinstance(value, int):
        return value + chance.choice([-1, 1])
    text = str(value)
    at = chance.randrange(len(text) or 1)
    return chance.choice(
        [f"{text[:at]}{chr(ord(text[at]) ^ 1) if text else 'x'}{text[at + 1 :]}", f"{text} ", text[1:]]
    )
