"""What is told as done too early: after the article appeared, or an end before its beginning."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from ledger.claims import verbs
from ledger.compare.dates.occasions import PAIRS, Dates, clause_words
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.names import fold
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.facets.words import canonical
from ledger.resources import data_table

_AHEAD = re.compile(r"\b(?:is|are|was|were|has|have|had) (?:still |yet |due )?to\b|\bmay\b")
"""'was to open', 'has yet to be built', 'may open'; not the month."""
_WAS = frozenset({"was", "were", "had", "did"})


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(data_table("compare", "order")[table].split())


def find_early(keyed: Sequence[Keyed], related: set[frozenset[str]], knowledge: Knowledge) -> Iterator[Dates]:
    """Claims told as done after their article appeared (a is b), and ends (b) that lie before a beginning (a)."""
    seen: set[int] = set()
    for entry in sorted(keyed, key=lambda e: (e.claim.kind != "quantity", e.position)):
        if entry.claim.sentence_id not in seen and (reason := _too_early(entry)):
            seen.add(entry.claim.sentence_id)
            yield Dates(entry, entry, True, 1.0, reason)
    yield from _ends_first(keyed, related, knowledge)


def _too_early(entry: Keyed) -> str | None:
    """Why a figure or date cannot have been known when its article appeared; None for no reason."""
    claim = entry.claim
    told, published = parse_period(claim.period, claim.period_kind), parse_period(claim.published)
    if told is None or published is None or told.first <= published.last or claim.modality != "stated":
        return None
    plain = claim.kind in ("quantity", "date") and claim.period_kind in ("during", "as_of") and "period" in claim.own
    year = re.search(rf"(\bfrom (?:\w+ ){{0,2}})?\b{str(claim.period)[:4]}\b", claim.text)
    if not plain or "/" in str(claim.period) or not year or year[1] or not told_as_done(claim.text):
        return None
    return f"told as done in {claim.period}, and the article appeared on {claim.published}"


def told_as_done(text: str) -> bool:
    """Whether a sentence is in the past tense, and no word of it looks ahead."""
    told = fold(text).split()
    lemmas = {verbs.lemma(word) or word for word in told}
    if not _words("schedule").isdisjoint(told):
        return False
    if _AHEAD.search(text) or lemmas & (_words("future") | _words("ahead")) - {"be"} or "be" in told:
        return False
    return any(word in _WAS or _past(word) for word in told)


def _past(word: str) -> bool:
    lemma = verbs.lemma(word)
    return lemma is not None and lemma != word and not word.endswith(("ing", "s"))


def _ends_first(keyed: Sequence[Keyed], related: set[frozenset[str]], knowledge: Knowledge) -> Iterator[Dates]:
    """'Work on the bridge began in May 2022', 'the bridge was finished in March 2021'."""
    told: dict[str, dict[str, list[Keyed]]] = {
        "begin": defaultdict(list),
        "end": defaultdict(list),
    }
    things: dict[int, frozenset[str]] = {}
    for entry in keyed:
        side = _side(entry)
        if side:
            things[entry.claim.rowid] = words = _thing(entry, knowledge)
            for word in words:
                told[side][word].append(entry)
    seen: set[tuple[int, int]] = set()
    for word, ends in told["end"].items():
        for begin, end in islice(product(told["begin"].get(word, ()), ends), PAIRS):
            pair = begin.claim.rowid, end.claim.rowid
            if pair not in seen and things[pair[1]] <= things[pair[0]] and _reversed(begin, end, related):
                seen.add(pair)
                shared = ", ".join(sorted(w for w in fold(end.claim.text).split() if canonical(w) in things[pair[1]]))
                yield Dates(
                    begin, end, False, 1.0, f"{shared} ends in {end.claim.period}, begins in {begin.claim.period}"
                )


def _side(entry: Keyed) -> str | None:
    """Whether a dated claim tells a beginning or an end that has come."""
    claim = entry.claim
    if claim.kind != "date" or claim.measure != "date" or not entry.scope.days or not told_as_done(claim.text):
        return None
    words = fold(claim.subject or "").split()
    told = {*words, *(verbs.lemma(word) or word for word in words)}
    sides = [side for side in ("begin", "end") if told & _words(side)]
    return sides[0] if len(sides) == 1 else None


def _thing(entry: Keyed, knowledge: Knowledge) -> frozenset[str]:
    """The words of the clause but for the verbs."""
    aside = frozenset(canonical(word) for side in ("begin", "end") for word in _words(side))
    return clause_words(entry, knowledge) - aside


def _reversed(begin: Keyed, end: Keyed, related: set[frozenset[str]]) -> bool:
    articles = frozenset((begin.claim.article, end.claim.article))
    days = begin.scope.days, end.scope.days
    if len(articles) > 1 and articles not in related:
        return False
    return days[0] is not None and days[1] is not None and days[1].last < days[0].first
