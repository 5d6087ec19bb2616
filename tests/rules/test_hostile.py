"""Rules of a corpus owner read, within limits; what does not keep the contract is told in one line."""

import sqlite3
from pathlib import Path

import pytest

from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.config import load_config
from ledger.errors import LedgerError
from ledger.rules import run
from ledger.rules.registry import HEADINGS, read_rule
from ledger.store.connection import ledger_at
from ledger.verify import verify

HEAD = "---\ncode: OWN1\nname: Own\nlevel: warning\nsummary: s\nmessage: {message}\n---\n"
PAGE = HEAD + "".join(f"\n## {heading}\nx\n" for heading in HEADINGS)
ROW = "AS conflict, rowid AS claim, 'a' AS role, 1 AS witness, 'warning' AS level, 'r' AS reason FROM claims LIMIT 1"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
OTHER = "1 AS witness, 'warning' AS level, 'r' AS reason"
PLACE = "NULL AS claim, 'note' AS level, 'r' AS reason"
REFUSED = {
    "drop": ("DROP TABLE claims", "only reads"),
    "delete": ("DELETE FROM claims", "only reads"),
    "two statements": (f"SELECT 1 {ROW}; DROP TABLE claims", "one statement at a time"),
    "another file": ("ATTACH 'other.db' AS other", "only reads"),
    "settings": ("PRAGMA writable_schema = 1", "only reads"),
    "code": (f"SELECT load_extension('x') {ROW}", "only reads"),
    "a copy": ("VACUUM INTO 'copy.db'", "OWN1: "),
    "commit": ("COMMIT", "only reads"),
    "no end": (f"{ENDLESS} SELECT max(x) {ROW[:-8]}, n", "takes longer than"),
    "no end of rows": (f"{ENDLESS} SELECT x AS conflict, 1 AS claim, 'a' AS role, {OTHER} FROM n", "returns more than"),
    "no such claim": (f"SELECT 1 AS conflict, 99 AS claim, 'a' AS role, {OTHER}", "not there"),
    "no such article": (f"SELECT 1 AS conflict, 'x' AS article, 0 AS start, 1 AS 'end', {PLACE}", "not there"),
    "beyond its end": (f"SELECT 1 AS conflict, 'a' AS article, 0 AS start, 999 AS 'end', {PLACE}", "not there"),
    "backwards": (f"SELECT 1 AS conflict, 'a' AS article, 9 AS start, -1 AS 'end', {PLACE}", "not there"),
    "no reason": (f"SELECT 1 {ROW}".replace("'r'", "NULL"), "contract"),
    "a blob": (f"SELECT 1 {ROW}".replace("'a'", "x'00'"), "contract"),
    "a name for a number": (f"SELECT 'x' {ROW}", "contract"),
    "nothing": ("-- nothing", "a rule returns"),
    "no SQL": ("SELEC 1", "mend its SQL"),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of the own rule OWN1, in a corpus with a built ledger."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("The town of Marlow spent $4.2 million on roads in 2023.\n")
    (tmp_path / "seeds" / "ledger.toml").write_text("[rules]\nfolder = 'own'\n")
    folder = tmp_path / "seeds" / "own" / "OWN1"
    folder.mkdir(parents=True)
    (folder / "page.md").write_text(PAGE.format(message="'{reason}'"))
    (folder / "rule.sql").write_text(f"SELECT 1 {ROW}")
    return folder


def build_with(own: Path) -> Path:
    corpus = own.parents[1]
    database = corpus.parent / "facts.db"
    build([corpus / "a.md"], database, BuildOptions(extract_article, refresh, load_config([corpus])))
    return database


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_that_does_more_than_read_is_refused(name: str, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own)
    monkeypatch.setattr(run, "LONGEST", 0.3)
    monkeypatch.setattr(run, "MOST_ROWS", 1_000)
    database = build_with(own)
    before = sqlite3.connect(database).execute("SELECT value FROM ledger_info WHERE key = 'digest'").fetchall()
    sql, told = REFUSED[name]
    (own / "rule.sql").write_text(sql)
    with pytest.raises(LedgerError) as caught:
        build_with(own)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    with ledger_at(database, readonly=True) as connection:
        assert connection.execute("SELECT value FROM ledger_info WHERE key = 'digest'").fetchall() == before
        assert verify(connection) == []
    assert sorted(path.name for path in own.iterdir()) == ["page.md", "rule.sql"]


@pytest.mark.parametrize(
    "message", ["{a.__class__}", "{reason!r}", "{reason:>99999999}", "{0}", "{nothing}", "{", "{values[0]}"]
)
def test_a_message_is_filled_with_plain_names_only(message: str) -> None:
    with pytest.raises(LedgerError, match="may have"):
        read_rule("OWN1", PAGE.format(message=f"'{message}'"), "SELECT 1")


def test_a_page_that_is_no_yaml_and_a_code_that_is_no_name_are_told() -> None:
    with pytest.raises(LedgerError, match="is no YAML"):
        read_rule("OWN1", PAGE.format(message="[x"), "SELECT 1")
    with pytest.raises(LedgerError, match="rename the folder"):
        read_rule("##[x]", PAGE.format(message="x"), "SELECT 1")
