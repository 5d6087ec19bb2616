"""Checking a ledger against itself and against its files: every stored thing is derived again and compared.

Findings name the table and the row. A ledger whose owner built it anew from other articles is another ledger, not a
broken one: this finds changes made past the build, not lies in the articles.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Any
from unicodedata import normalize

from ledger.claims.claim import Claim
from ledger.claims.identity import canonical_json, claim_ids, conflict_id, decision_id, place_id
from ledger.decisions import standing
from ledger.errors import ArticleError, NotFoundError
from ledger.store.canonical import Value, row_hash, seal, set_hash, text_hash
from ledger.store.decision_file import decision_to_json
from ledger.store.digest import DIGEST, digest_of, sections
from ledger.store.migrate import migrate
from ledger.store.read import (
    StoredRow,
    article_row,
    claim_of,
    content_rows,
    info,
    read_article,
    read_conflicts,
    read_decisions,
    sentence_of,
    sources,
)
from ledger.store.rows import article_seal
from ledger.store.tables import ARTICLES, CLAIMS, MENTIONS, OF_ARTICLE, SENTENCES, UNCOVERED, Table
from ledger.text import Article, Sentence, Span, find_articles
from ledger.text import read_article as read_file

Reread = Callable[[Article, tuple[Sentence, ...], Sequence[Claim]], Sequence[str | None]]
"""For each claim of an article, why the ledger would not let it in today; None where it would."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a ledger that is not as it was written."""

    table: str
    row: str
    """The row's id, or article and number; empty for the table as a whole."""
    problem: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.problem}" if self.row else f"{self.table}: {self.problem}"


def reread(article: Article, sentences: tuple[Sentence, ...], claims: Sequence[Claim]) -> list[str | None]:
    """Reads the article again and shows every claim to admission."""
    # Imported here because the extractor's tables take longer to load than a small ledger takes to check.
    from ledger.claims.admission import Admission
    from ledger.claims.extract import extract
    from ledger.claims.reading import read

    reading = read(article, sentences)
    admission = Admission(reading, tuple(extract(reading)))
    return [admission.reason_to_refuse(claim) for claim in claims]


def verify(
    connection: sqlite3.Connection,
    article: str | None = None,
    paths: Sequence[Path] = (),
    reread: Reread = reread,
) -> list[Finding]:
    """Everything that does not hold; empty for a sound ledger.

    With `article` only that article and what was read from it is looked at. With `paths` the ledger is held against
    the files there. Raises NotFoundError for an unknown article, CorpusError for a path that does not exist.
    """
    known = sources(connection)
    if article is not None and article not in known:
        raise NotFoundError(f"no article '{article}' in this ledger; 'facts verify' checks all of them")
    checks: list[Callable[[], Iterator[Finding]]] = [
        partial(_article, connection, id, reread) for id in (known if article is None else [article])
    ]
    if article is None:
        # The search index comes last: its check takes the write lock, which is better held for a short time.
        of_the_whole = (_database, _conflicts, _decisions, _digests, _schema, _search_index)
        checks += [partial(check, connection) for check in of_the_whole]
    if paths:
        checks.insert(0, partial(_files, connection, article, paths))
    connection.execute("BEGIN")
    try:
        return list(dict.fromkeys(finding for check in checks for finding in _findings(connection, check)))
    finally:
        connection.execute("ROLLBACK")


def _findings(connection: sqlite3.Connection, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check finds, however broken the rows are."""
    try:
        return list(check())
    except sqlite3.OperationalError:
        # A text that is no UTF-8 any more: with its bad bytes replaced it fits neither its quote nor its seal.
        connection.text_factory = lambda data: data.decode(errors="replace")
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
        return [Finding("database", "", f"cannot be read: {error}")]
    try:
        return list(check())
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
        return [Finding("database", "", f"cannot be read: {error}")]
    finally:
        connection.text_factory = str


def _article(connection: sqlite3.Connection, id: str, reread: Reread) -> Iterator[Finding]:
    query = "SELECT file, text, text_sha256, root, seal FROM articles WHERE id = ?"
    file, text, text_sha256, root, sealed = connection.execute(query, [id]).fetchone()
    own = article_row(connection, id)
    text_holds = text_hash(text) == text_sha256
    if not text_holds:
        yield Finding("articles", id, "the text is not the one that was read")
    if sealed != article_seal(file, own):
        yield Finding("articles", id, _UNSEALED)
    if normalize("NFC", PurePosixPath(file).stem) != id:
        yield Finding("articles", id, f"has the file {file}, which gives another id")
    hashes = [row_hash(ARTICLES.name, ARTICLES.columns, own)]
    rows: dict[Table, list[StoredRow]] = {}
    for table in OF_ARTICLE:
        rows[table] = list(content_rows(connection, table, id))
        for row in rows[table]:
            hashes.append(_hash(table, row.content))
            if seal(hashes[-1]) != row.seal:
                yield Finding(table.name, _name(table, row), _UNSEALED)
    if set_hash(hashes) != root:
        yield Finding("articles", id, "its root does not fit: a row read from it was changed, added or removed")
    yield from _sentences(text, rows[SENTENCES])
    yield from _spans(text, rows)
    if text_holds:
        yield from _claims(connection, id, rows, reread)


_UNSEALED = "does not fit its seal: it was changed after it was written"


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


def _spans(text: str, rows: Mapping[Table, Sequence[StoredRow]]) -> Iterator[Finding]:
    """What is quoted stands, character for character, at its offsets; what names a sentence lies in it."""
    sentences = {row.content[1]: sentence_of(row.content) for row in rows[SENTENCES]}
    for table, column in ((CLAIMS, "quote"), (MENTIONS, "text"), (UNCOVERED, "text")):
        for row in rows[table]:
            fields: dict[str, Any] = dict(zip(table.columns, row.content, strict=True))
            start, end = fields["start"], fields["end"]
            if not 0 <= start < end <= len(text) or text[start:end] != fields[column]:
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
        replace(sentence, text=text[sentence.start : sentence.end]) for sentence in sorted(stored, key=lambda s: s.n)
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


def _database(connection: sqlite3.Connection) -> Iterator[Finding]:
    """SQLite's own checks."""
    for (problem,) in connection.execute("PRAGMA integrity_check(100)"):
        if problem != "ok":
            yield Finding("database", "", problem)
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(table, str(rowid), f"belongs to a row of {parent} that is not there")


def _search_index(connection: sqlite3.Connection) -> Iterator[Finding]:
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


def _conflicts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Ids follow from rule and claims, the status from the decisions."""
    stand = standing(connection)
    for conflict in read_conflicts(connection):
        witnesses = [part.claim for part in conflict.claims if part.witness]
        if witnesses:
            fitting = conflict_id(conflict.rule, witnesses)
        elif conflict.article is None:
            yield Finding("conflicts", conflict.id, "points to no claim and to no article")
            continue
        else:
            text = read_article(connection, conflict.article).text[conflict.start : conflict.end]
            fitting = place_id(conflict.rule, conflict.article, text)
        if conflict.id != fitting:
            yield Finding("conflicts", conflict.id, f"its id does not follow from it: that would be {fitting}")
        decided = stand.holding.get(conflict.id)
        decision = decided or stand.lapsed.get(conflict.id)
        status = "decided" if decided else "lapsed" if decision else "open"
        if conflict.status != "waived" and (conflict.status, conflict.decision) != (status, decision and decision.id):
            yield Finding("conflicts", conflict.id, f"is '{conflict.status}', but by the decisions '{status}'")


def _decisions(connection: sqlite3.Connection) -> Iterator[Finding]:
    """No decision was edited, and none that another one names was removed."""
    decisions = {decision.id: decision for decision in read_decisions(connection)}
    evidence = dict(connection.execute("SELECT id, evidence FROM decisions"))
    for id, decision in decisions.items():
        if id != decision_id(decision_to_json(decision)) or evidence[id] != canonical_json(decision.evidence):
            yield Finding("decisions", id, "was changed after it was made")
        for name in (decision.supersedes, decision.previous):
            if name is not None and name not in decisions:
                yield Finding("decisions", id, f"names the decision {name}, which is not there")


def _digests(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Every part hashes to what the last build or decision noted."""
    noted = info(connection)
    hashes = sections(connection)
    for name, value in hashes.items():
        if noted.get(f"{DIGEST}.{name}") != value:
            yield Finding("ledger_info", f"{DIGEST}.{name}", f"a row of the {name} was changed, added or removed")
    if noted.get(DIGEST) != digest_of(hashes):
        yield Finding("ledger_info", DIGEST, "is not the digest of what the ledger says")


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Tables, indexes and triggers are those of this version; a trigger more could change what is written."""
    query = "SELECT name, sql, type, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    blank = sqlite3.connect(":memory:", isolation_level=None)
    with closing(blank):
        migrate(blank)
        expected = {name: sql for name, sql, *_ in blank.execute(query)}
    tables = set(expected)
    for name, sql, kind, table in connection.execute(query):
        if name in expected and expected.pop(name) != sql:
            yield Finding("sqlite_master", name, "is not what this version made")
        elif kind == "trigger" and name not in tables and table in tables:
            yield Finding("sqlite_master", name, f"is a trigger on {table} that the ledger did not make")
    for name in expected:
        yield Finding("sqlite_master", name, "is missing")


def _files(connection: sqlite3.Connection, article: str | None, paths: Sequence[Path]) -> Iterator[Finding]:
    """The ledger's articles are the files at `paths`, byte for byte."""
    known = sources(connection)
    files = {file.id: file for file in find_articles(paths).files}
    for id in known if article is None else [article]:
        if id not in files:
            yield Finding("articles", id, f"has no file below {', '.join(map(str, paths))}")
        elif sha256(files[id].path.read_bytes()).hexdigest() != known[id].sha256:
            yield Finding("articles", id, f"{files[id].file} has changed since it was read; run 'facts build'")
    if article is None:
        originals = {source.sha256 for source in known.values()}
        for id in sorted(files.keys() - known.keys()):
            try:
                restates = read_file(files[id].path, files[id].file).restates
            except ArticleError as error:
                yield Finding("articles", id, str(error))
            else:
                if restates not in originals:
                    yield Finding("articles", id, f"{files[id].file} is not in the ledger; run 'facts build'")
