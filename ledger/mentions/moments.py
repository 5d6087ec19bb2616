"""What begins at a token and names a time: one reader for each word that can begin one."""

from collections.abc import Callable

from ledger.mentions.dates import (
    COMPACT,
    DAYS,
    GLUED_PART,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    POINTS,
    SEASONS,
    WEEKDAYS,
    Day,
    Found,
    Moment,
    Tokens,
    compact_word,
    day_in_words,
    month_at,
    month_first,
    number_first,
    part_of,
    word,
)
from ledger.mentions.quarters import fiscal, part_of_relative, quarter_or_half, season, until_month, year_end
from ledger.mentions.relative import DIRECTIONS, LENGTHS, ago, days_from, direction, tells_ahead, weekday, weekend
from ledger.mentions.tokens import Token

_YEARS = {"last": -1, "this": 0, "next": 1}
_WILL = frozenset({"will", "shall"})
Reader = Callable[[Tokens, int, Day], Found]


def may_begin(token: Token) -> bool:
    """Whether a period may begin with this token."""
    if token.kind == "number":
        return len(token.text) < 5 or token.text.count(".") == 2
    lower = token.lower
    return lower in _STARTS or (token.kind == "word" and (lower[-1].isdigit() or "-" in lower))


def moment_at(tokens: Tokens, i: int, today: Day) -> Found:
    """The moment that begins at token i, and the index after it."""
    token = tokens[i]
    if token.kind == "number":
        return ago(tokens, i, today) or number_first(tokens, i)
    reader = _STARTS.get(token.lower) or (compact_word_or_part if len(token.lower) > 1 else None)
    return reader(tokens, i, today) if reader else None


def compact_word_or_part(tokens: Tokens, i: int, today: Day) -> Found:
    """'Q3 2024', 'FY23', 'mid-March', 'January-March 2024'."""
    lower = tokens[i].lower
    if COMPACT.fullmatch(lower):
        return compact_word(tokens, i)
    if GLUED_PART.fullmatch(lower):
        return part_of(tokens, i)
    first, dash, last = lower.partition("-")
    if not dash or first not in MONTHS or last not in MONTHS or not tokens[i].text[0].isupper():
        return None
    year, after = 0, i + 1
    if word(tokens, after) == "period" and word(tokens, after + 1) == "of":
        after += 2
    if after < len(tokens) and tokens[after].kind == "number":
        read = number_first(tokens, after)
        year, after = (read[0].low[0], read[1]) if read and not read[0].low[1] else (0, after)
    after = after if year else i + 1
    return Moment((year, MONTHS[first], 0), (year, MONTHS[last], 0)), after


def _part(tokens: Tokens, i: int, today: Day) -> Found:
    return part_of(tokens, i) or part_of_relative(tokens, i, today)


def _ordinal(tokens: Tokens, i: int, today: Day) -> Found:
    day = day_in_words(tokens, i) if tokens[i].lower in DAYS else None
    return day or quarter_or_half(tokens, i, today, tells_ahead(tokens, i))


def _day_in_words(tokens: Tokens, i: int, today: Day) -> Found:
    return day_in_words(tokens, i)


def _direction(tokens: Tokens, i: int, today: Day) -> Found:
    found = direction(tokens, i, today)
    return found or (quarter_or_half(tokens, i, today, ahead=False) if tokens[i].lower == "last" else None)


def _weekday(tokens: Tokens, i: int, today: Day) -> Found:
    if not tokens[i].text[0].isupper():
        return None
    opens = i < 2 and any(t.lower in _WILL for t in tokens[i + 1 : i + 9])  # 'From Monday 450 soldiers will'
    return weekday(tokens, i, today, opens or tells_ahead(tokens, i))


def _starts() -> dict[str, Reader]:
    """What can begin a period besides a number, and its reader; the later ones stand."""
    readers: dict[str, Reader] = dict.fromkeys(NUMBERS, ago)
    readers |= dict.fromkeys(LENGTHS, until_month)
    readers |= dict.fromkeys(DAYS, _day_in_words)
    readers |= dict.fromkeys(ORDINALS, _ordinal)
    readers |= {f"{word}-{part}": _ordinal for word in ORDINALS for part in ("quarter", "half")}
    readers |= dict.fromkeys(SEASONS, season)
    readers |= dict.fromkeys(DIRECTIONS, _direction)
    readers |= dict.fromkeys([*PARTS, *POINTS, "earlier", "later"], _part)
    readers |= dict.fromkeys(["yesterday", "today", "tonight", "tomorrow"], days_from)
    readers |= dict.fromkeys(["weekend"], weekend)
    readers |= dict.fromkeys(["fiscal", "financial", "fy"], fiscal)
    readers |= dict.fromkeys(["year-end", "end-year"], year_end)
    readers |= dict.fromkeys(WEEKDAYS, _weekday)
    readers |= {
        f"{name}'s": reader for name, reader in readers.items() if name in WEEKDAYS or name in ("yesterday", "today")
    }
    readers |= dict.fromkeys([name for month in MONTHS for name in (month, f"{month}'s")], _month)
    return readers


def _month(tokens: Tokens, i: int, today: Day) -> Found:
    found = month_first(tokens, i) if month_at(tokens, i) else None
    return _of_a_year(tokens, found, today) if found else None


def _of_a_year(tokens: Tokens, found: tuple[Moment, int], today: Day) -> tuple[Moment, int]:
    """'June last year', 'June 7 this year', 'May of next year': a month or a day whose year is told from today."""
    moment, after = found
    k = after + (word(tokens, after) == "of")
    step = _YEARS.get(word(tokens, k))
    if moment.low[0] or not today[0] or step is None or word(tokens, k + 1) != "year":
        return found
    low, high = ((today[0] + step, *day[1:]) for day in (moment.low, moment.high))
    return moment._replace(low=low, high=high, relative=True), k + 2


_STARTS = _starts()
