"""Dates told of one event, and documents told with two dates: found by the words around them.

A date belongs to the clause it stands in. Two clauses tell one event when most of their words agree.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import on_other_matters
from ledger.compare.facets.names import fold
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.scopes import ClaimRow, Knowledge
from ledger.compare.facets.words import canonical, lexicon

PAIRS = 300
"""Pairs looked at for one word or one document."""
_MANY = 3
"""Words that two clauses on one event share at least."""
_MOST = 0.5
"""Share of the words of the shorter clause that the longer one has as well."""
_COMMON = 60
"""A word that more dated clauses have than this says nothing of any two of them."""
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|while|when|where|who|which|after|before|because|since it)\b", re.IGNORECASE)
_SAYING = re.compile(
    r"(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b"
    r"(?:said|told|added|announced|reported|stated|disclosed|confirmed|wrote|read|showed|shows|says)"
    r"(?: (?:in|a|an|the|its|their|here|earlier|late|early|later|statement|report|release|note|briefing|reporters|it))*"
    r"(?: on)?\W*$",
    re.IGNORECASE,
)
"""'..., the ministry said on Monday': the day of the saying, and of nothing that was said."""
_ARTICLES = frozenset({"a", "an", "the", "its", "their"})
_LEAD = len(" under the ")
"""Characters before a date in which its article stands."""
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


def find_dates(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Dates]:
    """Pairs of date claims whose days differ although they are told of one event."""
    dated = [e for e in keyed if e.claim.kind == "date" and e.claim.measure == "date" and e.scope.days]
    yield from _apposed(dated)
    dated = [e for e in dated if not follows_saying(e.claim)]
    dates = Counter(e.claim.sentence_id for e in dated)
    clauses = {e.claim.rowid: _words_of(e, dates[e.claim.sentence_id] > 1, knowledge) for e in dated}
    holders: dict[str, list[Keyed]] = defaultdict(list)
    for entry in dated:
        if is_one_day(entry) and len(clauses[entry.claim.rowid]) > 1:
            for word in clauses[entry.claim.rowid]:
                holders[word].append(entry)
    # An article that tells both days means two events by them.
    told = {(e.claim.article, e.claim.period) for e in dated}
    seen: set[tuple[int, int]] = set()
    for block in holders.values():
        if len(block) > _COMMON:
            continue
        for a, b in islice(combinations(block, 2), PAIRS):
            pair = a.claim.rowid, b.claim.rowid
            if pair in seen:
                continue
            seen.add(pair)
            known = (a.claim.article, b.claim.period) in told or (b.claim.article, a.claim.period) in told
            apart = on_other_matters(knowledge.matter(a.claim.article), knowledge.matter(b.claim.article))
            if not known and not apart and (found := _two_dates(a, b, clauses[pair[0]], clauses[pair[1]])):
                yield found


def follows_saying(claim: ClaimRow) -> bool:
    """Whether a date is that of a saying."""
    return _SAYING.search(claim.before) is not None


def _two_dates(a: Keyed, b: Keyed, left: frozenset[str], right: frozenset[str]) -> Dates | None:
    if a.claim.article == b.claim.article or a.claim.period == b.claim.period or a.scope.days is None:
        return None
    if _qualifies(a) != _qualifies(b):
        return None  # 'the offer closed on 3 May' and 'the 7 May offer'
    shared, fewer = left & right, min(len(left), len(right))
    # Few words make one event only where there are no others.
    alike = len(shared) >= _MANY and len(shared) >= _MOST * fewer
    if not (alike or (left == right and _figures(a) == _figures(b))) or b.scope.days is None:
        return None
    if abs(a.scope.days.first - b.scope.days.first) > 366:
        return None
    similarity = len(shared) / len(left | right)
    words = ", ".join(sorted(w for w in fold(a.claim.text).split() if _stands_for(w, shared))[:5])
    return Dates(a, b, False, similarity, f"both told with {words}")


def _figures(entry: Keyed) -> frozenset[str]:
    """The figures of the sentence but for the date: '3 were arrested on Monday' and '5 on Tuesday' are two events."""
    words = entry.claim.text.replace(entry.claim.quote, " ").split()
    return frozenset(word for word in words if any(map(str.isdigit, word)))


def _qualifies(entry: Keyed) -> bool:
    """Whether a date only says which thing is meant: 'under a January 30 takeover offer'."""
    claim = entry.claim
    following = claim.text[claim.offset + len(claim.quote) :].split(" ")[1:2]
    said = (claim.before[-_LEAD:] + claim.quote).split()
    named = any(word.casefold() in _ARTICLES and said[i + 1][:1].isupper() for i, word in enumerate(said[:-1]))
    return named and bool(following) and following[0].isalpha() and following[0].casefold() not in lexicon().stop


def _stands_for(word: str, shared: frozenset[str]) -> bool:
    return canonical(word) in shared


def is_one_day(entry: Keyed) -> bool:
    """Whether a claim dates something to the day."""
    days = entry.scope.days
    dated = entry.claim.kind == "date" and entry.claim.measure == "date"
    return dated and days is not None and days.first == days.last


def _words_of(entry: Keyed, one_of_several: bool, knowledge: Knowledge) -> frozenset[str]:
    """The words of the date's clause; where it has too few, those of the sentence, unless that tells several dates."""
    clause = clause_words(entry, knowledge)
    if len(clause) >= _MANY or one_of_several:
        return clause
    return knowledge.terms.content(entry.claim.text) - lexicon().calendar


def clause_words(entry: Keyed, knowledge: Knowledge) -> frozenset[str]:
    """The words of the clause in which the date stands, without those of dates and numbers."""
    text, at = entry.claim.text, entry.claim.offset
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, at)), default=0)
    breaks = [m.start() for m in _CLAUSE.finditer(text, at + len(entry.claim.quote))]
    # A date in front ('On 21 March, fire destroyed ...') belongs to what follows its comma.
    fronted = not text[start:at].strip() and breaks and not text[at + len(entry.claim.quote) : breaks[0]].strip()
    end = (breaks[1:] if fronted else breaks or [len(text)])[:1] or [len(text)]
    clause = text[start:at] + " " + text[at + len(entry.claim.quote) : end[0]]
    return knowledge.terms.content(clause) - lexicon().calendar


def _apposed(dated: Sequence[Keyed]) -> Iterator[Dates]:
    """'in 1993, 24 years ago': one event dated twice in one breath."""
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
