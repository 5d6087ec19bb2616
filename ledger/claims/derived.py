"""Periods told from another period of the text: 'a year earlier', 'over the same period', 'in the quarter'."""

import datetime
import re
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ledger.claims.dating import is_comparison, tells_when_said
from ledger.claims.reading import SentenceReading
from ledger.mentions.records import Period
from ledger.mentions.tables import table
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_NUMBERS: dict[str, int] = table("periods")["numbers"]
_LENGTHS: dict[str, str] = table("periods")["lengths"]
_BACK = frozenset({"earlier", "before", "previously"})
_SAME = frozenset({"same", "corresponding", "comparable", "equivalent", "year-ago", "year-earlier", "prior-year"})
_ORDINALS: dict[str, int] = table("periods")["ordinals"]
_OF_LAST_YEAR = frozenset({"year-ago", "year-earlier", "prior-year"})
_PREVIOUS = frozenset({"previous", "prior", "preceding"})
_NOUNS = frozenset(
    {
        "period",
        "quarter",
        "half",
        "half-year",
        "month",
        "months",
        "week",
        "weeks",
        "time",
        "year",
        "season",
        "stage",
        "point",
    }
)
_DEFINITE = {
    "quarter": (84, 98),
    "half": (175, 190),
    "half-year": (175, 190),
    "period": (20, 4000),
    "months": (80, 290),
}
"""Days that a stretch lasts which 'the quarter' and the like may stand for."""
_MONTH = (28, 31)
_AFTER_QUARTER = frozenset({"and", "but", "when", "while", "as", "to", "which"})
_BOUND = frozenset({"of", "to", "ended", "ending", "before", "earlier", "after", "from", "since", "which", "that"})
_WITHIN = frozenset({"in", "during", "for", "over", "of", "throughout", "ended", "finished", "closed"})
_ENDING = frozenset({"ended", "finished", "closed"})
_ENDS = frozenset({"end", "close"})
_TRIGGERS = (
    _BACK | _PREVIOUS | _SAME | {"later", "ago", "season"} | set(_DEFINITE) | {f"{name}-quarter" for name in _ORDINALS}
)
_SEASON = re.compile(r"\d{4}/\d{4}")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Standing(NamedTuple):
    """What earlier sentences leave: the period that stands, and the stretches of time told so far."""

    period: Period | None
    stretches: tuple[Period, ...]


def told_periods(reading: SentenceReading, standing: Standing) -> tuple[Period, ...]:
    """The periods of a sentence in order, with those that it tells from others."""
    own = reading.mentions.periods
    if _TRIGGERS.isdisjoint(reading.words):
        return own
    told = list(own)
    end = 0
    for i, token in enumerate(reading.tokens):
        if i < end or token.lower not in _STARTS:
            continue
        read = _read(reading, i, told, standing)
        if read:
            found, end = read
            told = [p for p in told if p.span.end <= found.span.start or found.span.end <= p.span.start]
            told = sorted([*told, found], key=attrgetter("span"))
    return tuple(told)


_STARTS = frozenset({"the", "this", "last", *_SAME, *_NUMBERS, *map(str, range(1, 100))})


def _read(reading: SentenceReading, i: int, told: Sequence[Period], standing: Standing) -> tuple[Period, int] | None:
    """The derived period that begins at token i, and the index after it."""
    tokens = reading.tokens
    lower = [token.lower for token in tokens[i : i + 9]] + [""] * 9
    before = [p for p in told if p.span.end <= tokens[i].start and not tells_when_said(reading, p)]
    base = before[-1] if before else standing.period
    count = _NUMBERS.get(lower[0], 0) or (int(lower[0]) if lower[0].isdigit() and len(lower[0]) < 3 else 0)
    if count and lower[1] in _LENGTHS:
        return _stepped(reading, i, count, base, lower)
    if lower[0] in _SAME or (lower[0] in ("the", "this") and lower[1] in _SAME):
        return _same(reading, i + (lower[0] not in _SAME), base, before, standing)
    if lower[1] == "season" and lower[0] == "last":
        return _season_before(tokens, i, i + 2, (*before, standing.period))
    if lower[0] == "the" and lower[1] in _PREVIOUS and lower[2] == "season":
        return _season_before(tokens, i, i + 3, (*before, standing.period))
    if lower[0] == "the" and lower[1] in _PREVIOUS and lower[2] in _LENGTHS and base:
        return _moved_to(tokens, i, i + 3, base, lower[2], -1)
    if (
        lower[0] == "the"
        and lower[1] in _ORDINALS
        and before
        and (not lower[2].isalnum() or lower[2] in _AFTER_QUARTER)
    ):
        return _quarter_before(reading, i, before[-1], _ORDINALS[lower[1]])
    if lower[0] == "the" and lower[1] in _LENGTHS and lower[2] in ("before", "earlier") and base:
        closes = lower[3] == "" or not lower[3].isalpha()
        return _moved_to(tokens, i, i + 3, base, lower[1], -1) if closes else None
    return _definite(tokens, i, standing) if lower[0] == "the" else None


def _stepped(
    reading: SentenceReading, i: int, count: int, base: Period | None, lower: Sequence[str]
) -> tuple[Period, int] | None:
    """'a year earlier', 'two days later', and 'a year ago' where a figure finer than a year is held against another."""
    tokens, word = reading.tokens, lower[2]
    if base is None:
        return None
    if word in _BACK:
        if word == "before" and lower[3].isalpha() and lower[3] not in ("to", "and", "in", "at"):
            return None  # 'a year before the war'
        return _moved_to(tokens, i, i + 3, _of_year(base, lower[1], count), lower[1], -count)
    if word == "later":
        return _moved_to(tokens, i, i + 3, base, lower[1], count)
    last = next((q for q in reversed(reading.mentions.quantities) if q.span.end <= tokens[i].start), None)
    if word == "ago" and last and len(base.value) > len("2024") and is_comparison(tokens, last):
        return _moved_to(tokens, i, i + 3, _of_year(base, lower[1], count), lower[1], -count)
    return None


def _of_year(base: Period, unit: str, count: int) -> Period:
    """The base as its year, where several years are counted back from a day: 'three years ago' is no day."""
    several = count > 1 and _LENGTHS[unit].endswith("y") and base.value[:4].isdigit() and "/" not in base.value
    return base._replace(value=base.value[:4], kind="during") if several else base


def _same(
    reading: SentenceReading, i: int, base: Period | None, before: Sequence[Period], standing: Standing
) -> tuple[Period, int] | None:
    """'over the same period', 'in the same quarter of last year', 'in the same period of 2023', from 'same' on."""
    tokens = reading.tokens
    lower = [token.lower for token in tokens[i : i + 9]] + [""] * 9
    noun = next((k for k in (1, 2, 3) if lower[k] in _NOUNS), 0)
    if not noun:
        return None
    base = next((p for p in reversed(before) if _lasts(p.value, lower[noun])), base)
    if lower[0] in _OF_LAST_YEAR:
        return _moved_to(tokens, i, i + noun + 1, base, "year", -1) if base else None
    k = noun + 1
    k += lower[k] in ("of", "in")
    k += lower[k] in ("the", "a", "one")
    year = int(lower[k]) if lower[k].isdigit() and len(lower[k]) == 4 else 0
    if year and base and base.value[:4].isdigit():
        return _moved_to(tokens, i, i + k + 1, base, "year", year - int(base.value[:4]))
    back = (lower[k] in ("last", *_PREVIOUS) and lower[k + 1] == "year") or (
        lower[k] == "year" and lower[k + 1] in ("ago", *_BACK)
    )
    if back:
        return _moved_to(tokens, i, i + k + 2, base, "year", -1) if base else None
    stretch = next((p for p in reversed((*standing.stretches[-1:], *before)) if "/" in p.value), None)
    chosen = stretch or base
    return (chosen._replace(span=_span(tokens, i, i + noun + 1)), i + noun + 1) if chosen else None


def _season_before(
    tokens: Sequence[Token], i: int, after: int, told: Sequence[Period | None]
) -> tuple[Period, int] | None:
    """'last season' beside 'in the 2024/25 season': the one before that."""
    season = next((period for period in reversed(told) if period and _SEASON.fullmatch(period.value)), None)
    return _moved_to(tokens, i, after, season, "year", -1) if season else None


def _quarter_before(reading: SentenceReading, i: int, base: Period, number: int) -> tuple[Period, int] | None:
    """'in the third quarter from the second': the last quarter of that number before the one told."""
    told = reading.sentence.text[base.span.start : base.span.end].lower().replace("-", " ").split()
    own = next((_ORDINALS[word] for word in told if word in _ORDINALS), 0)
    if not own or "quarter" not in told:
        return None
    return _moved_to(reading.tokens, i, i + 2, base, "quarter", -((own - number) % 4 or 4))


def _definite(tokens: Sequence[Token], i: int, standing: Standing) -> tuple[Period, int] | None:
    """'in the quarter', 'at the end of the half': a stretch that the article has told before."""
    k = i + 1
    k += tokens[k].kind == "number" if k < len(tokens) else 0
    lower = tokens[k].lower if k < len(tokens) else ""
    following = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    if lower not in _DEFINITE or following in _BOUND or following.isdigit():
        return None
    leading = [token.lower for token in tokens[max(0, i - 3) : i]]
    if not leading or leading[-1] not in _WITHIN:
        return None
    low, high = _DEFINITE[lower]
    known = next((p for p in reversed(standing.stretches) if low <= _days(p.value) <= high), None)
    if known is None:
        return None
    span = _span(tokens, i, k + 1)
    if leading[-1] in _ENDING or (leading[-1] == "of" and leading[-2:-1] and leading[-2] in _ENDS):
        last = last_day(known.value)
        return known._replace(span=span, value=last.isoformat(), kind="as_of"), k + 1
    return known._replace(span=span), k + 1


def _moved_to(
    tokens: Sequence[Token], i: int, after: int, base: Period, unit: str, count: int
) -> tuple[Period, int] | None:
    value = moved(base.value, _LENGTHS[unit], count)
    if value is None:
        return None
    kind = base.kind if base.kind in ("during", "as_of") else "during"
    return Period(_span(tokens, i, after), value, kind, True), after


def _span(tokens: Sequence[Token], first: int, after: int) -> Span:
    return Span(tokens[first].start, tokens[after - 1].end)


def moved(period: str, unit: str, count: int) -> str | None:
    """An ISO period moved by so many units (`1y`, `1m`, `1w`, `1d`); None where it is open or too coarse for that."""
    size, kind = int(unit[:-1]) * count, unit[-1]
    if kind == "q":
        size, kind = 3 * size, "m"
    ends = [_moved_end(end, kind, size) for end in period.split("/")]
    return "/".join(end for end in ends if end) if all(ends) else None


def _moved_end(end: str, kind: str, size: int) -> str | None:
    match = _DAY.fullmatch(end)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if kind == "y":
            return f"{year + size:04}{end[4:]}" if not day else datetime.date(year + size, month, day).isoformat()
        if kind == "m":
            index = year * 12 + month - 1 + size
            told = f"{index // 12:04}-{index % 12 + 1:02}"
            return (f"{told}{end[7:]}" if _exists(f"{told}{end[7:]}") else told) if month else None
        days = size * (7 if kind == "w" else 1)
        return (datetime.date(year, month, day) + datetime.timedelta(days=days)).isoformat() if day else None
    except (ValueError, OverflowError):
        return None


def _exists(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day if len(day) > 7 else f"{day}-01")
    except ValueError:
        return False
    return True


def _days(period: str) -> int:
    """How many days a stretch lasts; 0 for one that is open or no stretch."""
    start, slash, end = period.partition("/")
    if not slash or not _DAY.fullmatch(start) or not _DAY.fullmatch(end):
        return 0
    return (last_day(end) - _first_day(start)).days + 1


def _lasts(period: str, noun: str) -> bool:
    """Whether a period that is not open is as long as the month, quarter or half that it may be called."""
    low, high = _MONTH if noun == "month" else _DEFINITE.get(noun, (0, 0)) if noun != "period" else (0, 0)
    start = period.partition("/")[0]
    whole = all(_DAY.fullmatch(end) for end in period.split("/"))
    return whole and low <= (last_day(period) - _first_day(start)).days + 1 <= high


def _first_day(end: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{end}-01-01"[:10] if len(end) < 7 else f"{end}-01"[:10])


def last_day(period: str) -> datetime.date:
    """The last day of an ISO period that is not open."""
    end = period.rpartition("/")[2]
    if len(end) == 10:
        return datetime.date.fromisoformat(end)
    year, month = int(end[:4]), int(end[5:7]) if len(end) > 4 else 12
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)
