"""Files that are no ledger, ledgers that cannot be used, and who may write."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from toy import article_of, extract_toy

from ledger.errors import StoreError
from ledger.store.connection import ledger_at, open_ledger, transaction
from ledger.store.migrate import applied, migrations
from ledger.store.rows import rows_of
from ledger.store.write import write_article

ROOT = Path(__file__).parents[2]


def a_text_file(path: Path) -> None:
    path.write_text("Nothing to do with a database, and long enough to be looked at. " * 20)


def another_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cards (id INTEGER)")
    connection.close()


def a_newer_ledger(path: Path) -> None:
    connection = open_ledger(path)
    connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'fact-ledger', '9999_later', '')")
    connection.close()


def a_damaged_ledger(path: Path) -> None:
    open_ledger(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = os.urandom(3996)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (a_text_file, "is not an SQLite database"),
        (another_database, "is a database, but not a ledger"),
        (a_newer_ledger, "was made by a newer version (it has '9999_later')"),
        (a_damaged_ledger, "is damaged"),
        (Path.mkdir, "is a folder"),
    ],
)
@pytest.mark.parametrize("readonly", [True, False])
def test_what_cannot_be_a_ledger_is_named(
    make: Callable[[Path], None], said: str, readonly: bool, database: Path
) -> None:
    make(database)
    if readonly and database.is_dir():
        said = "no such file"
    with pytest.raises(StoreError, match=r"^\S+facts\.db: [^\n]+$") as caught:
        open_ledger(database, readonly=readonly)
    assert said in str(caught.value)


def test_reading_makes_no_file(database: Path) -> None:
    with pytest.raises(StoreError, match="no such file; make it with 'facts build'"):
        open_ledger(database, readonly=True)
    database.touch()
    with pytest.raises(StoreError, match="is empty; fill it with 'facts build'"):
        open_ledger(database, readonly=True)
    with pytest.raises(StoreError, match=r"the folder .*missing does not exist"):
        open_ledger(database.parent / "missing" / "facts.db")
    assert sorted(path.name for path in database.parent.iterdir()) == ["facts.db"]


def test_an_odd_file_name_is_a_file_name(tmp_path: Path) -> None:
    database = tmp_path / "50% of facts?mode=memory#\n'\".db"
    open_ledger(database).close()
    assert database.stat().st_size
    with ledger_at(database, readonly=True) as connection:
        assert applied(connection) == list(migrations())


def test_a_ledger_of_an_older_version_is_brought_up_to_date_by_writing_only(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *later = migrations()
    with monkeypatch.context() as older:
        older.setattr("ledger.store.migrate.migrations", lambda: {first: migrations()[first]})
        open_ledger(database).close()
    newest = migrations() | {"9998_more": "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\n"}
    monkeypatch.setattr("ledger.store.migrate.migrations", lambda: newest)
    with pytest.raises(StoreError, match="older version; bring it up to date with 'facts build'"):
        open_ledger(database, readonly=True)
    with ledger_at(database) as connection:
        assert applied(connection) == [first, *later, "9998_more"]
        assert connection.execute("SELECT count(*) FROM more").fetchone() == (0,)


def test_a_migration_that_fails_leaves_nothing_behind(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"0001_ledger": "CREATE TABLE articles (id TEXT);\nCREATE TABLE articles (id TEXT);\n"}
    monkeypatch.setattr("ledger.store.migrate.migrations", lambda: broken)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        open_ledger(database)
    assert sqlite3.connect(database).execute("SELECT * FROM sqlite_master").fetchall() == []


def test_two_programs_may_open_a_new_ledger_at_once(database: Path) -> None:
    code = (
        "import sys, pathlib; from ledger.store.connection import open_ledger; open_ledger(pathlib.Path(sys.argv[1]))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, database], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)
    ]
    assert [(process.wait(), process.stderr and process.stderr.read()) for process in running] == [(0, b"")] * 4
    with ledger_at(database, readonly=True) as connection:
        assert applied(connection) == list(migrations())


def test_a_locked_ledger_says_so(database: Path) -> None:
    with ledger_at(database) as writer, transaction(writer):
        started = time.monotonic()
        with (
            ledger_at(database, timeout=0.2) as other,
            pytest.raises(StoreError, match="is locked: another program is writing to it; try again"),
            transaction(other),
        ):
            pass
        assert time.monotonic() - started < 5


def test_a_full_disk_changes_nothing(ledger: sqlite3.Connection) -> None:
    pages = ledger.execute("PRAGMA page_count").fetchone()[0]
    ledger.execute(f"PRAGMA max_page_count = {pages + 2}")
    long = article_of("40 houses burned down. " * 500)
    with pytest.raises(StoreError, match="the disk is full; nothing was changed"), transaction(ledger):
        write_article(ledger, rows_of(extract_toy(long)))
    assert ledger.execute("SELECT count(*) FROM articles").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO articles SELECT * FROM articles",
        "UPDATE articles SET title = 'x'",
        "DELETE FROM articles",
        "UPDATE sentences SET text = 'x'",
        "DELETE FROM sentences",
        "UPDATE claims SET value = 1",
        "DELETE FROM claims",
        "INSERT OR REPLACE INTO claims SELECT * FROM claims",
        "INSERT INTO decisions SELECT * FROM decisions",
    ],
)
def test_other_programs_cannot_write_what_was_read(statement: str, database: Path, ledger: sqlite3.Connection) -> None:
    with transaction(ledger):
        write_article(ledger, rows_of(extract_toy(article_of("40 houses burned."))))
    outside = sqlite3.connect(database)
    with pytest.raises(sqlite3.OperationalError, match="only_the_ledger_may_write"):
        outside.execute(statement)
    outside.close()


def test_a_reading_connection_leaves_no_files_and_cannot_write(database: Path) -> None:
    open_ledger(database).close()
    before = database.read_bytes()
    with ledger_at(database, readonly=True) as connection:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM rules")
        connection.execute("SELECT * FROM articles").fetchall()
    assert [path.name for path in database.parent.iterdir()] == ["facts.db"]
    assert database.read_bytes() == before


def as_nobody(code: str, path: Path) -> "subprocess.CompletedProcess[str]":
    """Run Python on a path without the rights of root, for whom no folder is read-only."""
    prepared = (
        "import os, sys\nfrom pathlib import Path\nfrom ledger.store.connection import ledger_at, open_ledger\n"
        "from ledger.store.migrate import migrations\nmigrations()\n"
        "if os.getuid() == 0: os.setuid(65534)\npath = Path(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", prepared + code, str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written(database: Path) -> None:
    open_ledger(database).close()
    look = "with ledger_at(path, readonly=True) as c: print(c.execute('SELECT count(*) FROM claims').fetchone())"
    # The folders that pytest makes are closed to everybody else.
    with tempfile.TemporaryDirectory() as name:
        shelf = Path(name)
        shutil.copy(database, shelf)
        (shelf / "facts.db").chmod(0o444)
        shelf.chmod(0o555)
        read = as_nobody(look, shelf / "facts.db")
        assert (read.stdout, read.stderr) == ("(0,)\n", "")
        for file in ("facts.db", "other.db"):
            *_, said = as_nobody("open_ledger(path)", shelf / file).stderr.splitlines()
            assert said.startswith(f"ledger.errors.StoreError: {shelf / file}: cannot be ")
            assert "read-only" in said
        assert [path.name for path in shelf.iterdir()] == ["facts.db"]
        shelf.chmod(0o755)


def test_what_a_killed_writer_left_is_read_by_the_next(database: Path) -> None:
    open_ledger(database).close()
    code = (
        "import os, sys, pathlib; from ledger.store.connection import open_ledger, transaction\n"
        "c = open_ledger(pathlib.Path(sys.argv[1]))\n"
        "with transaction(c): c.execute(\"INSERT INTO ledger_info VALUES ('kept', '1')\")\n"
        "c.execute('BEGIN IMMEDIATE'); c.execute(\"INSERT INTO ledger_info VALUES ('lost', '1')\")\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, database], cwd=ROOT, check=False)
    assert (database.parent / "facts.db-wal").stat().st_size
    with ledger_at(database, readonly=True) as connection:
        assert connection.execute("SELECT key FROM ledger_info").fetchall() == [("kept",)]


def test_opening_an_up_to_date_ledger_imports_no_sqlite_utils(database: Path) -> None:
    open_ledger(database).close()
    code = (
        "import sys, pathlib; from ledger.store.connection import open_ledger; open_ledger(pathlib.Path(sys.argv[1]))\n"
        "print(sorted({'sqlite_utils', 'pandas', 'jsonschema', 'datasette'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, database], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
