"""One hash for what a ledger says, and one for each part of it, so that a difference can be followed down.

The digest is taken over the sections; the section `articles` over the roots of the articles; a root over the rows
read from that article. Paths, rowids, seals and what is derived for speed take no part: two ledgers of the same
articles, vocabulary, rules and decisions have one digest. Hashes of the ledger's own notes stand beside it.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from ledger.claims.identity import canonical_json
from ledger.store.canonical import row_hash, set_hash, text_hash
from ledger.store.read import info, plain_rows
from ledger.store.tables import (
    ALIASES,
    CONFLICT_CLAIMS,
    CONFLICTS,
    CORROBORATIONS,
    DECISIONS,
    RULES,
    VOCABULARY,
    Table,
    quoted,
)
from ledger.store.write import write_info

DIGEST = "digest"
_FORM = "ledger/1"
_ROOTS = Table("articles", ("id", "root"))
_SECTIONS: dict[str, tuple[Table, ...]] = {
    "articles": (_ROOTS,),
    "vocabulary": VOCABULARY,
    "rules": (RULES,),
    "conflicts": (CONFLICTS, CONFLICT_CLAIMS),
    "corroborations": (CORROBORATIONS,),
    "decisions": (DECISIONS,),
}


_NOTES = {
    **{
        table.name: f"SELECT {quoted(table.columns)} FROM {table.name}"
        for table in VOCABULARY
        if table.name != "aliases"
    },
    "other names": "SELECT kind, alias, name FROM aliases WHERE article_id IS NULL",
    "refusals": "SELECT extractor, reason, claim FROM refusals WHERE article_id IS NULL",
    "sources": "SELECT id, file, reading FROM articles UNION ALL"
    " SELECT 'ledger', key, value FROM ledger_info WHERE key IN ('inputs', 'decisions', 'rules')",
}
"""What helps to name a change (the tables of the vocabulary one by one), and what a ledger has besides what it says:
what was turned away when it was imported, and where articles were found."""


def notes(connection: sqlite3.Connection) -> dict[str, str]:
    """The hash of each; they take no part in the digest."""
    return {name: set_hash(row_hash(name, (), row) for row in connection.execute(q)) for name, q in _NOTES.items()}


def sections(connection: sqlite3.Connection, names: Iterable[str] = tuple(_SECTIONS)) -> dict[str, str]:
    """The hash of each section, from the articles' stored roots and the rows of the other tables."""
    return {name: set_hash(_hashes(connection, _SECTIONS[name])) for name in names}


def digest_of(hashes: dict[str, str]) -> str:
    """The digest of a ledger with these sections."""
    return f"sha256:{text_hash(canonical_json([_FORM, hashes]))}"


def ledger_digest(connection: sqlite3.Connection) -> str:
    """The digest of what the ledger says now; see `verify` for whether its articles' roots still hold."""
    return digest_of(sections(connection))


def stored_digest(connection: sqlite3.Connection) -> str | None:
    """The digest noted by the last build or decision; None before the first build."""
    return info(connection).get(DIGEST)


def write_digest(connection: sqlite3.Connection, changed: Iterable[str] = tuple(_SECTIONS)) -> str:
    """Note the hashes of the sections that changed, and the digest; inside the transaction that changed them."""
    stored = info(connection)
    hashes = {name: stored.get(f"{DIGEST}.{name}", "") for name in _SECTIONS} | sections(connection, changed)
    digest = digest_of(hashes)
    noted = {f"{DIGEST}.{name}": value for name, value in (hashes | notes(connection)).items()}
    write_info(connection, {DIGEST: digest} | noted)
    return digest


def _hashes(connection: sqlite3.Connection, tables: tuple[Table, ...]) -> Iterator[bytes]:
    for table in tables:
        # Rows that were read from an article are in its root already.
        where = "article_id IS NULL" if table.name == ALIASES.name else "true"
        for row in plain_rows(connection, table, where):
            yield row_hash(table.name, table.columns, row)
