"""One claim or conflict with its sentences, or two claims held against each other."""

import sqlite3
from collections.abc import Sequence

from ledger.check import explain
from ledger.errors import NotFoundError
from ledger.report.text import claim_text, conflict_text, explanation_text
from ledger.reported import read_claim, read_conflicts


def show_text(connection: sqlite3.Connection, ids: Sequence[str], colour: bool) -> str:
    """What stands behind an id, or why two claims are comparable or not. Raises NotFoundError."""
    if len(ids) == 2:
        return explanation_text(explain(connection, ids[0], ids[1]), colour)
    found = [conflict for conflict in read_conflicts(connection) if conflict.id.startswith(ids[0])]
    if len(found) == 1:
        return conflict_text(found[0], colour)
    if found:
        raise NotFoundError(f"'{ids[0]}' is the beginning of {len(found)} conflicts; give more of it")
    return claim_text(read_claim(connection, ids[0]), colour)
