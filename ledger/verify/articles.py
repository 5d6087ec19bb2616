"""Checking what was read from one article: seals and root, sentences, quotes, ids, and every value read again."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from ledger.claims.claim import Claim
from ledger.claims.identity import claim_ids
from ledger.store.canonical import Value, row_hash, seal, set_hash, text_hash
from ledger.store.read import StoredRow, article_row, claim_of, content_rows, read_article, sentence_of
from ledger.store.rows import article_seal
from ledger.store.tables import ARTICLES, CLAIMS, MENTIONS, OF_ARTICLE, SENTENCES, UNCOVERED, Table
from ledger.text import Article, Sentence, Span
from ledger.verify.finding import UNSEALED, Finding

Reread = Callable[[Article, tuple[Sentence, ...], Sequence[Claim]], Sequence[str | None]]
"""For each claim of an article, why the ledger would not let it in today; None where it would."""


def reread(article: Article, sentences: tuple[Sentence, ...], claims: Sequence[Claim]) -> list[str | None]:
    """Reads the article again and shows every claim to admission."""
    # Imported here because the extractor's tables take longer to load than a small ledger takes to check.
    from ledger.claims.admission import Admission
    from ledger.claims.extract import extract
    from ledger.claims.reading import read

    reading = read(article, sentences)
    admission = Admission(reading, tuple(extract(reading)))
    return [admission.reason_to_refuse(claim) for claim in claims]


def check_article(connection: sqlite3.Connection, id: str, reread: Reread) -> Iterator[Finding]:
    """What does not hold of an article and of all that was read from it."""
    query = "SELECT file, text, text_sha256, root, seal FROM articles WHERE id = ?"
    file, text, text_sha256, root, sealed = connection.execute(query, [id]).fetchone()
    own = article_row(connection, id)
    text_holds = text_hash(text) == text_sha256
    if not text_holds:
        yield Finding("articles", id, "the text is not the one that was read")
    if sealed != article_seal(file, own):
        yield Finding("articles", id, UNSEALED)
    if normalize("NFC", PurePosixPath(file).stem) != id:
        yield Finding("articles", id, f"has the file {file}, which gives another id")
    hashes = [row_hash(ARTICLES.name, ARTICLES.columns, own)]
    rows: dict[Table, list[StoredRow]] = {}
    for table in OF_ARTICLE:
        rows[table] = list(content_rows(connection, table, id))
        for row in rows[table]:
            hashes.append(_hash(table, row.content))
            if seal(hashes[-1]) != row.seal:
                yield Finding(table.name, _name(table, row), UNSEALED)
    if set_hash(hashes) != root:
        yield Finding("articles", id, "its root does not fit: a row read from it was changed, added or removed")
    yield from _sentences(text, rows[SENTENCES])
    yield from check_quotes(connection, id, text)
    yield from _spans(text, rows)
    if text_holds:
        yield from _claims(connection, id, rows, reread)


def _hash(table: Table, content: tuple[Value, ...]) -> bytes:
    try:
        return row_hash(table.name, table.columns, content)
    except ValueError:  # an infinity, which no claim has
        return b""


def _name(table: Table, row: StoredRow) -> str:
    """A row as a person finds it: by its id, else by its rowid."""
    if table == CLAIMS:
        return str(row.content[CLAIMS.columns.index("id")])
    if table == SENTENCES:
        return f"{row.content[0]} {row.content[1]}"
    return f"{row.rowid} ({row.content[0]})"


def _sentences(text: str, rows: Sequence[StoredRow]) -> Iterator[Finding]:
    """Each sentence is what stands at its offsets, and they follow each other without gaps in the numbers."""
    end = 0
    for number, row in enumerate(sorted(rows, key=lambda row: row.content[1])):  # type: ignore[arg-type, return-value]
        sentence = sentence_of(row.content)
        name = _name(SENTENCES, row)
        if sentence.n != number:
            yield Finding("sentences", name, f"is not number {number}, as its place in the text asks")
        if not end <= sentence.start < sentence.end <= len(text):
            yield Finding("sentences", name, f"its offsets {sentence.start}-{sentence.end} are out of order")
        elif text[sentence.start : sentence.end] != sentence.text:
            yield Finding("sentences", name, f"is not what stands at {sentence.start}-{sentence.end} of the article")
        end = max(end, sentence.end)


def check_quotes(connection: sqlite3.Connection, article: str, text: str) -> Iterator[Finding]:
    """Claims of an article whose quote is not, character for character, what stands at its offsets in the text."""
    query = 'SELECT id, start, "end", quote FROM claims WHERE article_id = ?'
    for id, start, end, quote in connection.execute(query, [article]):
        if text[start:end] != quote or not 0 <= start < end:
            yield Finding("claims", id, f"its quote is not what stands at {start}-{end}")


def _spans(text: str, rows: Mapping[Table, Sequence[StoredRow]]) -> Iterator[Finding]:
    """What is named stands, character for character, at its offsets; what belongs to a sentence lies in it."""
    sentences = {row.content[1]: sentence_of(row.content) for row in rows[SENTENCES]}
    for table, column in ((CLAIMS, None), (MENTIONS, "text"), (UNCOVERED, "text")):
        for row in rows[table]:
            fields: dict[str, Any] = dict(zip(table.columns, row.content, strict=True))
            start, end = fields["start"], fields["end"]
            if column and (not 0 <= start < end <= len(text) or text[start:end] != fields[column]):
                yield Finding(table.name, _name(table, row), f"its {column} is not what stands at {start}-{end}")
            sentence = sentences.get(fields.get("sentence"))
            if "sentence" in fields and not (sentence and sentence.start <= start and end <= sentence.end):
                yield Finding(table.name, _name(table, row), "does not lie in its sentence")


def _claims(
    connection: sqlite3.Connection, article: str, rows: Mapping[Table, Sequence[StoredRow]], reread: Reread
) -> Iterator[Finding]:
    """Ids follow from the claims, evidence lies in the article, and every claim would be let in again."""
    read = read_article(connection, article)
    text = read.text
    if not _cover((read.front_matter, *read.body, *read.furniture), len(text)):
        yield Finding("articles", article, "front matter, body and furniture do not cover the text")
    stored = [sentence_of(row.content) for row in rows[SENTENCES]]
    sentences = tuple(
        sentence._replace(text=text[sentence.start : sentence.end]) for sentence in sorted(stored, key=lambda s: s.n)
    )
    claims = dict(claim_of(row.content) for row in rows[CLAIMS] if row.content[1] in range(len(sentences)))
    for id, claim in claims.items():
        for facet, (start, end) in claim.evidence.items():
            if not 0 <= start < end <= len(text):
                yield Finding("claims", id, f"the evidence for {facet} lies outside the article")
    expected = claim_ids(sentences, tuple(claims.values()))
    reasons = reread(read, sentences, tuple(claims.values())) if claims else ()
    for id, fitting, reason in zip(claims, expected, reasons, strict=True):
        if id != fitting:
            yield Finding("claims", id, f"its id does not follow from it: that would be {fitting}")
        if reason:
            yield Finding("claims", id, f"would not be let in again: {reason}")


def _cover(spans: Iterable[Span], length: int) -> bool:
    """Whether spans, taken in order, cover everything once."""
    reached = 0
    for start, end in sorted(span for span in spans if span.start != span.end):
        if start != reached or end <= start:
            return False
        reached = end
    return reached == length
