"""Building a ledger: it then holds exactly the articles of the given paths.

Articles are read first, in as many processes as wanted; only then the ledger is locked, and everything is written in
one transaction: whoever looks sees the old ledger or the new one. An article is read again only when its file or the
way of reading has changed. When nothing the ledger says has changed, not a byte of its file does.
"""

import os
import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO

from ledger.collector import without_collector
from ledger.config import Config
from ledger.corpus import Corpus, Extract, survey
from ledger.decisions import Standing, merge_file, settle, standing
from ledger.errors import ArticleError, StoreError
from ledger.imported import Proposal, with_imported
from ledger.rules.tuning import NOTE, as_json
from ledger.store.connection import checkpoint, database_path, ledger_at, transaction
from ledger.store.decision_file import append_decisions
from ledger.store.digest import stored_digest, write_digest
from ledger.store.read import UNDECIDED, article_row, sources
from ledger.store.rows import ArticleRows, article_seal, rows_of
from ledger.store.write import delete_articles, move_article, write_article, write_info
from ledger.text import ArticleFile, TextOptions, read_article
from ledger.vocabulary import Vocabulary, load_vocabulary, write_vocabulary


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build."""

    extract: Extract
    refresh: Callable[[sqlite3.Connection], None]
    """Fills what follows from claims and vocabulary, conflicts included; runs inside the transaction."""
    config: Config = field(default_factory=Config)
    vocabulary: Path | None = None
    """Instead of the one that the configuration or the corpus folder has."""
    strict: bool = False
    """Write nothing when there is any problem."""
    jobs: int = 1
    progress: Callable[[int, int], None] | None = None
    """Told how many articles have been read, and of how many."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, and what the ledger holds now. Articles are named by their ids."""

    read: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Not read again: nothing about them has changed, or they cannot be read any more."""
    removed: tuple[str, ...] = ()
    restatements: tuple[str, ...] = ()
    """Files left out because the original is among the articles."""
    problems: tuple[str, ...] = ()
    """One line each: file, cause, remedy. Everything else was built, unless `strict`."""
    no_grammar: tuple[str, ...] = ()
    """Stored articles in a language without a grammar: they yield no claims."""
    claims: int = 0
    refusals: int = 0
    conflicts: Mapping[str, int] = field(default_factory=dict)
    """Those nobody has decided, by level."""
    standing: Standing | None = None
    digest: str | None = None
    """None when there was nothing to build a ledger from, or `strict` met a problem."""
    written: bool = False


class _Unchanged(Exception):
    """Takes the transaction back: the ledger says all of it already."""


def build(paths: Sequence[Path], database: Path, options: BuildOptions) -> BuildReport:
    """Make the ledger at `database` hold exactly the articles of `paths`.

    Articles that cannot be read are problems of the report; what the ledger has of them stays. Raises CorpusError for a
    path that does not exist, ConfigError for a vocabulary that is none, and StoreError when the ledger cannot be
    written; then nothing has changed.
    """
    corpus = survey(paths, database, options.config, options.vocabulary, options.extract)
    report = BuildReport(restatements=corpus.restatements, problems=corpus.problems)
    if not corpus.articles or (options.strict and corpus.problems):
        return report
    if corpus.current:
        with ledger_at(database, readonly=True) as connection:
            report = replace(report, standing=standing(connection), digest=stored_digest(connection))
            return _counted(connection, replace(report, kept=tuple(corpus.articles)))
    vocabulary = load_vocabulary(corpus.vocabulary)
    with _Spool() as spool:
        failed = _read_all(corpus, options, spool)
        report = replace(report, problems=(*corpus.problems, *failed))
        if failed and options.strict:
            return report
        with ledger_at(database) as connection:
            return _write(connection, corpus, vocabulary, options, spool, report)


class _Spool:
    """Rows on their way into the ledger, on disk: a corpus may be larger than memory."""

    def __enter__(self) -> "_Spool":
        self._file: IO[bytes] = tempfile.TemporaryFile()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, packed: bytes) -> None:
        """Keeps the pickled rows of an article."""
        try:
            self._file.write(packed)
        except OSError as error:
            reason = f"{tempfile.gettempdir()}: {error.strerror}; free some space, or set TMPDIR to another folder"
            raise StoreError(reason) from error

    def __iter__(self) -> Iterator[ArticleRows]:
        end = self._file.tell()
        self._file.seek(0)
        while self._file.tell() < end:
            yield pickle.load(self._file)


def _read_all(corpus: Corpus, options: BuildOptions, spool: _Spool) -> list[str]:
    """Read what the ledger has not in this form; returns problems."""
    files = [corpus.files[corpus.articles[id].file] for id in corpus.unread]
    imported = [corpus.imported.get(id, ()) for id in corpus.unread]
    problems = []
    with _mapping(min(options.jobs, len(files))) as mapped:
        results = mapped(partial(_packed, options.extract, options.config.text), files, imported)
        for done, result in enumerate(results, 1):
            if isinstance(result, bytes):
                spool.put(result)
            else:
                problems.append(str(result))
            if options.progress:
                options.progress(done, len(files))
    return problems


@contextmanager
def _mapping(jobs: int) -> Iterator[Callable[..., Iterable[bytes | ArticleError]]]:
    """`map`, in this process or in several."""
    if jobs <= 1:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:
        try:
            yield pool.map
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _packed(
    extract: Extract, options: TextOptions, file: ArticleFile, imported: Sequence[Proposal]
) -> bytes | ArticleError:
    """The rows of an article as the spool keeps them: packed where they are made, unpacked when they are written."""
    rows = _read(extract, options, file, imported)
    return pickle.dumps(rows, pickle.HIGHEST_PROTOCOL) if isinstance(rows, ArticleRows) else rows


def _read(
    extract: Extract, options: TextOptions, file: ArticleFile, imported: Sequence[Proposal]
) -> ArticleRows | ArticleError:
    """The rows of an article, or why it cannot be read."""
    try:
        return rows_of(with_imported(extract(read_article(file.path, file.file, options)), imported))
    except ArticleError as error:
        return error
    except Exception as error:
        error.add_note(f"while reading {file.file}")
        raise


@without_collector()
def _write(
    connection: sqlite3.Connection,
    corpus: Corpus,
    vocabulary: Vocabulary,
    options: BuildOptions,
    spool: _Spool,
    report: BuildReport,
) -> BuildReport:
    with suppress(_Unchanged), transaction(connection):
        before = stored_digest(connection)
        report, moved = _fill(connection, corpus, options, spool, report)
        write_vocabulary(connection, vocabulary)
        unfiled = merge_file(connection, corpus.decisions)
        write_info(connection, {NOTE: as_json(options.config.rules)})
        options.refresh(connection)
        write_info(connection, _made_from(corpus, database_path(connection)))
        report = replace(report, standing=settle(connection), digest=write_digest(connection))
        report = _counted(connection, replace(report, written=moved or report.digest != before))
        if not report.written:
            raise _Unchanged
    if report.written:
        checkpoint(connection)
    if corpus.decisions is not None:
        append_decisions(corpus.decisions, unfiled)
    return report


def _fill(
    connection: sqlite3.Connection, corpus: Corpus, options: BuildOptions, spool: _Spool, report: BuildReport
) -> tuple[BuildReport, bool]:
    """Make the articles of the ledger those of the corpus; also tells whether an unchanged one has moved.

    Another build may have written since this one looked: what the ledger then lacks is read now.
    """
    before = sources(connection)
    gone = sorted(before.keys() - corpus.articles.keys())
    delete_articles(connection, gone)
    lacking = dict.fromkeys(corpus.not_in(before))
    written = []
    for rows in chain(spool, _read_late(corpus, options, lacking)):
        if rows.id in lacking:
            write_article(connection, rows, corpus.articles[rows.id].reading)
            written.append(rows.id)
    kept = [id for id in corpus.articles if id in before and id not in lacking]
    moved = [id for id in kept if before[id].file != corpus.articles[id].file]
    for id in moved:
        file = corpus.articles[id].file
        move_article(connection, id, file, article_seal(file, article_row(connection, id)))
    report = replace(report, read=tuple(sorted(written)), kept=tuple(kept), removed=tuple(gone))
    return report, bool(moved)


def _read_late(corpus: Corpus, options: BuildOptions, lacking: Iterable[str]) -> Iterator[ArticleRows]:
    for id in lacking:
        file = corpus.files.get(corpus.articles[id].file)
        if id not in corpus.unread and file is not None:
            rows = _read(options.extract, options.config.text, file, corpus.imported.get(id, ()))
            if isinstance(rows, ArticleRows):
                yield rows


def _made_from(corpus: Corpus, database: Path) -> dict[str, str]:
    """What the ledger notes of its corpus: by this it is known again, and its decisions are found."""
    if corpus.decisions is None:
        return {"inputs": corpus.inputs}
    decisions = os.path.relpath(corpus.decisions, database.parent)
    return {"inputs": corpus.inputs, "decisions": Path(decisions).as_posix()}


def _counted(connection: sqlite3.Connection, report: BuildReport) -> BuildReport:
    """The report with what the ledger holds."""
    undecided = f"SELECT k.level, count(*) FROM conflicts k WHERE {UNDECIDED} GROUP BY 1"
    return replace(
        report,
        no_grammar=tuple(id for (id,) in connection.execute("SELECT id FROM articles WHERE grammar = 0 ORDER BY id")),
        claims=connection.execute("SELECT count(*) FROM claims").fetchone()[0],
        refusals=connection.execute("SELECT count(*) FROM refusals").fetchone()[0],
        conflicts=dict(connection.execute(undecided)),
    )
