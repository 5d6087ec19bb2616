"""Everything that rules read besides the claims themselves, rebuilt from claims and vocabulary in one go."""

import sqlite3
from collections.abc import Set

from ledger.compare.changes import write_changes
from ledger.compare.events import write_events
from ledger.compare.keys import key_claims, write_keys
from ledger.compare.near import write_near
from ledger.compare.pairs import write_pairs
from ledger.compare.parts import write_parts
from ledger.compare.scopes import read_claims, read_knowledge
from ledger.compare.told import write_told
from ledger.compare.workings import write_workings

_TABLES = (
    *("claim_keys", "slot_pairs", "splits", "split_parts", "change_series", "event_pairs"),
    *("slots", "measures_apart", "workings", "working_parts", "told_pairs", "reference_checks", "text_checks"),
    "near_keys",
)


def derive(connection: sqlite3.Connection, about: Set[str] | None = None) -> None:
    """Rebuilds `claim_keys` and the other derived tables; the caller holds the transaction.

    With `about`, what the conflicts of these articles do not need may be left out: pairs that none of their claims is
    part of, keys for finding what is near, and which sentences are copies.
    """
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    knowledge = read_knowledge(connection)
    keyed = key_claims(read_claims(connection), knowledge)
    write_keys(connection, keyed, knowledge, copies=about is None)
    write_pairs(connection, keyed, knowledge, about)
    write_parts(connection, keyed)
    write_changes(connection, keyed, knowledge)
    write_events(connection, keyed, knowledge)
    if about is None:
        write_near(connection, keyed, knowledge)
    write_workings(connection, keyed)
    write_told(connection, keyed, knowledge, about)
