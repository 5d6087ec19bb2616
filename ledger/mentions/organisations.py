"""Organisations: runs of capitals with a head such as Company or Ministry, clubs, and abbreviations such as NATO."""

from collections.abc import Sequence

from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.lexicon import (
    BODY,
    CAPITAL,
    COMMON,
    DEMONYM,
    FUNCTION,
    GEO,
    GIVEN,
    GOVERNING,
    KIND,
    MODIFIER,
    OFFICE,
    PARTICLE,
    Line,
)
from ledger.mentions.names import Run, opens, phrase_end, trimmed
from ledger.mentions.records import Organisation
from ledger.mentions.tables import table, words

_GOVERNORS = words("organisations", "governors")
_PAIRED = words("organisations", "paired")
_LEGAL = words("organisations", "legal")
_TAILS = words("organisations", "lower_tails")
_NOT_BODIES = words("organisations", "not_bodies")
_UNIONS = frozenset(name.lower() for name in table("places")["names"]["union"])
_WITHIN = frozenset(table("places")["words"]["locatives"].split())
_CLUBS = frozenset(table("organisations")["clubs"])
_CLUB_WORDS = frozenset(club.partition(" ")[0] for club in _CLUBS)
_TITLES = frozenset(
    ["ministry", "department", "office", "university", "college", "court", "house", "church", "diocese"]
)
"""Heads whose field may itself be 'X of Y': 'University of the West of England'."""


def read_organisations(line: Line, free: Sequence[bool], runs: Sequence[Run]) -> list[Organisation]:
    """The bodies that the runs name, in order. A run may hold a person's name after the body's: it is cut there."""
    found: list[Organisation] = []
    end = 0
    for run in runs:
        if run.first < end:
            continue
        read = _headed(line, free, run) or _abbreviated(line, run) or _tailed(line, run)
        if read:
            first, end = read
            found.append(Organisation(line.span(first, end), line.cut(first, end)))
    return found


def _headed(line: Line, free: Sequence[bool], run: Run) -> tuple[int, int] | None:
    run = trimmed(line, run)
    first, after = run.first, run.after
    head = max((i for i in range(first, after) if line.bits[i] & BODY), default=-1)
    if head < 0 and line.word(first) not in _CLUB_WORDS:
        return (first, after) if any(line.word(i) == "&" for i in range(first, after)) else None
    lower = " ".join(line.word(i) for i in range(first, after)).removesuffix("'s")
    if _is_known(line, first, lower):
        return None
    for club in (lower, " ".join(lower.split(" ")[:2])):
        if club in _CLUBS:
            return first, first + club.count(" ") + 1
    if head < 0:
        return None
    governed = _governed_end(line, free, head) if head == after - 1 and line.bits[head] & GOVERNING else 0
    if governed:
        return _with_place(line, free, first), governed
    first = _with_place(line, free, _paired_start(line, free, first, head))
    if head == first:
        return None
    if line.has(head + 1, OFFICE) and line.bits[head] & MODIFIER:
        field = all(line.bits[i] & (DEMONYM | FUNCTION | GEO) for i in range(first, head))
        if field:
            return None  # 'US Energy Secretary'
    if all(line.bits[i] & (COMMON | FUNCTION) for i in range(first, head)) and line.bits[head] & COMMON and run.opens:
        return None
    end = head + 1
    while end < after and line.word(end) in _LEGAL:
        end += 1
    return first, end + (line.word(end) == "branch")


def _paired_start(line: Line, free: Sequence[bool], first: int, head: int) -> int:
    """The beginning with the 'Food and' of 'the Food and Drug Administration'."""
    i = first - 2
    if line.word(head) not in _PAIRED or line.word(first - 1) != "and" or not line.has(i, CAPITAL) or not free[i]:
        return first
    return i if line.word(i - 1) == "the" else first


def _with_place(line: Line, free: Sequence[bool], first: int) -> int:
    """The beginning with 'X commune' before it: 'the Sandford parish Meeting Committee'."""
    if not (line.has(first - 1, KIND) and not line.has(first - 1, CAPITAL) and line.has(first - 2, CAPITAL)):
        return first
    i = first - 1
    while i and free[i - 1] and line.bits[i - 1] & (CAPITAL | PARTICLE) and not line.word(i - 1).endswith("'s"):
        if opens(line, i - 1) and line.has(i - 1, FUNCTION):
            break
        i -= 1
    return i


def _governed_end(line: Line, free: Sequence[bool], head: int) -> int:
    """The index after what a head looks after: 'Ministry of Health', 'Department for Culture, Media and Sport'.

    0 for nothing.
    """
    i = head + 1
    if line.word(i) not in _GOVERNORS:
        return 0
    i += 1
    i += line.word(i) == "the"
    if not line.has(i, CAPITAL) or not free[i]:
        return 0
    name = line.word(head)
    end = phrase_end(line, i) if name in _PAIRED else _plain_end(line, i)
    for k in range(i + 1, end - 1):
        if line.word(k) == "and" and any(bits & BODY for bits in line.bits[k:end]):
            return k  # 'the Department of Energy and National Bank'
    if name in _PAIRED and line.word(end) == ",":
        end = _series_end(line, end) or end
    while name in _TITLES and line.word(end) == "of" and (line.has(end + 1, CAPITAL) or line.word(end + 1) == "the"):
        further = _plain_end(line, end + 1 + (line.word(end + 1) == "the"))
        if further == end + 1 + (line.word(end + 1) == "the"):
            break
        end = further
    if line.has(end, KIND) and not line.has(end, CAPITAL) and not line.word(end - 1).endswith("'s"):
        end += 1  # 'the Party Cell of Thornby village'
    return end


def _plain_end(line: Line, i: int) -> int:
    first = i
    while i < len(line.tokens) and line.bits[i] & CAPITAL and not line.bits[i] & OFFICE:
        if i > first and line.bits[i] & GIVEN and not line.bits[i] & GEO and line.has(i + 1, CAPITAL):
            break  # 'Director of the Department of Tourism Jane Doe'
        i += 1
        if line.word(i - 1).endswith("'s"):
            break
    return i


def _series_end(line: Line, i: int) -> int:
    """The index after ', B and C' or ', B, and C' from the first comma; 0 when it is no such series."""
    while line.word(i) == "," and line.has(i + 1, CAPITAL):
        i = _plain_end(line, i + 1)
    i += line.word(i) == ","
    if line.word(i) != "and" or not line.has(i + 1, CAPITAL) or line.tokens[i + 1].text.isupper():
        return 0
    return _plain_end(line, i + 1)


def is_acronym(text: str) -> bool:
    """Whether a word is written like an abbreviation of a body: 'NATO', 'UNHCR'."""
    plain = text.replace(".", "").replace("&", "")
    return 2 <= len(plain) <= 7 and plain.isalpha() and plain.isupper() and plain.lower() not in _NOT_BODIES


def _is_known(line: Line, first: int, name: str) -> bool:
    """Whether a name is that of a place; one of a union of countries is where a preposition says that it is."""
    return name in gazetteer() and (name not in _UNIONS or _is_where(line, first))


def _is_where(line: Line, first: int) -> bool:
    before = first - 1 - (line.word(first - 1) == "the")
    return line.word(before) in _WITHIN


def _abbreviated(line: Line, run: Run) -> tuple[int, int] | None:
    first = run.first
    if not line.tokens[first].text[1:2].isupper() and line.tokens[first].text[1:2] not in ".&":
        return None
    text = line.cut(first, first + 1)
    if not is_acronym(text) or line.bits[first] & DEMONYM or _is_known(line, first, text.lower()):
        return None
    if line.word(first - 1) in ("(", ":") and line.word(first + 1) == ")":
        return None  # an alias of what stands before, or the code of a share
    if run.after - first > 1 and not (line.bits[first + 1] & OFFICE or line.word(first).endswith("'s")):
        return None
    return first, first + 1


def _tailed(line: Line, run: Run) -> tuple[int, int] | None:
    """'the Vinarca company': a name with its head in small letters."""
    after = run.after
    if line.word(after) not in _TAILS or line.word(after - 1).endswith("'s"):
        return None
    bits = line.bits[run.first : after]
    name = " ".join(line.word(i) for i in range(run.first, after))
    if name in gazetteer() or all(b & (DEMONYM | COMMON | FUNCTION) for b in bits) or any(b & OFFICE for b in bits):
        return None
    return run.first, after + 1
