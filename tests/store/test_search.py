"""Full-text search over sentences: without diacritics, in any normal form, always in step."""

import sqlite3
import unicodedata

import pytest
from toy import article_of, extract_toy

from ledger.store.connection import transaction
from ledger.store.rows import rows_of
from ledger.store.write import delete_articles, write_article

SENTENCES = [
    "Điện Biên has a new road.",
    unicodedata.normalize("NFD", "Mường Nhé lies in ĐIỆN BIÊN."),
    "Łódź and Tromsø and Ħamrun.",
    "Plain words only.",
    "Thủ met Tẩn.",
]


def find(connection: sqlite3.Connection, words: str) -> list[int]:
    query = (
        "SELECT n FROM sentences WHERE id IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?) ORDER BY n"
    )
    return [n for (n,) in connection.execute(query, [words])]


def in_step(connection: sqlite3.Connection) -> None:
    """FTS5 compares its index with the table; raises when they differ."""
    connection.execute("INSERT INTO sentences_fts(sentences_fts, rank) VALUES ('integrity-check', 1)")


@pytest.fixture
def filled(ledger: sqlite3.Connection) -> sqlite3.Connection:
    with transaction(ledger):
        write_article(ledger, rows_of(extract_toy(article_of("\n".join(SENTENCES)))))
    return ledger


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dien bien", [0, 1]),
        ("Điện Biên", [0, 1]),
        ("điện bien", [0, 1]),
        ('"dien bien"', [0, 1]),
        ('"Điện Biên"', [0, 1]),
        (unicodedata.normalize("NFD", '"Điện Biên"'), [0, 1]),
        ("đien road", [0]),
        ("muong nhe", [1]),
        ("lodz", [2]),
        ("Łódź tromso", [2]),
        ("hamrun", [2]),
        ("tan", [4]),
        ("bienne", []),
    ],
)
def test_words_are_found_however_they_are_written(words: str, found: list[int], filled: sqlite3.Connection) -> None:
    assert find(filled, words) == found


def test_the_index_keeps_in_step(filled: sqlite3.Connection) -> None:
    in_step(filled)
    with transaction(filled):
        write_article(filled, rows_of(extract_toy(article_of("Another road in Đà Nẵng."))))
    in_step(filled)
    assert (find(filled, "bien"), find(filled, "da nang")) == ([], [0])
    filled.execute("UPDATE sentences SET text = 'Now a bridge in Đồng Hới.'")
    in_step(filled)
    assert (find(filled, "da nang"), find(filled, "dong hoi")) == ([], [0])
    filled.execute("INSERT INTO sentences_fts(sentences_fts) VALUES ('rebuild')")
    in_step(filled)
    assert find(filled, "dong hoi") == [0]
    with transaction(filled):
        delete_articles(filled, ["a"])
    in_step(filled)
    assert filled.execute("SELECT count(*) FROM sentences_fts_docsize").fetchone() == (0,)
