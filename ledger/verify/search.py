"""Checking the full-text index: it holds the words of every sentence, and no other."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest

from ledger.verify.finding import Finding


def check_search_index(connection: sqlite3.Connection) -> Iterator[Finding]:
    """The full-text index holds the words of every sentence."""
    try:
        with _writing(connection):
            # FTS5 compares its index with the table, ten times as fast; it counts as writing, though it writes nothing.
            connection.execute("INSERT INTO sentences_fts(sentences_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        # It does not fit, or nothing may be written here: look for the sentence.
        yield from _search_by_sentence(connection)


def _search_by_sentence(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Holds the index against one made anew, word by word."""
    fresh = sqlite3.connect(":memory:")
    fresh.execute(
        "CREATE VIRTUAL TABLE sentences_fts USING fts5(text, folded, tokenize='unicode61 remove_diacritics 2')"
    )
    rows = connection.execute("SELECT id, text, folded FROM sentences")
    fresh.executemany("INSERT INTO sentences_fts (rowid, text, folded) VALUES (?, ?, ?)", rows)
    with closing(fresh), _writing(connection):
        indexes = []
        for database in (connection, fresh):
            database.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, sentences_fts, instance)")
            indexes.append(database.execute("SELECT doc, term, col, offset FROM temp.words"))
        try:
            different = next((pair for pair in zip_longest(*indexes) if pair[0] != pair[1]), None)
        finally:
            indexes[0].close()
            connection.execute("DROP TABLE temp.words")
    if different:
        row, word, *_ = min(filter(None, different), key=lambda entry: entry[1])
        yield Finding("sentences_fts", str(row), f"the index does not fit the sentence at '{word}'")


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Lets a connection that only reads do what counts as writing but leaves nothing behind."""
    (only_reads,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {only_reads}")
