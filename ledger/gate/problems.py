"""What keeps an article out besides conflicts: a ledger out of step, refused claims, decisions on nothing."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from ledger.config import Config, corpus_file
from ledger.decisions import Standing
from ledger.gate.articles import Articles
from ledger.gate.records import Problem
from ledger.gate.standing import Decisions
from ledger.store.connection import database_path
from ledger.store.tables import REFUSALS


def ledger_problems(ledger: sqlite3.Connection, articles: Articles) -> Iterator[Problem]:
    """Files that cannot be read, articles the ledger does not hold as they are, and claims that were refused."""
    yield from articles.problems
    database = database_path(ledger).name
    for article in articles.checked:
        if not article.in_step:
            gone = article.change == "removed"
            what = f"is gone, and {database} still holds it" if gone else f"{database} does not hold it in this form"
            message = f"{article.file}: {what}; run 'facts build' and commit {database}"
            yield Problem("out_of_step", "error", message, article.file)
    for id, extractor, reason, claim in _refusals(ledger, articles):
        file = articles.files.get(id, id)
        quote = json.loads(claim).get("quote") or claim
        yield Problem("refused", "error", f"{file}: a claim of {extractor} was refused: {reason} (“{quote}”)", file)


def vocabulary_problems(
    ledger: sqlite3.Connection, paths: Sequence[Path], config: Config, changed: Collection[Path] | None
) -> Iterator[Problem]:
    """A vocabulary that the ledger was not built with. `changed` are the files to look at; None for all."""
    if changed is not None and not changed:
        return
    from ledger.vocabulary import FILE_NAME, load_vocabulary, stored_vocabulary

    file = corpus_file(config.vocabulary, paths, FILE_NAME)
    if file is None or (changed is not None and file.resolve() not in changed):
        return
    if load_vocabulary(file if file.exists() else None) != stored_vocabulary(ledger):
        database = database_path(ledger).name
        message = f"{file}: {database} was built with another form of it; run 'facts build' and commit {database}"
        yield Problem("out_of_step", "error", message, str(file))


def decision_problems(
    decisions: Decisions, standing: Standing, about: Iterable[str] | None, file: Path | None
) -> Iterator[Problem]:
    """Lines that are no decisions, and decisions on conflicts that are no longer there.

    `about` are the articles whose decisions are looked at; None for all.
    """
    yield from (Problem("decisions", "error", message, str(file)) for message in decisions.problems)
    looked_at = None if about is None else set(about)
    for decision in standing.stale:
        if looked_at is None or not looked_at.isdisjoint(part.article for part in decision.about):
            quotes = " and ".join(f"“{part.quote}” ({part.article})" for part in decision.about)
            message = f"the decision {decision.id} ({decision.rule}, {decision.verdict}) refers to nothing: {quotes}"
            yield Problem(
                "stale", "warning", f"{message}; the conflict is no longer there", str(file) if file else None
            )


def _refusals(ledger: sqlite3.Connection, articles: Articles) -> Iterator[tuple[str, str, str, str]]:
    """Article, extractor, reason and claim; of the built-in extractor there is nothing that a person could mend."""
    held = json.dumps([article.id for article in articles.checked if article.id not in articles.rows])
    query = (
        "SELECT article_id, extractor, reason, claim FROM refusals"
        " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    rows: Iterable[Sequence[object]] = ledger.execute(query, [held])
    for row in (*rows, *(row for rows in articles.rows.values() for row in rows.tables[REFUSALS])):
        id, extractor, reason, claim = map(str, row[:4])
        if not extractor.startswith("builtin/"):
            yield id, extractor, reason, claim
