"""All checks of a ledger, in one read transaction."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from ledger.errors import NotFoundError, RuleError
from ledger.verify.articles import Reread, check_article, reread
from ledger.verify.derived import Refresh, check_derived, refresh
from ledger.verify.files import check_files
from ledger.verify.finding import Finding
from ledger.verify.search import check_search_index
from ledger.verify.whole import check_conflicts, check_database, check_decisions, check_digests, check_schema

Check = Callable[[], Iterator[Finding]]


def verify(
    connection: sqlite3.Connection,
    article: str | None = None,
    paths: Sequence[Path] = (),
    reread: Reread = reread,
    refresh: Refresh = refresh,
) -> list[Finding]:
    """Everything that does not hold; empty for a sound ledger.

    With `article` only that article and what was read from it is looked at. With `paths` the ledger is held against
    the files there. Raises NotFoundError for an unknown article, CorpusError for a path that does not exist.
    """
    one, given = ("WHERE id = ?", [article]) if article is not None else ("", [])
    ids = [id for (id,) in connection.execute(f"SELECT id FROM articles {one} ORDER BY id", given)]
    if article is not None and not ids:
        raise NotFoundError(f"no article '{article}' in this ledger; 'facts verify' checks all of them")
    checks: list[Check] = [partial(check_article, connection, id, reread) for id in ids]
    if article is None:
        # The search index comes last: its check takes the write lock, which is better held for a short time.
        of_the_whole = (check_database, check_conflicts, check_decisions, check_digests, check_schema)
        checks += [partial(check, connection) for check in of_the_whole]
        checks += [partial(check_derived, connection, refresh), partial(check_search_index, connection)]
    if paths:
        checks.insert(0, partial(check_files, connection, article, paths))
    connection.execute("BEGIN")
    try:
        return list(dict.fromkeys(finding for check in checks for finding in _findings(connection, check)))
    finally:
        connection.execute("ROLLBACK")


def _findings(connection: sqlite3.Connection, check: Check) -> list[Finding]:
    """What a check finds, however broken the rows are."""
    try:
        return _until_broken(check)
    except sqlite3.OperationalError:
        # A text that is no UTF-8 any more: with its bad bytes replaced it fits neither its quote nor its seal.
        connection.text_factory = lambda data: data.decode(errors="replace")
        try:
            return _until_broken(check)
        except sqlite3.OperationalError as error:
            return [_unreadable(error)]
        finally:
            connection.text_factory = str


def _until_broken(check: Check) -> list[Finding]:
    """What a check finds until it meets something that it cannot go on with. Raises sqlite3.OperationalError."""
    found: list[Finding] = []
    try:
        for finding in check():
            found.append(finding)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, NotFoundError, RuleError, ValueError, TypeError, KeyError, IndexError) as error:
        found.append(_unreadable(error))
    return found


def _unreadable(error: Exception) -> Finding:
    return Finding("database", "", f"cannot be read: {error}")
