"""Which articles the gate looks at, whether the ledger holds them in this form, and what they were before."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.claims.identity import claim_ids, spaced
from ledger.errors import ArticleError
from ledger.gate.changes import Changes, changed_since, read_blobs
from ledger.gate.records import Problem
from ledger.gate.versions import Told
from ledger.store.read import Source, read_claims, read_sentences
from ledger.text import ArticleFile, TextOptions, article_id, find_articles, is_article

if TYPE_CHECKING:
    from ledger.claims.extraction import Extraction
    from ledger.store.rows import ArticleRows


class Form(NamedTuple):
    """What one form of an article says."""

    told: tuple[Told, ...]
    sentences: frozenset[str]
    """Of the body, with single blanks."""


class Chosen(NamedTuple):
    """The files to look at. `changes` is None where files were given, or all are looked at outside git."""

    files: tuple[ArticleFile, ...]
    problems: tuple[Problem, ...] = ()
    given: frozenset[Path] = frozenset()
    """Absolute paths of files that count as new as a whole."""
    changes: Changes | None = None


class Survey(NamedTuple):
    """The articles of a gate, by id. Filled as they are looked at."""

    files: dict[str, ArticleFile]
    stored: dict[str, Source]
    """As the ledger has them, those it lacks left out."""
    rows: dict[str, "ArticleRows"]
    """Of articles that the ledger does not hold in this form."""
    forms: dict[str, Form]
    """What those say now."""
    problems: list[Problem]


def choose(paths: Sequence[Path], since: str | None, everything: bool) -> Chosen:
    """The files to look at: those that changed, those given as files, or all.

    Raises CorpusError for a path that does not exist, and where git cannot tell what has changed.
    """
    if everything:
        found = find_articles(paths)
        changes = None if since is None else changed_since(paths, since)
        return Chosen(found.files, _unreadable(found.problems), changes=changes)
    given = [path for path in paths if path.is_file() and since is None]
    watched = [path for path in paths if path not in given]
    found = find_articles(given)
    chosen = Chosen(found.files, _unreadable(found.problems), frozenset(path.absolute() for path in given))
    if not watched:
        return chosen
    for path in watched:
        if not path.exists():
            find_articles([path])
    changes = changed_since(watched, since)
    changed = [path for path in (*changes.added, *changes.edited) if path.is_file() and _belongs(path, watched)]
    found = find_articles(changed)
    return Chosen(
        (*chosen.files, *found.files), (*chosen.problems, *_unreadable(found.problems)), chosen.given, changes
    )


def _belongs(path: Path, watched: Iterable[Path]) -> bool:
    """Whether a changed file is an article of the paths; a file among them always is."""
    return any(path == part.resolve() or is_article(path, part.resolve()) for part in watched)


def look(connection: sqlite3.Connection, chosen: Chosen, options: TextOptions) -> Survey:
    """Hash every chosen file, and read those that the ledger does not hold in this form."""
    survey = Survey({}, {}, {}, {}, list(chosen.problems))
    for file in chosen.files:
        if file.id in survey.files:
            told = f"{file.file}: has the id of {survey.files[file.id].file} ({file.id}); rename one"
            survey.problems.append(Problem("unreadable", "error", told, file.file))
            continue
        source = _stored(connection, file.id)
        try:
            digest = sha256(file.path.read_bytes()).hexdigest()
        except OSError as error:
            told = f"{file.file}: cannot be read ({error.strerror}); check its permissions"
            survey.problems.append(Problem("unreadable", "error", told, file.file))
            continue
        if source is None or source.sha256 != digest:
            try:
                if not _read(connection, survey, file, options):
                    continue
            except ArticleError as error:
                survey.problems.append(Problem("unreadable", "error", str(error), file.file))
                continue
        survey.files[file.id] = file
        if source is not None:
            survey.stored[file.id] = source
    return survey


def _read(connection: sqlite3.Connection, survey: Survey, file: ArticleFile, options: TextOptions) -> bool:
    """Read an article that is out of step; False for a restatement whose original is there: it is left out."""
    from ledger.claims.extract import extract_article
    from ledger.store.rows import rows_of
    from ledger.text import read_article

    article = read_article(file.path, file.file, options)
    originals = "SELECT 1 FROM articles WHERE sha256 = ?"
    if article.restates and connection.execute(originals, [article.restates]).fetchone():
        return False
    extraction = extract_article(article)
    survey.rows[file.id] = rows_of(extraction)
    survey.forms[file.id] = form_of(extraction)
    return True


def earlier_forms(
    connection: sqlite3.Connection, blobs: Mapping[Path, str], root: Path, options: TextOptions
) -> dict[Path, Form]:
    """What files said before, by path. One that could not be read then said nothing."""
    found: dict[Path, Form] = {}
    contents = read_blobs(root, blobs.values())
    for path, blob in blobs.items():
        data = contents[blob]
        id = article_id(path)
        source = _stored(connection, id)
        if source is not None and source.sha256 == sha256(data).hexdigest():
            found[path] = stored_form(connection, id)
        else:
            found[path] = _form_of_bytes(data, path, options)
    return found


def stored_form(connection: sqlite3.Connection, id: str) -> Form:
    """What the ledger has of an article."""
    sentences = read_sentences(connection, id)
    claims = sorted(read_claims(connection, id).items(), key=lambda item: (item[1].start, item[1].end, item[0]))
    told = tuple(Told(claim_id, claim, sentences[claim.sentence].text) for claim_id, claim in claims)
    return Form(told, frozenset(spaced(sentence.text) for sentence in sentences))


def form_of(extraction: "Extraction") -> Form:
    """What an article says that was just read."""
    ids = claim_ids(extraction.sentences, extraction.claims)
    pairs = sorted(zip(ids, extraction.claims, strict=True), key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
    told = {id: Told(id, claim, extraction.sentences[claim.sentence].text) for id, claim in pairs}
    return Form(tuple(told.values()), frozenset(spaced(sentence.text) for sentence in extraction.sentences))


def _form_of_bytes(data: bytes, path: Path, options: TextOptions) -> Form:
    from ledger.claims.extract import extract_article
    from ledger.text import article_from_bytes

    html = path.suffix.lower() == ".html"
    try:
        article = article_from_bytes(data, id=article_id(path), file=path.name, html=html, options=options)
    except ArticleError:
        return Form((), frozenset())
    return form_of(extract_article(article))


def _stored(connection: sqlite3.Connection, id: str) -> Source | None:
    row = connection.execute("SELECT id, file, sha256, restates, reading FROM articles WHERE id = ?", [id]).fetchone()
    return None if row is None else Source(*row)


def _unreadable(errors: Iterable[Exception]) -> tuple[Problem, ...]:
    return tuple(Problem("unreadable", "error", str(error)) for error in errors)
