"""Checking a ledger against the files of its corpus: articles, decisions, and claims proposed by others."""

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from ledger.corpus import with_proposals
from ledger.decisions import decision_file
from ledger.errors import ArticleError
from ledger.imported import FILE_NAME, load_imported
from ledger.store.decision_file import load_decisions
from ledger.store.read import read_decisions, sources
from ledger.text import find_articles
from ledger.text import read_article as read_file
from ledger.verify.finding import Finding


def check_files(connection: sqlite3.Connection, article: str | None, paths: Sequence[Path]) -> Iterator[Finding]:
    """The ledger's articles are the files at `paths`, byte for byte; its decisions are those of their file."""
    yield from _articles(connection, article, paths)
    file = decision_file(connection)
    if article is None and file is not None:
        yield from _decisions(connection, file)
        yield from _imported(connection, file.with_name(FILE_NAME))


def _decisions(connection: sqlite3.Connection, file: Path) -> Iterator[Finding]:
    written = load_decisions(file)
    for problem in written.problems:
        yield Finding(file.name, "", problem)
    filed = {decision.id for decision in written.decisions}
    known = {decision.id for decision in read_decisions(connection)}
    for id in sorted(known - filed):
        yield Finding("decisions", id, f"is not in {file} any more; 'facts build' adds it again")
    for id in sorted(filed - known):
        yield Finding("decisions", id, f"stands in {file} only; run 'facts build'")


def _imported(connection: sqlite3.Connection, file: Path) -> Iterator[Finding]:
    kept = load_imported(file)
    for problem in kept.problems:
        yield Finding(file.name, "", problem)
    for id, source in sources(connection).items():
        if source.reading != with_proposals(source.reading, kept.proposals.get(id, ())):
            yield Finding("articles", id, f"{file} has other claims for it than were read; run 'facts build'")


def _articles(connection: sqlite3.Connection, article: str | None, paths: Sequence[Path]) -> Iterator[Finding]:
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
