"""Opening a ledger: one place for pragmas, for who may write, and for what can go wrong with a file.

Nothing here imports sqlite-utils: checking one article against a ledger must start in milliseconds.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.errors import StoreError
from ledger.store.migrate import is_blank, migrate, migrations, pending, unknown

_MAY_WRITE = "only_the_ledger_may_write"
OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables."""
WRITE_TIMEOUT = 30.0
"""Seconds to wait for another program that is writing: a build of a large corpus takes a while."""
READ_TIMEOUT = 5.0
CHECKPOINT_TIMEOUT = 1.0


def open_ledger(path: Path, *, readonly: bool = False, timeout: float | None = None) -> sqlite3.Connection:
    """A connection to the ledger at `path`, in autocommit mode; write inside `transaction`.

    A missing file is created and an older one brought up to date, unless `readonly`.
    `timeout` is how many seconds to wait for another program that writes.
    Raises StoreError for whatever keeps the file from being used as a ledger.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: Python needs SQLite {oldest} or newer")
    if "\0" in str(path):
        raise StoreError(f"{path}: has a NUL character in its name; choose another file with -d")
    if readonly and not path.is_file():
        raise StoreError(f"{path}: no such file; make it with 'facts build'")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
    with store_errors(path):
        if readonly:
            connection = _open_for_reading(path, READ_TIMEOUT if timeout is None else timeout)
        else:
            connection = _connect(path, "rwc", WRITE_TIMEOUT if timeout is None else timeout)
        try:
            _check_schema(connection, path, readonly)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def ledger_at(path: Path, *, readonly: bool = False, timeout: float | None = None) -> Iterator[sqlite3.Connection]:
    """The ledger at `path` for the length of a block; SQLite's errors come out as StoreError."""
    with store_errors(path), closing(open_ledger(path, readonly=readonly, timeout=timeout)) as connection:
        yield connection


def scratch_ledger() -> sqlite3.Connection:
    """An empty ledger in memory, for what is only tried out: references between its tables are not enforced."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.create_function(_MAY_WRITE, 0, lambda: 1)
    for script in migrations().values():
        connection.executescript(script)
    # Nothing else gets at it, and nobody searches it.
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    return connection


def copy_of(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a ledger to try things on, in a file that goes with it: references between tables are not enforced."""
    copy = sqlite3.connect("", isolation_level=None)
    try:
        copy.create_function(_MAY_WRITE, 0, lambda: 1)
        copy.execute("PRAGMA trusted_schema = ON")
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. The write lock is taken at once, so that what is read inside stays true."""
    with store_errors(database_path(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def checkpoint(connection: sqlite3.Connection) -> None:
    """Move everything into the one file, so that it can be copied or committed.

    Somebody who is reading just now does not hold this up for long: the last one to close the ledger does it then.
    Raises StoreError when the disk has no room for it; what was written is kept all the same.
    """
    connection.execute(f"PRAGMA busy_timeout = {CHECKPOINT_TIMEOUT * 1000:.0f}")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.OperationalError as error:
        path = database_path(connection)
        raise StoreError(
            f"{path}: everything is written, but in part to {path.name}-wal only ({error}); keep that file, free some"
            " space and run 'facts build'"
        ) from error


def database_path(connection: sqlite3.Connection) -> Path:
    """The file a connection writes to."""
    rows: list[tuple[int, str, str]] = connection.execute("PRAGMA database_list").fetchall()
    return Path(next(file for _, name, file in rows if name == "main"))


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite says about the file into a StoreError that says what to do next."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = _REMEDIES.get(_primary_code(error))
        if str(error).startswith(("Could not decode", "malformed database schema")):
            remedy = _REMEDIES[sqlite3.SQLITE_CORRUPT]
        if remedy is None:
            raise
        raise StoreError(f"{path}: {remedy}") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: {_REMEDIES[sqlite3.SQLITE_CORRUPT]}") from error


_LOCKED = "is locked: another program is writing to it; try again when it has finished"
_CLOSED = "cannot be opened: it is a folder, or the file or its folder is read-only; choose another file with -d"
_REMEDIES: dict[int | None, str] = {
    sqlite3.SQLITE_NOTADB: "is not an SQLite database; choose another file with -d, or move this one away",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from version control or build it again in a new file",
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its folder is read-only; choose another with -d",
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_FULL: "the disk is full; nothing was changed; free some space and run it again",
    sqlite3.SQLITE_IOERR: "cannot be read or written (input/output error); look at the disk, then try again",
}


def _primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's result code without the detail of its extended form."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        if mode == "rwc":
            # The schema's guards call a function of ours; an SQLite that distrusts schemas would refuse it.
            connection.execute("PRAGMA trusted_schema = ON")
            connection.create_function(_MAY_WRITE, 0, lambda: 1)
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _open_for_reading(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that cannot write, also where nothing at all may be written.

    A database in WAL mode wants two small files beside it, and only a connection that may write removes them
    again; hence `rw` first. In a read-only folder they cannot be made; if no writer left any, none is needed.
    """
    modes = ["rw", "ro"] if _writes_wait(path) else ["rw", "ro", "ro&immutable=1"]
    for mode in modes:
        try:
            connection = _connect(path, mode, timeout)
        except sqlite3.OperationalError as error:
            unwritable = _primary_code(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
            if not unwritable or mode == modes[-1]:
                raise
        else:
            connection.execute("PRAGMA query_only = ON")
            return connection
    raise AssertionError("unreachable")


def _writes_wait(path: Path) -> bool:
    """Whether a writer has left something beside the database; the last one may remove it at this moment."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _check_schema(connection: sqlite3.Connection, path: Path, readonly: bool) -> None:
    blank = is_blank(connection)
    if blank is None:
        raise StoreError(f"{path}: is a database, but not a ledger; choose another file with -d")
    newer = unknown(connection)
    if newer:
        upgrade = "pip install --upgrade fact-ledger"
        raise StoreError(f"{path}: was made by a newer version (it has '{newer[-1]}'); upgrade with '{upgrade}'")
    if readonly and blank:
        raise StoreError(f"{path}: is empty; fill it with 'facts build'")
    waiting = pending(connection)
    if waiting and readonly:
        raise StoreError(f"{path}: was made by an older version; bring it up to date with 'facts build'")
    if waiting:
        with transaction(connection):
            migrate(connection)
