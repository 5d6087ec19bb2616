"""The pages where conflicts are decided: the queue, and one conflict."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ledger.decisions import Verdict, decide_all, decision_file
from ledger.errors import LedgerError, NotFoundError
from ledger.report.dossier import Dossier, read_dossier
from ledger.report.words import VERDICT_WORDS, verdicts_for
from ledger.store.connection import checkpoint
from ledger.store.decision_file import is_day
from ledger.store.read import full_id, read_decisions
from ledger.store.records import VERDICTS, Decision
from ledger.web.queue import (
    PAGE_SIZE,
    STATUSES,
    Filter,
    neighbours,
    read_counts,
    read_page,
    suggested_articles,
)
from ledger.web.request import LedgerRequest, what_failed


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a form for a decision."""

    verdict: str = ""
    reason: str = ""
    link: str = ""
    again: str = ""
    handle: str = ""
    conflicts: tuple[str, ...] = ()
    seen: str = ""
    """Id of the standing decision that the page showed."""

    @classmethod
    def of(cls, form: Mapping[str, list[str]]) -> "Typed":
        """Reads a posted form."""

        def first(name: str) -> str:
            return (form.get(name) or [""])[0].strip()

        texts = {name: first(name) for name in ("verdict", "reason", "link", "again", "handle", "seen")}
        return cls(**texts, conflicts=tuple(form.get("conflict", ())))

    @property
    def problem(self) -> str | None:
        """What is missing, in a sentence; None when it is a decision."""
        if self.verdict not in VERDICTS:
            return "Choose a verdict."
        if not self.reason:
            return "Say why: a decision needs a reason."
        if self.link and not self.link.startswith(("https://", "http://")):
            return "The evidence must be an address that begins with https:// or http://."
        if self.again and not is_day(self.again):
            return "The day on which it comes up again must look like 2026-03-31."
        return None

    def signed(self, signature: str | None) -> Verdict:
        """The verdict of somebody."""
        return Verdict(self.verdict, self.reason, signature, self.link or None, self.again or None)


async def queue(datasette: Any, request: Any) -> Any:
    """The queue; posted to, one verdict on every conflict that is ticked."""
    ledger = await LedgerRequest.of(datasette, request)
    if request.method == "POST":
        return await _decide_selected(ledger)
    return await _queue_page(ledger, Typed())


async def conflict(datasette: Any, request: Any) -> Any:
    """One conflict; posted to, a verdict on it."""
    ledger = await LedgerRequest.of(datasette, request)
    if request.method == "POST":
        return await _decide_one(ledger)
    return await _conflict_page(ledger, Typed())


async def _queue_page(ledger: LedgerRequest, typed: Typed, problem: str | None = None, status: int = 200) -> Any:
    filter = Filter.from_query(ledger.query)
    number = ledger.query.get("page") or ""
    page = int(number) if number.isdecimal() and len(number) < 10 else 1

    def read(connection: sqlite3.Connection) -> dict[str, object]:
        return {
            "queue": read_page(connection, filter, page),
            "counts": read_counts(connection),
            "articles": suggested_articles(connection),
            "done": _done(connection, ledger.query.get("done")),
        }

    return ledger.page(
        "queue.html",
        status,
        **await ledger.read(read),
        filter=filter,
        statuses=STATUSES,
        page_size=PAGE_SIZE,
        verdicts=VERDICT_WORDS,
        typed=typed,
        problem=problem,
    )


async def _conflict_page(ledger: LedgerRequest, typed: Typed, problem: str | None = None, status: int = 200) -> Any:
    filter = Filter.from_query(ledger.query)

    def read(connection: sqlite3.Connection) -> dict[str, Any]:
        dossier = _dossier(connection, ledger.var("id"))
        previous, following = neighbours(connection, filter, dossier.conflict.id)
        return {
            "dossier": dossier,
            "previous": previous,
            "following": following,
            "counts": read_counts(connection),
            "done": _done(connection, ledger.query.get("done")),
            "overtaken": _done(connection, ledger.query.get("overtaken")),
        }

    found = await ledger.read(read)
    rule = found["dossier"].conflict.rule
    return ledger.page(
        "conflict.html", status, **found, filter=filter, verdicts=verdicts_for(rule), typed=typed, problem=problem
    )


def _dossier(connection: sqlite3.Connection, id: str) -> Dossier:
    from datasette import NotFound

    try:
        return read_dossier(connection, id)
    except NotFoundError:
        raise NotFound(
            "This conflict is not in the ledger any more: its claims have changed, or it was mended"
        ) from None


def _done(connection: sqlite3.Connection, id: str | None) -> Decision | None:
    """A decision that the page before this one made."""
    return next((decision for decision in read_decisions(connection) if decision.id == id), None) if id else None


async def _decide_selected(ledger: LedgerRequest) -> Any:
    typed = Typed.of(await ledger.form_of_decider())
    problem = typed.problem if typed.conflicts else "Tick at least one conflict."
    if len(typed.conflicts) > PAGE_SIZE:
        problem = f"At most {PAGE_SIZE} conflicts at once."
    if problem:
        return await _queue_page(ledger, typed, problem, 400)
    made, problem, status = await _write(ledger, typed, typed.conflicts)
    if problem:
        return await _queue_page(ledger, typed, problem, status)
    filter = Filter.from_query(ledger.query)
    return ledger.redirect("review", query=filter.query(done=made[-1].id, number=len(made)), handle=typed.handle)


async def _decide_one(ledger: LedgerRequest) -> Any:
    typed = Typed.of(await ledger.form_of_decider())
    if typed.problem:
        return await _conflict_page(ledger, typed, typed.problem, 400)
    filter = Filter.from_query(ledger.query)

    def around(connection: sqlite3.Connection) -> tuple[str, str | None]:
        id = _dossier(connection, ledger.var("id")).conflict.id
        return id, neighbours(connection, filter, id)[1]

    id, following = await ledger.read(around)
    made, problem, status = await _write(ledger, typed, (id,))
    if problem:
        return await _conflict_page(ledger, typed, problem, status)
    (decision,) = made
    if decision.supersedes and decision.supersedes != typed.seen:
        # Somebody else was quicker: both decisions are kept, and this reviewer is shown the other.
        query = filter.query(done=decision.id, overtaken=decision.supersedes)
        return ledger.redirect("review", id, query, typed.handle)
    if typed.verdict.endswith("_wrong") or following is None:
        # What else states the same must be seen before going on.
        following = id
    return ledger.redirect("review", following, filter.query(done=decision.id), typed.handle)


async def _write(
    ledger: LedgerRequest, typed: Typed, conflicts: tuple[str, ...]
) -> tuple[tuple[Decision, ...], str | None, int]:
    """The decisions made, or what is in the way and the status to say it with."""
    verdict = typed.signed(ledger.signature(typed.handle))

    def write(connection: sqlite3.Connection) -> tuple[Decision, ...]:
        known = [full_id(connection, "conflicts", id) for id in conflicts]
        made = decide_all(connection, known, verdict, decision_file(connection))
        checkpoint(connection)
        return made

    try:
        return await ledger.write(write), None, 200
    except NotFoundError:
        return (), "A conflict is not in the ledger any more: a build has changed it. Look at the queue again.", 409
    except LedgerError as error:
        return (), *what_failed(error, "Nothing was decided")
