"""Periods: when a sentence says that something was so."""

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from ledger.mentions.dates import (
    NUMBERS,
    Day,
    Found,
    Moment,
    Tokens,
    day_first,
    day_number,
    day_of,
    iso,
    last_of,
    number_first,
    word,
)
from ledger.mentions.moments import may_begin, moment_at
from ledger.mentions.records import Period
from ledger.mentions.relative import LENGTHS, placed_year, tells_ahead
from ledger.mentions.tables import table
from ledger.mentions.years import DASHES, ONWARD, TAILS, is_meant
from ledger.text.article import Span

_WORDS: dict[str, str] = table("periods")["words"]
_OPEN_ENDS = frozenset(_WORDS["open_ends"].split())
_PASSED_OVER = frozenset(_WORDS["passed_over"].split())
_SAID_WITH = frozenset(_WORDS["prepositions"].split())
_KINDS: dict[str, str] = table("periods")["kinds"]
_BY_THEN = frozenset(_WORDS["by_then"].split())
_BEGINS = frozenset(_WORDS["begins"].split())
_BEGINNING = 7
"""Tokens from a verb in the present tense to the day on which something begins."""
_CLAUSE = 16
"""Tokens of a clause before its period."""
_SINCE = 9
"""Words that a clause of 'since' has at most before its period."""
_SINCE_ENDS = frozenset({"and", "but", "to", "from", "by", "until", "than"})
_PAST = frozenset({"was", "were", "had", "did", "rose", "fell", "went", "came", "ran", "began", "took", "been"})
_SOME_DAY = (2000, 7, 1)
"""Stands in for an unknown date of the article, to see which words are told from it: 'the first nine months'."""
_BETWEEN = frozenset({"to", "through", "until", "till", *DASHES})


class _Phrase(NamedTuple):
    """A moment, from token `first` up to token `after`."""

    moment: Moment
    first: int
    after: int
    open_end: bool = False
    """'to the present', 'onwards'."""


def read_periods(
    tokens: Tokens, published: str | None, begins: Iterable[int] | None = None
) -> tuple[list[Period], list[Span]]:
    """The periods of a sentence in order, and the spans of those whose year cannot be known.

    `published` is the article's ISO 8601 date, year-month or year; what is told from it ('last year') is left out
    when it is None. Values: `2021/2025`, `2024`, `2024-10`, `2019-03-07`, `2021/..` (since), `../2030` (until).
    A quarter is `2024-07/2024-09`, a season its year, 'early', 'mid' and 'late' parts of a year three or four months.
    `begins` are the tokens that `may_begin` holds for, when they are known.
    """
    today = day_of(published)
    periods: list[Period] = []
    undated: list[Span] = []
    end = 0
    for i in begins if begins is not None else (i for i, token in enumerate(tokens) if may_begin(token)):
        phrase = _phrase_at(tokens, i, end, today if today[0] else _SOME_DAY) if i >= end else None
        if phrase is None:
            continue
        told = phrase if today[0] else _phrase_at(tokens, i, end, today)
        known = _dated(tokens, told, today) if told else None
        if known:
            periods.append(_period(tokens, known))
        else:
            undated.append(Span(tokens[phrase.first].start, tokens[phrase.after - 1].end))
        end = known.after if known else phrase.after
    return periods, undated


def _phrase_at(tokens: Tokens, i: int, end: int, today: Day) -> _Phrase | None:
    """The moment or range at token i; `end` is where the last one ended."""
    found = moment_at(tokens, i, today) or _days_of(tokens, i)
    if not found or not is_meant(tokens, i, found, end):
        return None
    moment, after = found
    first = i
    if tokens[i].lower in LENGTHS and i and (tokens[i - 1].lower in NUMBERS or tokens[i - 1].kind == "number"):
        first = i - 1  # 'three months to June'
    joined = _range(tokens, first, moment, after, today)
    if joined:
        return joined
    if not moment.relative and not moment.low[1] and word(tokens, after) in TAILS:
        after += 1 + (word(tokens, after + 1) == "year")
    return _Phrase(moment, first, after)


def _days_of(tokens: Tokens, i: int) -> Found:
    """'from 2 to 5 March 2023': the first day, whose month comes with the second."""
    if word(tokens, i - 1) not in ("from", "between", "("):
        return None
    number, k = day_number(tokens, i)
    if not number or word(tokens, k) not in ("to", "and"):
        return None
    second = day_first(tokens, k + 1)
    if not second:
        return None
    moment, after = second
    return moment._replace(low=(*moment.low[:2], number)), after


def _range(tokens: Tokens, first: int, moment: Moment, after: int, today: Day) -> _Phrase | None:
    """'A to B', 'between A and B', 'A - B', 'July and August 2023', 'from A to the present'."""
    link = word(tokens, after)
    k = after + 1
    while word(tokens, k) in ("the", "and") and link in _BETWEEN:
        k += 1
    if link in ("to", "until", "till", "through") and word(tokens, k) in _OPEN_ENDS:
        return _Phrase(moment, first, k + 1, open_end=True)
    if k >= len(tokens) or not (link in _BETWEEN or link == "and"):
        return None
    if moment.low[2] and link != "and" and day_number(tokens, k)[0] and not day_first(tokens, k):
        number, k = day_number(tokens, k)  # 'March 2 to 5, 2023'
        year = number_first(tokens, k + 1) if word(tokens, k) == "," and k + 1 < len(tokens) else None
        high = (year[0].low[0] if year else moment.low[0], moment.low[1], number)
        found: Found = (Moment(high, high), year[1] if year else k)
    else:
        found = moment_at(tokens, k, today)
    if not found or (link == "and" and not _and_joins(tokens, first, moment, found[0])):
        return None
    second, after = found
    low, high = _aligned(moment.low, second.high)
    if low[:1] > high[:1] or (low[0] == high[0] and low[1] and high[1] and low > high):
        return None
    return _Phrase(Moment(low, high, moment.relative or second.relative), first, after)


def _and_joins(tokens: Tokens, first: int, moment: Moment, second: Moment) -> bool:
    if "between" in (word(tokens, first - 1), word(tokens, first - 2)):
        return True
    whole_months = bool(moment.low[1] and second.low[1] and not moment.low[2] and not second.low[2])
    return whole_months and not moment.low[0] and (second.low[1] - moment.high[1]) % 12 == 1


def _aligned(low: Day, high: Day) -> tuple[Day, Day]:
    """Both ends with the year that only one of them says."""
    if not low[0] and high[0]:
        low = (high[0] - (low[1:] > high[1:]), *low[1:])
    elif low[0] and not high[0]:
        high = (low[0] + (low[1:] > high[1:] and bool(low[1])), *high[1:])
    return low, high


def _dated(tokens: Tokens, phrase: _Phrase, today: Day) -> _Phrase | None:
    """The phrase with its year; None when that cannot be known."""
    moment = phrase.moment
    if moment.low[0] and moment.high[0]:
        return phrase
    # 'The plan of the September 11 attacks' names a day that all know; only 'on September 11' can be one to come.
    known = moment.low[2] and not moment.ending and word(tokens, phrase.first - 1) in ("the", "of")
    placed = placed_year(moment, today, not known and _is_ahead(tokens, phrase))
    return phrase._replace(moment=placed) if placed else None


def _begins_then(tokens: Tokens, i: int) -> bool:
    """Whether the present tense tells what begins on the day at token i: 'takes effect on', 'is to close on'."""
    near = [token.lower for token in tokens[max(0, i - _BEGINNING) : i]]
    said = near[max((k for k, name in enumerate(near) if name in ",;:."), default=-1) + 1 :]
    fixed = any(said[k] in ("is", "are") and said[k + 1] == "to" for k in range(len(said) - 1))
    return fixed or not _BEGINS.isdisjoint(said) or said[-3:-1] == ["with", "effect"]


def _is_ahead(tokens: Tokens, phrase: _Phrase) -> bool:
    """Whether words before it say that it is still to come, or 'will' follows: 'On 14 February a vote will be held'."""
    if tells_ahead(tokens, phrase.first):
        return True
    before, moment = word(tokens, phrase.first - 1), phrase.moment
    if before == "by":
        clause = reversed(tokens[max(0, phrase.first - _CLAUSE) : phrase.first])
        return any(t.lower in _BY_THEN for t in takewhile(lambda token: token.text not in ";:", clause))
    one_day = moment.low[2] and moment.low == moment.high
    if one_day and _begins_then(tokens, phrase.first):
        return True
    if before == "from" and one_day:
        return not any(t.lower in _PAST or t.lower.endswith("ed") for t in tokens[: phrase.first])  # 'fares go up from'
    if phrase.first > 3:
        return False
    following = tokens[phrase.after : phrase.after + 9]
    return any(t.lower in ("will", "shall") for t in following)


def _period(tokens: Tokens, phrase: _Phrase) -> Period:
    kind, first = _kind_before(tokens, phrase.first)
    moment, after = phrase.moment, phrase.after
    low, high = moment.low, moment.high
    if moment.ending:
        if kind == "by" or not high[1]:
            low = high = last_of(high)
        kind = kind if kind == "by" else "as_of"
    value = iso(low) if low == high else f"{iso(low)}/{iso(high)}"
    opener = word(tokens, first)
    if phrase.open_end or (word(tokens, after) in ONWARD and opener == "from"):
        kind, value = "since", f"{iso(low)}/.."
        after += not phrase.open_end
    elif kind == "since" or (opener == "from" and not first and low == high and low[2]):
        kind = "since"
        value = f"{iso(low)}/.."
    elif kind == "until":
        kind, value = "during", f"../{iso(high)}"
    owner = 2 * tokens[after - 1].lower.endswith("'s")
    span = Span(tokens[first].start, tokens[after - 1].end - owner)
    return Period(span, value, kind, moment.relative, moment.weekday)


def _kind_before(tokens: Tokens, first: int) -> tuple[str, int]:
    """The kind that the words before token `first` give, or `until`, and the token the period begins with."""
    k = first - 1
    while k >= 0 and tokens[k].lower in _PASSED_OVER:
        k -= 1
    name = word(tokens, k)
    before = word(tokens, k - 1)
    if name in ("of", "at") and before == "as":
        return "as_of", k - 1
    if name not in _SAID_WITH:
        until = name == "to" and before in ("up", "plan", "strategy", "vision", "out")
        return ("until" if until else "since" if _since_clause(tokens, first) else "during"), first
    if name == "in" and before in ("starting", "beginning"):
        return "since", k - 1
    if name != "since" and _since_clause(tokens, k):
        return "since", k if name in _SAID_WITH else first
    if name == "from":
        opens = k == 0 and word(tokens, first + 1) == ","
        return (
            "since" if opens or before in ("starting", "effective", "effect", "beginning", "dating") else "during"
        ), k
    if name in ("until", "till") and before == "not":
        return "during", k - 1  # 'it was not until 1970 that'
    return _KINDS.get(name, "during"), k


def _since_clause(tokens: Tokens, first: int) -> bool:
    """Whether the clause before token `first` is one of 'since': 'since anchoring was banned there in 2015'."""
    for token in reversed(tokens[max(0, first - _SINCE) : first]):
        if token.lower == "since":
            return True
        if token.kind != "word" or token.lower in _SINCE_ENDS:
            return False
    return False
