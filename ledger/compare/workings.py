"""Figures that a reader can work out: a share from its counts, a change from its levels, a product, a rest of 100 %.

Only what the wording ties together is worked out: "32 of its 214 stores, or 22 per cent". A fall from one value to
another may be told of either, so a result may have several workings; whether one fits is for the rules.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ledger.compare.keys import Keyed
from ledger.compare.worked_changes import changes
from ledger.compare.worked_products import products
from ledger.compare.worked_shares import hundred, shares
from ledger.compare.working import Working


def write_workings(connection: sqlite3.Connection, keyed: Sequence[Keyed]) -> None:
    """Fills `workings` and `working_parts`."""
    for number, working in enumerate(find_workings(keyed), 1):
        row = (number, working.result.claim.rowid, working.kind, *working.bounds, *working.usual, int(working.certain))
        connection.execute("INSERT INTO workings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, working.calculation))
        parts = {(number, part.claim.rowid) for part in working.parts}
        connection.executemany("INSERT INTO working_parts VALUES (?, ?)", sorted(parts))


def find_workings(keyed: Sequence[Keyed]) -> Iterator[Working]:
    """Every figure that its own sentence, or the one before, lets a reader work out."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    told: dict[str, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "quantity" and entry.claim.value is not None:
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
            told[entry.claim.article].append(entry)
    for key, entries in sentences.items():
        before = sentences.get((key[0], key[1] - 1), [])
        for i, entry in enumerate(entries):
            if entry.claim.unit == "%":
                yield from shares(entries, i, before, told[key[0]]) or changes(entries, i, before)
        yield from products(entries, before)
        yield from hundred(entries)
