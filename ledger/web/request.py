"""What every page of a ledger needs: the ledger that a request names, who asks, and how an answer is made."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote, unquote

from ledger.errors import LedgerError, StoreError
from ledger.report.render import render
from ledger.store.connection import ledger_at
from ledger.web import access, pages

T = TypeVar("T")

STATIC = ("review.css", "review.js")
MOUNTED = "/-/static-plugins/fact_ledger"
"""Where Datasette serves the folder `static`."""
SECTIONS = {
    "review": "Review",
    "articles": "Articles",
    "measures": "Measures",
    "places": "Places",
    "people": "People",
    "corrections": "Corrections",
    "stats": "Rules",
}
"""The pages that every page links to."""
HANDLE, KEPT = "ledger-handle", 365 * 24 * 3600
"""Name and life in seconds of the cookie with the handle of a reviewer; not with their rights."""
WAIT = 3.0
"""Seconds that a decision waits for another program that writes; a person should not wait longer."""

# Articles come from anywhere: whatever slips into a page may neither run nor load anything.
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "cache-control": "private, no-cache",
}


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """A request for a page of one ledger, by somebody who may read it."""

    datasette: Any
    request: Any
    database: Any
    may_decide: bool

    @classmethod
    async def of(cls, datasette: Any, request: Any) -> "LedgerRequest":
        """Raises Datasette's NotFound and Forbidden."""
        from datasette import Forbidden, NotFound
        from datasette.utils import tilde_decode

        try:
            database = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
        except KeyError:
            raise NotFound("There is no such database here") from None
        if not await access.may_read(datasette, request.actor, database.name):
            raise Forbidden("You may not see this ledger")
        if not pages.LEDGER_TABLES.issubset(await database.table_names()):
            raise NotFound(f"{database.name} is not a ledger; 'facts build' makes one")
        return cls(datasette, request, database, await access.may_decide(datasette, request.actor, database))

    @property
    def home(self) -> str:
        """Path of the ledger's own pages, without a slash at its end."""
        return f"{self.datasette.urls.database(self.database.name)}/-"

    @property
    def query(self) -> dict[str, str]:
        """The first value of each parameter of the query string."""
        return {name: self.request.args.get(name) for name in self.request.args}

    def url(self, page: str, id: str = "", query: str = "") -> str:
        """Path of a page of this ledger."""
        from datasette.utils import tilde_encode

        return f"{self.home}/{page}{f'/{tilde_encode(id)}' if id else ''}{query}"

    def var(self, name: str) -> str:
        """A decoded part of the path."""
        from datasette.utils import tilde_decode

        return str(tilde_decode(self.request.url_vars[name]))

    @property
    def handle(self) -> str:
        """The handle that somebody signed with last, as the browser keeps it."""
        return unquote(self.request.cookies.get(HANDLE) or "")

    def signature(self, handle: str) -> str | None:
        """How a decision is signed: with the handle, and with the account where that is not shared."""
        id = str((self.request.actor or {}).get("id") or "") or None
        return f"{handle} ({id})" if handle and id not in (None, "root", handle) else handle or id

    async def form_of_decider(self) -> dict[str, list[str]]:
        """The fields of a form posted by somebody who may decide. Raises Datasette's Forbidden."""
        from datasette import Forbidden

        if not self.may_decide:
            raise Forbidden("This needs the permission review-conflicts, and a database that can be written")
        body = await self.request.post_body()
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)

    async def read(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call a function with a connection that sees one state of the ledger throughout, whoever writes meanwhile."""

        def in_one_state(connection: sqlite3.Connection) -> T:
            factory, connection.row_factory = connection.row_factory, None
            connection.execute("BEGIN")
            try:
                return function(connection)
            finally:
                connection.rollback()
                connection.row_factory = factory

        answer: T = await self.database.execute_fn(in_one_state)
        return answer

    async def write(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call a function with a connection of the ledger's own, which may write inside `transaction`."""

        def with_ledger() -> T:
            with ledger_at(Path(self.database.path), timeout=WAIT) as connection:
                return function(connection)

        return await asyncio.to_thread(with_ledger)

    def redirect(self, page: str, id: str = "", query: str = "", handle: str = "") -> Any:
        """An answer to a posted form: look there. The browser keeps the handle that it was signed with."""
        from datasette import Response

        answer = Response("", status=303, headers={"location": self.url(page, id, query), "cache-control": "no-store"})
        answer.set_cookie(HANDLE, quote(handle), path=self.home, max_age=KEPT, httponly=True, samesite="lax")
        return answer

    def page(self, template: str, status: int = 200, **values: object) -> Any:
        """A response with a template filled in."""
        from datasette import Response

        body = render(
            template,
            home=self.home,
            url=self.url,
            datasette_url=self.datasette.urls.database(self.database.name),
            logout_url=self.datasette.urls.logout() if self.request.actor else None,
            sections=SECTIONS,
            static={name: self.datasette.urls.path(f"{MOUNTED}/{name}?{_hash_of(name)}") for name in STATIC},
            database=self.database.name,
            actor=self.request.actor,
            may_decide=self.may_decide,
            handle=self.handle,
            csrftoken=self.request.scope.get("csrftoken", str),
            **values,
        )
        return Response.html(body, status=status, headers=dict(_HEADERS))


def what_failed(error: LedgerError, outcome: str) -> tuple[str, int]:
    """What a page says of a write that failed, and its status; `outcome` says what has not happened."""
    if not isinstance(error, StoreError):
        return str(error), 400
    if "locked" in str(error):
        return f"The ledger is busy: another program is writing to it. {outcome}; try again in a moment.", 503
    return str(error), 500


@cache
def _hash_of(name: str) -> str:
    """A few characters that change with a file, so that no browser shows an old one."""
    return hashlib.sha256((files("ledger.web") / "static" / name).read_bytes()).hexdigest()[:12]
