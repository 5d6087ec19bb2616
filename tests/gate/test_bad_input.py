"""What the gate cannot work with: one clear line, exit code 2, and nothing lost."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from newsroom import HARBOUR, LABOUR, Desk


def refused(desk: Desk, *arguments: str) -> str:
    """The one line that the gate says, the ledger being as it was."""
    database = desk.folder / "facts.db"
    before = database.read_bytes() if database.exists() else None
    done = desk.gate(*arguments)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    assert (database.read_bytes() if database.exists() else None) == before
    (line,) = done.stderr.splitlines()
    assert line.startswith("facts: ")
    return line


def test_outside_git(bare_desk: Desk) -> None:
    bare_desk.write("seeds/harbour.md", HARBOUR)
    bare_desk.build()
    line = refused(bare_desk)
    assert "git cannot tell what has changed here (not a git repository" in line
    assert "give the articles themselves, or --all" in line
    assert bare_desk.gate("--all").returncode == 0
    assert bare_desk.gate("seeds/harbour.md").returncode == 0
    bare_desk.write("seeds/labour.md", LABOUR)
    for arguments in (("--all",), ("seeds/labour.md",)):
        done = bare_desk.gate(*arguments)
        assert done.returncode == 1
        assert "12.9 %" in done.stdout


def test_without_git_installed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.folder))
    assert "git cannot be run (No such file or directory); install it" in refused(desk)


def test_a_shallow_clone(contradicting: Desk) -> None:
    contradicting.write("seeds/weather.md", "Norham district counted 210 frost days in 2024.\n")
    contradicting.build()
    contradicting.commit()
    shallow = Desk(contradicting.folder.parent / "shallow")
    shallow.git("clone", "--quiet", "--depth", "1", f"file://{contradicting.folder}", ".")
    line = refused(shallow, "--since", "main")
    assert "--since main: no such commit; this clone is shallow: fetch the history" in line
    assert "'fetch-depth: 0'" in line
    shallow.git("fetch", "--quiet", "--depth", "1", "origin", "main:main")
    assert "have no history in common; this clone is shallow" in refused(shallow, "--since", "main")
    shallow.git("fetch", "--quiet", "--unshallow")
    shallow.git("fetch", "--quiet", "origin", "main:main")
    assert shallow.gate("--since", "main").returncode == 1


@pytest.mark.parametrize("rev", ["no-such-branch", "HEAD~99", "--help", "", "HEAD:seeds"])
def test_a_commit_that_is_not_there(desk: Desk, rev: str) -> None:
    line = refused(desk, f"--since={rev}")
    assert f"--since {rev}: " in line


def test_no_history_in_common(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--orphan", "other")
    desk.git("commit", "--quiet", "--allow-empty", "--message", "another beginning")
    desk.git("checkout", "main", "--", ".")
    assert "have no history in common; name a commit that this branch comes from" in refused(desk, "--since", "main")


def test_a_path_that_is_not_there(desk: Desk) -> None:
    assert "no/such: no such file or folder; check the path" in refused(desk, "no/such")


def test_no_ledger(desk: Desk) -> None:
    (desk.folder / "facts.db").unlink()
    assert "facts.db: no such file; make it with 'facts build'" in refused(desk)


def test_no_ledger_but_something_else(desk: Desk) -> None:
    desk.write("facts.db", HARBOUR * 20)
    assert "is not an SQLite database" in refused(desk)


def test_a_locked_ledger(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.store.connection.READ_TIMEOUT", 0.1)
    with closing(sqlite3.connect(desk.folder / "facts.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE").fetchall()
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked: another program is writing to it" in refused(desk)
    assert desk.gate().returncode == 0


def test_a_ledger_that_is_being_written_is_read(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "facts.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert desk.gate("--all").returncode == 0


def test_an_older_ledger(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "facts.db")) as connection, connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_near'")
    assert "was made by an older version; bring it up to date with 'facts build'" in refused(desk)


def test_a_newer_ledger(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "facts.db")) as connection, connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'fact-ledger', '9999_later', '')")
    assert "was made by a newer version" in refused(desk)


def test_an_article_that_cannot_be_read_fails_with_2_and_hides_nothing(contradicting: Desk) -> None:
    contradicting.write("seeds/broken.md", "---\ntitle: [\n---\nText.\n")
    (contradicting.folder / "seeds/binary.txt").write_bytes(b"\x00\x01\xff" * 50)
    done = contradicting.gate("--since", "main", "--fail-on", "never")
    assert done.returncode == 2
    assert "error: seeds/broken.md:" in done.stdout
    assert "error: seeds/binary.txt:" in done.stdout
    assert "»12.9 %«" in done.stdout


def test_an_article_that_cannot_be_read_is_not_taken_for_no_change(desk: Desk) -> None:
    (desk.folder / "seeds/binary.txt").write_bytes(b"\x00\x01\xff" * 50)
    done = desk.gate()
    assert done.returncode == 2
    assert "no article has changed" not in done.stdout


def test_two_articles_of_one_name(desk: Desk) -> None:
    desk.write("seeds/east/report.md", LABOUR)
    desk.write("seeds/west/report.txt", LABOUR)
    done = desk.gate()
    assert done.returncode == 2
    assert "seeds/west/report.txt: has the id of seeds/east/report.md (report); rename one" in done.stdout


def test_a_line_that_is_no_decision(contradicting: Desk) -> None:
    contradicting.write("seeds/decisions.jsonl", "{}\n")
    done = contradicting.gate()
    assert done.returncode == 1
    assert "seeds/decisions.jsonl:1: is no decision" in done.stdout


def test_a_ledger_in_a_folder_that_cannot_be_written(desk: Desk) -> None:
    vault = desk.folder / "vault"
    vault.mkdir()
    shutil.copy(desk.folder / "facts.db", vault / "facts.db")
    (vault / "facts.db").chmod(0o444)
    vault.chmod(0o555)
    try:
        assert desk.gate("--all", "-d", "vault/facts.db").returncode == 0
    finally:
        vault.chmod(0o755)
