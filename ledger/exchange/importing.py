"""Claims from any tool or person into a ledger: the schema, then the same admission as for the ledger's own."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from ledger.claims.claim import Claim
from ledger.claims.extraction import Extraction
from ledger.corpus import Extract, with_proposals
from ledger.decisions import decision_file, settle
from ledger.imported import (
    FILE_NAME,
    Door,
    Proposal,
    Unread,
    append_imported,
    load_imported,
    read_proposals,
    with_imported,
)
from ledger.store.connection import checkpoint, transaction
from ledger.store.digest import write_digest
from ledger.store.read import read_article, read_claims, read_sentences, sources
from ledger.store.rows import rows_of
from ledger.store.write import write_article, write_refusals


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of proposed claims."""

    admitted: int
    known: int
    """Those of the admitted that the ledger had already."""
    refused: tuple[tuple[int, str], ...]
    """Line and reason of each that was not let in, in order."""
    file: Path | None
    """Where the admitted are kept; None when the ledger's corpus has no folder, so that a new build lacks them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How the ledger reads: as for a build."""

    extract: Extract
    refresh: Callable[[sqlite3.Connection], None]


def import_claims(connection: sqlite3.Connection, lines: Iterable[bytes], reader: Reader) -> ImportReport:
    """Take in what admission lets in, into the ledger and the corpus's file; into both or into neither.

    Every other line is kept in `refusals` with the reason. Raises StoreError.
    """
    items = read_proposals(lines)
    decisions = decision_file(connection)
    file = decisions.with_name(FILE_NAME) if decisions is not None else None
    with transaction(connection):
        admitted, refused = _sorted_out(connection, items)
        kept = load_imported(file).proposals
        added: list[Proposal] = []
        known = 0
        for article, proposals in admitted.items():
            there = {proposal.text for proposal in kept.get(article, ())}
            new = _new(connection, article, proposals, there)
            known += len(proposals) - len(new)
            if new:
                _write(connection, article, (*kept.get(article, ()), *new), reader)
                added += new
        write_refusals(connection, [_refusal(item, reason) for item, reason in refused])
        if added:
            reader.refresh(connection)
            settle(connection)
        write_digest(connection)
        if file is not None:
            append_imported(file, added)
    checkpoint(connection)
    told = tuple(sorted((item.line, reason) for item, reason in refused))
    return ImportReport(sum(map(len, admitted.values())), known, told, file)


_Refused = tuple[Proposal | Unread, str]


def _sorted_out(
    connection: sqlite3.Connection, items: Iterable[Proposal | Unread]
) -> tuple[dict[str, list[tuple[Proposal, Claim]]], list[_Refused]]:
    """The proposals that may enter, by article and as they are to be kept, and the others with the reason."""
    admitted: defaultdict[str, list[tuple[Proposal, Claim]]] = defaultdict(list)
    refused: list[_Refused] = []
    by_article: defaultdict[str, list[Proposal]] = defaultdict(list)
    for item in items:
        if isinstance(item, Unread):
            refused.append((item, item.reason))
        else:
            by_article[item.article].append(item)
    known = sources(connection)
    for article, proposals in by_article.items():
        if article not in known:
            reason = f"the ledger has no article {article!r}"
            refused += [(proposal, reason) for proposal in proposals]
            continue
        door = Door(read_article(connection, article), read_sentences(connection, article))
        for proposal in proposals:
            claim = door.claim_of(proposal)
            if isinstance(claim, Claim):
                admitted[article].append((door.placed(proposal), claim))
            else:
                refused.append((proposal, claim))
    return admitted, refused


def _new(
    connection: sqlite3.Connection, article: str, proposals: Iterable[tuple[Proposal, Claim]], kept: Container[str]
) -> list[Proposal]:
    """The proposals whose claims the ledger lacks, each once."""
    there = list(read_claims(connection, article).values())
    new: list[Proposal] = []
    for proposal, claim in proposals:
        if claim not in there and proposal.text not in kept:
            there.append(claim)
            new.append(proposal)
    return new


def _write(connection: sqlite3.Connection, article: str, proposals: tuple[Proposal, ...], reader: Reader) -> None:
    """Put the article with these proposals in the place of what the ledger had, as a build does."""
    extraction: Extraction = reader.extract(read_article(connection, article))
    reading = with_proposals(sources(connection)[article].reading, proposals)
    write_article(connection, rows_of(with_imported(extraction, proposals)), reading)


def _refusal(item: Proposal | Unread, reason: str) -> tuple[str, str, str]:
    return (str(item.said["extractor"]) if isinstance(item, Proposal) else "", reason, item.text)
