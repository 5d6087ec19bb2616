"""The pages where conflicts are decided: the queue, and one conflict."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    decided_by,
    neighbours,
    read_counts,
    read_next_steps,
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
        form = await ledger.form_of_decider()
        if "sign" in form:
            return ledger.redirect("review", query=_filter(ledger).query(), handle=Typed.of(form).handle)
        return await _decide_selected(ledger, Typed.of(form))
    return await _queue_page(ledger, Typed())


async def conflict(datasette: Any, request: Any) -> Any:
    """One conflict; posted to, a verdict on it."""
    ledger = await LedgerRequest.of(datasette, request)
    if request.method == "POST":
        return await _decide_one(ledger)
    return await _conflict_page(ledger, Typed())


def _filter(ledger: LedgerRequest) -> Filter:
    """What a request asks for; second opinions are asked of those who may decide only."""
    asked = ledger.query if ledger.may_decide or ledger.query.get("status") != "second" else {}
    return Filter.from_query(asked, ledger.signature(ledger.handle) or "")


async def _queue_page(ledger: LedgerRequest, typed: Typed, problem: str | None = None, status: int = 200) -> Any:
    filter = _filter(ledger)
    number = ledger.query.get("page") or ""
    page = int(number) if number.isdecimal() and len(number) < 10 else 1

    def read(connection: sqlite3.Connection) -> dict[str, object]:
        found = read_page(connection, filter, page)
        return {
            "queue": found,
            "counts": read_counts(connection),
            "articles": suggested_articles(connection),
            "done": _done(connection, ledger.query.get("done")),
            "next": None if found.conflicts else read_next_steps(connection, filter.reviewer),
        }

    return ledger.page(
        "queue.html",
        status,
        **await ledger.read(read),
        filter=filter,
        statuses={value: said for value, said in STATUSES.items() if value != "second" or ledger.may_decide},
        reviewer=filter.reviewer,
        page_size=PAGE_SIZE,
        verdicts=VERDICT_WORDS,
        typed=typed,
        problem=problem,
    )


async def _conflict_page(ledger: LedgerRequest, typed: Typed, problem: str | None = None, status: int = 200) -> Any:
    filter = _filter(ledger)

    def read(connection: sqlite3.Connection) -> dict[str, Any]:
        dossier = _dossier(connection, ledger.var("id"))
        previous, following = neighbours(connection, filter, dossier.conflict.id)
        blind = _is_blind(connection, filter, dossier.conflict.id)
        made = _done(connection, ledger.query.get("done"))
        return {
            "dossier": _without_verdicts(dossier) if blind else dossier,
            "blind": blind,
            "previous": previous,
            "following": following,
            "counts": read_counts(connection),
            "done": made,
            "first": _done(connection, made.supersedes) if made and made.blind else None,
            "overtaken": _done(connection, ledger.query.get("overtaken")),
        }

    found = await ledger.read(read)
    dossier: Dossier = found["dossier"]
    verdicts = verdicts_for(dossier.conflict.rule, {side.role or "a" for side in dossier.sides})
    return ledger.page("conflict.html", status, **found, filter=filter, verdicts=verdicts, typed=typed, problem=problem)


def _is_blind(connection: sqlite3.Connection, filter: Filter, conflict: str) -> bool:
    """Whether other verdicts are hidden: a second opinion is asked for, and this reviewer has not given it."""
    return filter.status == "second" and not decided_by(connection, filter.reviewer, conflict)


def _without_verdicts(dossier: Dossier) -> Dossier:
    """As if nobody had decided yet."""
    return replace(dossier, conflict=dossier.conflict._replace(status="open"), decisions=(), standing=None, wrong=())


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


async def _decide_selected(ledger: LedgerRequest, typed: Typed) -> Any:
    problem = typed.problem if typed.conflicts else "Tick at least one conflict."
    if len(typed.conflicts) > PAGE_SIZE:
        problem = f"At most {PAGE_SIZE} conflicts at once."
    if problem:
        return await _queue_page(ledger, typed, problem, 400)
    made, problem, status = await _write(ledger, typed, typed.conflicts)
    if problem:
        return await _queue_page(ledger, typed, problem, status)
    filter = _filter(ledger)
    return ledger.redirect("review", query=filter.query(done=made[-1].id, number=len(made)), handle=typed.handle)


async def _decide_one(ledger: LedgerRequest) -> Any:
    typed = Typed.of(await ledger.form_of_decider())
    if typed.problem:
        return await _conflict_page(ledger, typed, typed.problem, 400)
    filter = _filter(ledger)

    def around(connection: sqlite3.Connection) -> tuple[str, str | None]:
        id = _dossier(connection, ledger.var("id")).conflict.id
        return id, neighbours(connection, filter, id)[1]

    id, following = await ledger.read(around)
    made, problem, status = await _write(ledger, typed, (id,))
    if problem:
        return await _conflict_page(ledger, typed, problem, status)
    (decision,) = made
    if decision.blind:
        # Now what the other decided is shown.
        return ledger.redirect("review", id, filter.query(done=decision.id), typed.handle)
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
    signature = ledger.signature(typed.handle)
    filter = replace(_filter(ledger), reviewer=signature or "")

    def write(connection: sqlite3.Connection) -> tuple[Decision, ...]:
        known = [full_id(connection, "conflicts", id) for id in conflicts]
        blind = all(_is_blind(connection, filter, id) for id in known)
        verdict = typed.signed(signature)._replace(blind=blind)
        made = decide_all(connection, known, verdict, decision_file(connection))
        checkpoint(connection)
        return made

    try:
        return await ledger.write(write), None, 200
    except NotFoundError:
        return (), "A conflict is not in the ledger any more: a build has changed it. Look at the queue again.", 409
    except LedgerError as error:
        return (), *what_failed(error, "Nothing was decided")
