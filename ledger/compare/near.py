"""Claims of a ledger that a few new ones could be held against, found through indexes and not by looking at all.

What is found is more than what disagrees, and never less but for the limits below: the rules judge it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b

from ledger.compare.dates import occasions
from ledger.compare.dates.occasions import is_one_day
from ledger.compare.facets.digits import misprints
from ledger.compare.facets.keys import Keyed, bounds
from ledger.compare.facets.measures import Measure
from ledger.compare.facets.scopes import Knowledge, Scope
from ledger.compare.figures import unions
from ledger.compare.figures.pairs import CANDIDATES, meeting_name
from ledger.compare.people import offices
from ledger.compare.rows import Filled
from ledger.compare.twins import key_of, read_frames

TELLINGS = 20
"""Claims of one slot that are taken at most on each side of a new figure: the nearest."""
WHOLE = 100
"""Slots with more claims than this are not taken as a whole."""
EVENTS = 20
"""Articles that are looked at whole, at most, for one figure told of a person."""
COMMON = 60
"""What more sentences share than this says nothing of any two of them."""


def near_rows(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Filled]:
    """The rows of `slots`, `measures_apart` and `near_keys`."""
    slots = {entry.slot: entry.scope for entry in keyed if entry.slot is not None}
    rows = (
        (block, *_place_and_day(scope, knowledge), slot) for slot, scope in slots.items() for block in _blocks(scope)
    )
    yield Filled("slots", rows)
    apart: dict[tuple[int, int], int] = {}
    for a, b, sentence in _side_by_side(keyed):
        apart.setdefault((a, b), sentence)
    yield Filled("measures_apart", ((a, b, sentence) for (a, b), sentence in apart.items()))
    yield Filled("near_keys", _near_keys(keyed, knowledge))


def find_near(connection: sqlite3.Connection, keyed: Sequence[Keyed], knowledge: Knowledge) -> set[int]:
    """The rowids of the ledger's sentences that rules need to judge new claims, which are not in the ledger.

    Figures of the scope of a new one, or of a place around it, that lie beyond it; figures that it may be a slip of;
    figures of its period; sentences that tell its measure beside another; sentences on the same name, document or
    date. `keyed` and `knowledge` are of the new claims.
    """
    found: set[int] = set()
    for entry in keyed:
        if entry.slot is not None:
            for slot in _slots_near(connection, entry.scope, knowledge):
                found.update(_beyond(connection, slot, entry))
        if entry.claim.value is not None:
            found.update(_slips(connection, entry))
    query = "SELECT DISTINCT sentence FROM near_keys WHERE key = ? LIMIT ?"
    for key in dict.fromkeys(key for key, _ in _near_keys(keyed, knowledge)):
        found.update(_few(connection, query, key))
    for measure in {_measure_key(entry.scope.measure) for entry in keyed if entry.slot is not None}:
        query = "SELECT sentence FROM measures_apart WHERE a = ? LIMIT ?"
        found.update(sentence for (sentence,) in connection.execute(query, [measure, WHOLE]))
    periods = {(entry.claim.period, entry.claim.unit) for entry in keyed if entry.claim.value is not None}
    query = (
        "SELECT DISTINCT sentence_id FROM claims WHERE period = ? AND unit IS ? AND period IS NOT NULL"
        " AND value IS NOT NULL LIMIT ?"
    )
    for period, unit in periods:
        if period is not None:
            found.update(_few(connection, query, period, unit))
    return found


def _near_keys(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """What sentences share with those that they may be held against, each key with its sentence."""
    for entry in keyed:
        yield from ((_key(*key), entry.claim.sentence_id) for key in _names_of(entry, knowledge))
    for frame in read_frames(keyed, knowledge):
        if frame.words:
            yield _key(*key_of(frame)), frame.claims[0].claim.sentence_id


def _names_of(entry: Keyed, knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    yield from unions.keys_of(entry)
    if entry.claim.kind != "quantity":
        yield from offices.keys_of(entry, knowledge)
        yield from occasions.keys_of(entry, knowledge)


def _slips(connection: sqlite3.Connection, entry: Keyed) -> Iterator[int]:
    """Sentences with a figure that this one equals, or that it may be a slip of."""
    query = "SELECT DISTINCT sentence_id FROM claims WHERE value = ? LIMIT ?"
    for value in misprints(entry.claim.value or 0.0):
        yield from _few(connection, query, value)


def _few(connection: sqlite3.Connection, query: str, *values: object) -> list[int]:
    """The sentences that a query finds; none where they are too many to mean anything."""
    rows = connection.execute(query, [*values, COMMON + 1]).fetchall()
    return [sentence for (sentence,) in rows] if len(rows) <= COMMON else []


def find_equal(connection: sqlite3.Connection, articles: Iterable[str]) -> set[int]:
    """The rowids of sentences with a figure that these articles of the ledger tell, but for figures that many tell."""
    query = "SELECT DISTINCT value FROM claims WHERE article_id = ? AND value IS NOT NULL"
    values = {value for article in articles for (value,) in connection.execute(query, [article])}
    told = "SELECT DISTINCT sentence_id FROM claims WHERE value = ? LIMIT ?"
    return {sentence for value in values for sentence in _few(connection, told, value)}


def articles_of_events(
    connection: sqlite3.Connection, keyed: Iterable[Keyed], people: Collection[int], knowledge: Knowledge
) -> set[str]:
    """Ids of articles that tell a figure or a day of a new claim, and a person beside it.

    `people` are the sentences of the new claims that name somebody.
    """
    query = (
        "SELECT DISTINCT article_id FROM claims c WHERE value = ? AND unit IS ? AND period IS NOT NULL"
        " AND place IS NOT NULL AND EXISTS (SELECT 1 FROM people p WHERE p.sentence_id = c.sentence_id) LIMIT ?"
    )
    found: set[str] = set()
    for entry in keyed:
        claim = entry.claim
        stated = claim.place is not None and claim.period is not None
        if claim.value is not None and stated and claim.sentence_id in people:
            found.update(id for (id,) in connection.execute(query, [claim.value, claim.unit, EVENTS]))
        if is_one_day(entry) and claim.sentence_id in people:
            found.update(_of_day(connection, entry, knowledge))
    return found


def _of_day(connection: sqlite3.Connection, entry: Keyed, knowledge: Knowledge) -> Iterator[str]:
    """Articles that date to the same day what is told in one of the words of the claim's clause."""
    query = (
        "SELECT DISTINCT c.article_id FROM near_keys k JOIN claims c ON c.sentence_id = k.sentence"
        " WHERE k.key = ? AND c.kind = 'date' AND c.period = ? LIMIT ?"
    )
    for key in occasions.keys_of(entry, knowledge):
        yield from (id for (id,) in connection.execute(query, [_key(*key), entry.claim.period, EVENTS]))


def _slots_near(connection: sqlite3.Connection, scope: Scope, knowledge: Knowledge) -> set[int]:
    """Slots with a key of the measure and the modality, whose place and period are the same or left open on a side.

    Places around the place and within it count as well: a part cannot be more than its whole.
    """
    place, last_day = _place_and_day(scope, knowledge)
    wanted, values = ["block = ?"], list[int]()
    if place:
        places = {0, place}
        if scope.place and not scope.measure.personal:
            around = knowledge.places.around(scope.place) + knowledge.places.inside(scope.place)
            places.update(_key(unit.name) for unit in around)
        wanted.append(f"place IN ({', '.join('?' * len(places))})")
        values += sorted(places)
    if last_day:
        wanted.append("last_day IN (?, 0)")
        values.append(last_day)
    near = scope.days.last if scope.days else 0
    query = f"SELECT slot FROM slots WHERE {' AND '.join(wanted)} ORDER BY abs(last_day - ?), slot LIMIT ?"
    blocks = _blocks(scope)
    return {slot for block in blocks for (slot,) in connection.execute(query, [block, *values, near, CANDIDATES])}


def _beyond(connection: sqlite3.Connection, slot: int, entry: Keyed) -> list[int]:
    """Sentences of the claims of a slot that disagree with a figure; of all its claims, when some do.

    Two seeks on two indexes: one condition with OR would go through the whole slot.
    """
    low, high = bounds(entry.claim.usual_low, entry.claim.usual_high)
    above = "SELECT sentence FROM claim_keys WHERE slot = ? AND usual_low > ? ORDER BY usual_low LIMIT ?"
    below = "SELECT sentence FROM claim_keys WHERE slot = ? AND usual_high < ? ORDER BY usual_high DESC LIMIT ?"
    found = connection.execute(above, [slot, high, TELLINGS]).fetchall()
    found += connection.execute(below, [slot, low, TELLINGS]).fetchall()
    if found:
        query = "SELECT sentence FROM claim_keys WHERE slot = ? LIMIT ?"
        whole = connection.execute(query, [slot, WHOLE + 1]).fetchall()
        found += whole if len(whole) <= WHOLE else []
    return [sentence for (sentence,) in found]


def _side_by_side(keyed: Iterable[Keyed]) -> Iterator[tuple[int, int, int]]:
    """Every two measures that one sentence tells, with the sentence."""
    told: dict[tuple[int, str], set[int]] = defaultdict(set)
    for entry in keyed:
        if entry.slot is not None:
            measure = entry.scope.measure
            told[entry.claim.sentence_id, measure.kind].add(_measure_key(measure))
    for (sentence, _), measures in told.items():
        yield from ((a, b, sentence) for a in measures for b in measures if a != b)


def _blocks(scope: Scope) -> list[int]:
    return sorted(_key(*key, scope.modality) for key in scope.measure.keys)


def _place_and_day(scope: Scope, knowledge: Knowledge) -> tuple[int, int]:
    name = meeting_name(scope, knowledge)
    stated = scope.days is not None and not scope.days.assumed
    return _key(name) if name else 0, scope.days.last if stated and scope.days else 0


def _measure_key(measure: Measure) -> int:
    return _key(measure.unit, measure.head, *sorted(measure.words))


def _key(*parts: str) -> int:
    """The same on every machine and in every process; never 0."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True) or 1
