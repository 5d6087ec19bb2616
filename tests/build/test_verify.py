"""A sound ledger passes; whatever is changed in it behind the ledger's back is found, and the row is named."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from toy import accept_toy, extract_toy, refresh_toy

from ledger.build import BuildOptions, build
from ledger.decisions import Verdict, decide
from ledger.errors import CorpusError, NotFoundError
from ledger.store.canonical import row_hash, seal, set_hash
from ledger.store.connection import ledger_at
from ledger.store.digest import write_digest
from ledger.store.migrate import migrate
from ledger.store.read import article_row, content_rows, read_claims, read_conflicts
from ledger.store.tables import ARTICLES, CLAIMS, OF_ARTICLE
from ledger.verify import Finding, verify


@pytest.fixture
def sound(corpus: Path, database: Path) -> Path:
    """A ledger of the corpus with a decision."""
    build([corpus], database, BuildOptions(extract_toy, refresh_toy))
    with ledger_at(database) as connection:
        (conflict,) = read_conflicts(connection)
        decide(connection, conflict.id, Verdict("a_wrong", "The mayor says so."), corpus / "decisions.jsonl")
    return database


@pytest.fixture
def outsider(sound: Path) -> Iterator[sqlite3.Connection]:
    """Plain SQL with the guards out of the way, as somebody who means harm would have it."""
    connection = sqlite3.connect(sound, isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE '%guard%'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.close()


def restore_guards(connection: sqlite3.Connection) -> None:
    """Put the triggers back, so that nothing but the row tells."""
    other = sqlite3.connect(":memory:", isolation_level=None)
    migrate(other)
    for (sql,) in other.execute("SELECT sql FROM sqlite_master WHERE name LIKE '%guard%'"):
        connection.execute(sql)


def findings(database: Path, **options: object) -> list[Finding]:
    with ledger_at(database, readonly=True) as connection:
        return verify(connection, reread=accept_toy, refresh=refresh_toy, **options)  # type: ignore[arg-type]


def test_a_sound_ledger_passes(sound: Path, corpus: Path) -> None:
    before = sound.read_bytes()
    assert findings(sound) == []
    assert findings(sound, article="bay") == []
    assert findings(sound, paths=[corpus]) == []
    assert sound.read_bytes() == before
    assert sorted(path.name for path in sound.parent.iterdir()) == ["facts.db", "seeds"]


def flip(column: str, position: int = 3) -> str:
    """SQL for a text with one character changed."""
    return f"substr({column}, 1, {position}) || '#' || substr({column}, {position} + 2)"


CLAIM = "(SELECT min(id) FROM claims)"
CHANGES = {
    "a character of an article": (f"UPDATE articles SET text = {flip('text', 30)} WHERE id = 'bay'", "articles bay"),
    "a character more in an article": ("UPDATE articles SET text = text || ' ' WHERE id = 'bay'", "articles bay"),
    "a title": ("UPDATE articles SET title = 'Other' WHERE id = 'hill'", "articles hill"),
    "a file": ("UPDATE articles SET file = 'other/hill.md' WHERE id = 'hill'", "articles hill"),
    "a hash": ("UPDATE articles SET sha256 = replace(sha256, 'a', 'b') WHERE id = 'hill'", "articles hill"),
    "a root": (f"UPDATE articles SET root = {flip('root', 9)} WHERE id = 'hill'", "articles hill"),
    "the body": ("UPDATE articles SET body = '[[0,5]]' WHERE id = 'bay'", "articles bay"),
    "a character of a sentence": (
        f"UPDATE sentences SET text = {flip('text')} WHERE article_id = 'bay' AND n = 1", "sentences bay 1",
    ),
    "an offset of a sentence": (
        "UPDATE sentences SET start = start + 1 WHERE article_id = 'bay' AND n = 1", "sentences bay 1",
    ),
    "a paragraph": ("UPDATE sentences SET paragraph = 7 WHERE article_id = 'bay' AND n = 1", "sentences bay 1"),
    "a character of a quote": (f"UPDATE claims SET quote = {flip('quote')} WHERE id = {CLAIM}", "claims CLAIM"),
    "a quote moved by one": (
        f"UPDATE claims SET start = start + 1, \"end\" = \"end\" + 1 WHERE id = {CLAIM}", "claims CLAIM",
    ),
    "a value": (f"UPDATE claims SET value = value + 1 WHERE id = {CLAIM}", "claims CLAIM"),
    "the last bit of a value": (
        f"UPDATE claims SET value = value * 1.0000000000000002 WHERE id = {CLAIM}", "claims CLAIM",
    ),
    "an infinite value": (f"UPDATE claims SET value = 9e999 WHERE id = {CLAIM}", "claims CLAIM"),
    "a place": (f"UPDATE claims SET place = 'Elsewhere' WHERE id = {CLAIM}", "claims CLAIM"),
    "a hedge": (f"UPDATE claims SET hedge = 'about' WHERE id = {CLAIM}", "claims CLAIM"),
    "evidence outside": (f"UPDATE claims SET evidence = '{{\"place\":[0,9999]}}' WHERE id = {CLAIM}", "claims CLAIM"),
    "a claim's sentence": (
        f"UPDATE claims SET sentence_id = (SELECT id FROM sentences WHERE article_id = 'bay' AND n = 0)"
        f" WHERE id = {CLAIM}", "claims CLAIM",
    ),
    "a claim taken away": (f"DELETE FROM claims WHERE id = {CLAIM}", "articles ARTICLE"),
    "a claim's id": (f"UPDATE claims SET id = 'blake2b-000000' WHERE id = {CLAIM}", "claims blake2b-000000"),
    "a mention": ("UPDATE mentions SET value = '9' WHERE id = 1", "mentions 1 "),
    "a mention's text": ("UPDATE mentions SET text = 'x' WHERE id = 1", "mentions 1 "),
    "a person": ("UPDATE people SET name = 'Bo' WHERE id = 1", "people 1 "),
    "an alias": ("UPDATE aliases SET name = 'Red' WHERE id = 1", "aliases 1 "),
    "a refusal": ("UPDATE refusals SET reason = 'none' WHERE id = 1", "refusals 1 "),
    "a figure not covered": ("UPDATE uncovered SET text = 'twelve' WHERE id = 1", "uncovered 1 "),
    "a conflict's rule": ("INSERT INTO rules VALUES ('FIG9', 'x', 'note', 'x'); UPDATE conflicts SET rule = 'FIG9'",
                          "conflicts CONFLICT"),
    "a conflict's status": ("UPDATE conflicts SET status = 'open', decision_id = NULL", "conflicts CONFLICT"),
    "a conflict's message": ("UPDATE conflicts SET message = 'All is well.'", "ledger_info digest.conflicts"),
    "a claim out of a conflict": ("DELETE FROM conflict_claims WHERE role = 'a'", "conflicts CONFLICT"),
    "a conflict taken away": ("DELETE FROM conflict_claims; DELETE FROM conflicts", "ledger_info digest.conflicts"),
    "a conflict of nothing": ("DELETE FROM conflict_claims", "conflicts CONFLICT"),
    "a verdict": ("UPDATE decisions SET verdict = 'b_wrong'", "decisions DECISION"),
    "a decision's evidence": ("UPDATE decisions SET evidence = '[]'", "decisions DECISION"),
    "a rule's level": ("UPDATE rules SET level = 'note'", "ledger_info digest.rules"),
    "a place more": ("INSERT INTO places (name, source) VALUES ('x', 'x')", "ledger_info digest.vocabulary"),
    "the digest": (f"UPDATE ledger_info SET value = {flip('value', 9)} WHERE key = 'digest'", "ledger_info digest"),
    "the search index": (
        "INSERT INTO sentences_fts(sentences_fts, rowid, text, folded) SELECT 'delete', id, text, folded FROM sentences"
        " WHERE article_id = 'hill' AND n = 0", "sentences_fts ",
    ),
    "a trigger more": (
        "CREATE TRIGGER quiet AFTER INSERT ON claims BEGIN DELETE FROM mentions; END", "sqlite_master quiet",
    ),
    "an index taken away": ("DROP INDEX claims_measure", "sqlite_master claims_measure"),
    "a row that belongs to nothing": (
        "PRAGMA foreign_keys = OFF; INSERT INTO corroborations (a, b, reason) VALUES ('x', 'y', 'z')",
        "corroborations 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_found_and_named(change: str, sound: Path, outsider: sqlite3.Connection) -> None:
    statements, named = CHANGES[change]
    claim, article = outsider.execute("SELECT id, article_id FROM claims ORDER BY id").fetchone()
    (conflict, decision) = outsider.execute("SELECT id, decision_id FROM conflicts").fetchone()
    for statement in statements.split(";") if "TRIGGER" not in statements else [statements]:
        outsider.execute(statement)
    restore_guards(outsider)
    expected = named.replace("CLAIM", claim).replace("ARTICLE", article)
    expected = expected.replace("CONFLICT", conflict).replace("DECISION", decision)
    found = [str(finding) for finding in findings(sound)]
    assert any(line.startswith(expected) for line in found), found
    assert all("\n" not in line for line in found)


def test_a_guard_taken_away_is_found(sound: Path, outsider: sqlite3.Connection) -> None:
    assert {finding.row for finding in findings(sound)} >= {"claims_guard_update", "articles_guard_delete"}


def test_a_text_that_is_no_text_any_more_is_found(sound: Path, outsider: sqlite3.Connection) -> None:
    outsider.execute("UPDATE claims SET subject = CAST(x'ff41' AS TEXT) WHERE id = (SELECT min(id) FROM claims)")
    restore_guards(outsider)
    (claim,) = outsider.execute("SELECT min(id) FROM claims").fetchone()
    assert any(finding.row == claim for finding in findings(sound))


def test_a_page_of_the_file_overwritten_is_found(sound: Path) -> None:
    with ledger_at(sound) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claims_measure'").fetchone()
    content = bytearray(sound.read_bytes())
    content[(page - 1) * 4096 + 4000 : page * 4096] = b"\x00" * 96
    sound.write_bytes(content)
    assert findings(sound)


def test_one_article_is_checked_alone(sound: Path, outsider: sqlite3.Connection) -> None:
    outsider.execute("UPDATE claims SET value = value + 1 WHERE article_id = 'hill'")
    restore_guards(outsider)
    assert findings(sound, article="bay") == []
    assert {finding.table for finding in findings(sound, article="hill")} == {"claims", "articles"}
    with pytest.raises(NotFoundError, match="no article 'valley'"):
        findings(sound, article="valley")


def test_a_value_is_read_again_from_its_quote(sound: Path) -> None:
    """Who makes every seal, root and digest fit again still cannot pass a value that the quote does not say."""
    with ledger_at(sound) as connection:
        connection.execute("UPDATE claims SET value = 13 WHERE quote = '12 boats'")
        for row in content_rows(connection, CLAIMS, "bay"):
            sealed = seal(row_hash("claims", CLAIMS.columns, row.content))
            connection.execute("UPDATE claims SET seal = ? WHERE rowid = ?", [sealed, row.rowid])
        hashes = [row_hash("articles", ARTICLES.columns, article_row(connection, "bay"))]
        for table in OF_ARTICLE:
            rows = content_rows(connection, table, "bay")
            hashes += [row_hash(table.name, table.columns, row.content) for row in rows]
        connection.execute("UPDATE articles SET root = ? WHERE id = 'bay'", [set_hash(hashes)])
        write_digest(connection)
        (claim,) = (id for id, claim in read_claims(connection).items() if claim.quote == "12 boats")
    assert findings(sound) == [Finding("claims", claim, "would not be let in again: the value is not in the quote")]


def test_files_are_held_against_the_ledger(sound: Path, corpus: Path) -> None:
    (corpus / "bay.md").write_text("It sank 13 boats.\n")
    (corpus / "hill.md").unlink()
    (corpus / "new.md").write_text("It sank 13 boats.\n")
    (corpus / "spoilt.md").write_text("")
    found = {finding.row: finding.problem for finding in findings(sound, paths=[corpus])}
    assert found.keys() == {"bay", "hill", "new", "spoilt"}
    assert "has changed since it was read" in found["bay"]
    assert "has no file" in found["hill"]
    assert "is not in the ledger" in found["new"]
    assert [finding.row for finding in findings(sound, article="bay", paths=[corpus])] == ["bay"]
    with pytest.raises(CorpusError, match="no such file"):
        findings(sound, paths=[corpus / "missing"])


def test_a_ledger_can_be_checked_while_another_program_writes(sound: Path, outsider: sqlite3.Connection) -> None:
    outsider.execute("INSERT INTO sentences_fts(sentences_fts, rowid, text) VALUES ('delete', 1, 'storm')")
    restore_guards(outsider)
    outsider.execute("BEGIN IMMEDIATE")
    with ledger_at(sound, readonly=True, timeout=0.1) as connection:
        assert [finding.table for finding in verify(connection, reread=accept_toy, refresh=refresh_toy)] == [
            "sentences_fts"
        ]
