"""Everything that rules read besides the claims themselves, rebuilt from claims and vocabulary in one go."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Set
from contextlib import nullcontext

from ledger.beside import beside
from ledger.compare.arithmetic.changes import change_rows
from ledger.compare.arithmetic.splits import find_splits, split_rows
from ledger.compare.arithmetic.workings import working_rows
from ledger.compare.facets.keys import key_claims, key_rows
from ledger.compare.facets.scopes import read_claims, read_knowledge
from ledger.compare.figures.pairs import pair_rows
from ledger.compare.near import near_rows
from ledger.compare.people.events import event_rows
from ledger.compare.rows import Filled, write_rows
from ledger.compare.told import nested_rows, write_told

_TABLES = (
    *("claim_keys", "slot_pairs", "splits", "split_parts", "change_series", "event_pairs"),
    *("slots", "measures_apart", "workings", "working_parts", "told_pairs", "reference_checks", "text_checks"),
    "near_keys",
)


def derive(connection: sqlite3.Connection, about: Set[str] | None = None, jobs: int = 1) -> None:
    """Rebuilds `claim_keys` and the other derived tables; the caller holds the transaction.

    With `about`, what the conflicts of these articles do not need may be left out: pairs that none of their claims is
    part of, keys for finding what is near, and which sentences are copies. With several `jobs`, two processes compare.
    """
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    knowledge = read_knowledge(connection)
    keyed = key_claims(read_claims(connection), knowledge)
    people: dict[int, list[str]] = defaultdict(list)
    known: dict[str, set[str]] = defaultdict(set)
    for sentence, article, name in connection.execute("SELECT sentence_id, article_id, name FROM people ORDER BY id"):
        people[sentence].append(name)
        known[article].add(name)

    def rows() -> Iterator[Filled]:
        yield key_rows(keyed, knowledge, copies=about is None)
        yield pair_rows(keyed, knowledge, about)
        splits = list(find_splits(keyed))
        yield from split_rows(splits)
        yield change_rows(keyed, knowledge)
        yield event_rows(keyed, people, known, knowledge)
        if about is None:
            yield from near_rows(keyed, knowledge)
        yield from working_rows(keyed, splits)
        yield nested_rows(keyed, knowledge)

    def listed() -> list[Filled]:
        return [Filled(table, list(some)) for table, some in rows()]

    with beside(listed) if jobs > 1 else nullcontext(rows) as filled:
        write_told(connection, keyed, people, knowledge, about)
        write_rows(connection, filled())
