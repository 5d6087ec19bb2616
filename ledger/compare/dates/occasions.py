"""Dates that say of themselves that they are one's, documents told with two dates, and the clause of a date."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.scopes import ClaimRow, Knowledge
from ledger.compare.facets.words import lexicon

PAIRS = 300
"""Pairs looked at for one word or one document."""
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|while|when|where|who|which|after|before|because|since it)\b", re.IGNORECASE)
_SAYING = re.compile(
    r"(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b"
    r"(?:said|told|added|announced|reported|stated|disclosed|confirmed|wrote|read|showed|shows|says)"
    r"(?: (?:in|a|an|the|its|their|here|earlier|late|early|later|statement|report|release|note|briefing|reporters|it))*"
    r"(?: on)?\W*$",
    re.IGNORECASE,
)
"""'..., the ministry said on Monday': the day of the saying, and of nothing that was said."""
_APPOSED = re.compile(r"^\W*(?:,|\(|or|that is|i\.e\.)\W*(?:that is |some |about |nearly |almost )?$", re.IGNORECASE)
_AGO = re.compile(r"\b(\w+) years (?:ago|earlier|before)\b", re.IGNORECASE)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Dates(NamedTuple):
    """Two claims that date one thing, whether nothing was left open, and in words what makes it one."""

    a: Keyed
    b: Keyed
    certain: bool
    similarity: float
    reason: str


def keys_of(entry: Keyed, knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    """What another claim must share with a date or a document, to be looked at with it."""
    claim = entry.claim
    if claim.kind == "document" and claim.subject:
        yield "document", fold(claim.subject), claim.measure
    if is_one_day(entry):
        yield from (("dated", word) for word in sorted(clause_words(entry, knowledge)))


def find_apposed(keyed: Sequence[Keyed]) -> Iterator[Dates]:
    """'in 1993, 24 years ago': pairs of date claims that date one event twice in one breath, and differently."""
    dated = [e for e in keyed if e.claim.kind == "date" and e.claim.measure == "date" and e.scope.days]
    for a, b in pairwise(dated):
        if a.claim.sentence_id != b.claim.sentence_id or not a.scope.days or not b.scope.days:
            continue
        between = a.claim.text[a.claim.offset + len(a.claim.quote) : b.claim.offset]
        ago = _AGO.search(b.claim.quote)
        if not ago or not _APPOSED.match(between):
            continue
        year, published = a.scope.days.years, parse_period(b.claim.published)
        if year[0] != year[1] or published is None:
            continue
        elapsed, now = b.scope.days.years[0], published.years[1]
        reason = f"{now} - {year[0]} = {now - year[0]} years"
        if abs(elapsed - year[0]) > 1:
            yield Dates(a, b, True, 1.0, reason)


def follows_saying(claim: ClaimRow) -> bool:
    """Whether a date is that of a saying."""
    return _SAYING.search(claim.before) is not None


def is_one_day(entry: Keyed) -> bool:
    """Whether a claim dates something to the day."""
    days = entry.scope.days
    dated = entry.claim.kind == "date" and entry.claim.measure == "date"
    return dated and days is not None and days.first == days.last


def clause_words(entry: Keyed, knowledge: Knowledge) -> frozenset[str]:
    """The words of the clause in which the date stands, without those of dates and numbers."""
    return knowledge.terms.content(clause_of(entry.claim)) - lexicon().calendar


def clause_of(claim: ClaimRow) -> str:
    """The clause in which a date stands, without the date."""
    text, at = claim.text, claim.offset
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, at)), default=0)
    breaks = [m.start() for m in _CLAUSE.finditer(text, at + len(claim.quote))]
    # A date in front ('On 21 March, fire destroyed ...') belongs to what follows its comma.
    fronted = not text[start:at].strip() and breaks and not text[at + len(claim.quote) : breaks[0]].strip()
    end = (breaks[1:] if fronted else breaks or [len(text)])[:1] or [len(text)]
    return text[start:at] + " " + text[at + len(claim.quote) : end[0]]


# Documents


def find_documents(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Dates]:
    """Pairs of claims that give one document two dates or two issuers."""
    told: dict[tuple[str, str], list[Keyed]] = defaultdict(list)
    for entry in keyed:
        claim = entry.claim
        if claim.kind == "document" and claim.measure in ("date", "issuer") and claim.subject:
            told[fold(claim.subject), claim.measure].append(entry)
    for block in told.values():
        for a, b in islice(combinations(block, 2), PAIRS):
            if a.claim.sentence_id != b.claim.sentence_id and (found := _two_documents(a, b, knowledge)):
                yield found


def _two_documents(a: Keyed, b: Keyed, knowledge: Knowledge) -> Dates | None:
    left, right = a.claim.value_text, b.claim.value_text
    one = f"both are told of {a.claim.subject}"
    if a.claim.measure == "issuer":
        words = [frozenset(knowledge.terms.words(value)) for value in (left, right)]
        apart = words[0].isdisjoint(words[1]) and all(words)
        return Dates(a, b, False, 0.0, one) if apart else None
    if left.startswith(right) or right.startswith(left):
        return None
    # Numbers are given anew each year; a number alone does not make two years' documents one.
    same_year = left[:4] == right[:4]
    if not same_year and not re.search(r"[/-]\D", a.claim.subject or ""):
        return None
    return Dates(a, b, same_year, 1.0, one)


# Weekdays


def find_weekdays(connection: sqlite3.Connection) -> Iterator[tuple[str, int, int, str]]:
    """Places where a date and its day of the week do not go together: article, span, and in words what it was."""
    query = (
        'SELECT d.article_id, d.start, d."end", d.value, w.value FROM mentions d JOIN mentions w'
        " ON w.article_id = d.article_id AND w.start = d.start AND w.kind = 'weekday' WHERE d.kind = 'period'"
        " ORDER BY d.article_id, d.start"
    )
    for article, start, end, day, weekday in connection.execute(query):
        try:
            told = date.fromisoformat(day)
        except ValueError:
            continue
        if told.isoweekday() != int(weekday):
            yield article, start, end, f"{day} was a {WEEKDAYS[told.weekday()]}"
