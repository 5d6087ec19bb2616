"""The form for a claim that the ledger missed: somebody marks the words in an article and names the measure."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.errors import LedgerError
from ledger.exchange.importing import Reader
from ledger.exchange.missed import FACETS, Added, Missed, add_missed
from ledger.web.request import LedgerRequest, what_failed


@dataclass(frozen=True, slots=True)
class TypedClaim:
    """What somebody typed into the form."""

    quote: str = ""
    measure: str = ""
    start: str = ""
    handle: str = ""
    facets: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(FACETS, ""))

    @classmethod
    def of(cls, form: Mapping[str, list[str]]) -> "TypedClaim":
        """Reads a posted form."""

        def first(name: str) -> str:
            return " ".join((form.get(name) or [""])[0].split())

        texts = {name: first(name) for name in ("quote", "measure", "start", "handle")}
        return cls(**texts, facets={name: first(name) for name in FACETS})

    def missed(self, article: str, signature: str | None) -> Missed:
        """The proposal. Raises LedgerError where something is missing."""
        if not self.quote:
            raise LedgerError("Mark the words that state the figure, or copy them here.")
        if not self.measure:
            raise LedgerError("Name what the figure measures.")
        start = int(self.start) if self.start.isdecimal() and len(self.start) < 12 else None
        return Missed(article, self.quote, self.measure, f"reader/{signature or 'unsigned'}", start, self.facets)


async def add(ledger: LedgerRequest, article: str, typed: TypedClaim) -> tuple[Added | None, str | None, int]:
    """What became of it; or what is in the way, and the status to say it with."""
    try:
        missed = typed.missed(article, ledger.signature(typed.handle))

        def write(connection: sqlite3.Connection) -> Added:
            return add_missed(connection, missed, Reader(extract_article, refresh))

        added = await ledger.write(write)
    except LedgerError as error:
        return None, *what_failed(error, "Nothing was added")
    return added, f"Not added: {added.refused}." if added.refused else None, 400 if added.refused else 200
