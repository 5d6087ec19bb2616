"""Programmes that no capital heads: described ones ('under the school meals programme'), names that a kind introduces
('a pilot scheme called Walking Bus'), and the body that runs one."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter

from ledger.mentions.lexicon import (
    CAPITAL,
    COMMON,
    DEMONYM,
    FUNCTION,
    GEO,
    GIVEN,
    HONORIFIC,
    KIND,
    OCCUPATION,
    OFFICE,
    PROGRAMME,
    TIME,
    Line,
)
from ledger.mentions.names import phrase_end
from ledger.mentions.nouns import STOP_WORDS, VERBS
from ledger.mentions.records import Organisation, Programme
from ledger.mentions.tables import table, words

Read = tuple[int, int, str] | None
"""First token, the token after, name."""

_DESCRIBED = words("programmes", "described")
_VAGUE = words("programmes", "vague")
_GOVERNING = words("programmes", "governing")
_RUNNING = words("programmes", "running")
_NAMING = words("programmes", "naming")
_ORGANS = words("programmes", "organs")
_BODIES = frozenset(table("organisations")["bodies"])
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "this", "our", "his", "her"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "its", "their"})
_QUOTES = frozenset("“”\"‘’'«»")
_NO_NAME = DEMONYM | GEO | GIVEN | HONORIFIC | KIND | OCCUPATION | OFFICE | TIME
_LONGEST = 4  # words before a head


def described(line: Line, free: Sequence[bool], k: int) -> Read:
    """'under the school meals programme', 'through reading drives started by the mayor'.

    Only after a word such as 'under': anywhere else 'the rescue programme' may be any. The head is token k.
    """
    if line.word(k) not in _DESCRIBED or line.has(k, CAPITAL):
        return None
    first = k
    while first > max(0, k - _LONGEST) and free[first - 1] and _describes(line, first - 1):
        first -= 1
    lead = first - 1 - (line.word(first - 1) in _DETERMINERS)
    if first == k or line.word(lead) not in _GOVERNING:
        return None
    after = _launched(line, k + 1)
    telling = any(line.word(i) not in _VAGUE for i in range(first, k))
    if not (telling or after > k + 1) or " ".join((line.word(k - 1), line.word(k))) in _BODIES:
        return None
    return first, after, line.cut(first, after)


def _describes(line: Line, i: int) -> bool:
    """Whether token i is a small noun or adjective that may stand before the head."""
    token, name = line.tokens[i], line.word(i)
    if token.kind != "word" or not name.replace("-", "").isalpha() or line.has(i, CAPITAL):
        return False
    return name in _VAGUE or not (line.has(i, FUNCTION) or name in STOP_WORDS or name in VERBS)


def _launched(line: Line, i: int) -> int:
    """The index after 'launched by the Prime Minister'; `i` where nobody is named."""
    if line.word(i) not in _RUNNING or line.word(i + 1) != "by":
        return i
    k = i + 2 + (line.word(i + 2) in ("the", "its"))
    end = k
    while line.has(end, CAPITAL):
        end += 1
    end = max(end, phrase_end(line, k) if line.has(k, CAPITAL) else k)
    return end if end > k else i


def introduced(line: Line, free: Sequence[bool], k: int) -> Read:
    """'a scheme called Walking Bus', 'a state program, Project Bridge, ...': the name that follows the head k."""
    named = line.word(k + 1) in _NAMING
    if not named and not (line.word(k + 1) == "," and _is_indefinite(line, k)):
        return None
    i = k + 2 + (named and line.word(k + 2) in ("as", "the"))
    i += i < len(line.tokens) and line.tokens[i].text in _QUOTES
    after = i
    while line.has(after, CAPITAL) and free[after]:
        after += 1
    if after == i or (not named and not _stands_apart(line, i, after)):
        return None
    return i, after, line.cut(i, after)


def _is_indefinite(line: Line, k: int) -> bool:
    """Whether the head k is first told of: 'a separate state program', not 'the programme'."""
    i = k - 1
    while i > k - 5 and _describes(line, i):
        i -= 1
    return line.word(i) in _INDEFINITE or (line.word(i) in ("separate", "new") and line.word(i - 1) in _INDEFINITE)


def _stands_apart(line: Line, first: int, after: int) -> bool:
    """Whether a run between commas is the name of a thing and no person, place or date."""
    if line.word(after) not in (",", ".", "", "(", ")", "–", "—"):
        return False
    if line.has(first, PROGRAMME) and after > first + 1:
        return True  # 'Project Bridge'
    bits = line.bits[first:after]
    return not all(b & (COMMON | FUNCTION) for b in bits) and not any(b & _NO_NAME for b in bits)


def with_bodies(
    line: Line, programmes: Iterable[Programme], organisations: Sequence[Organisation]
) -> tuple[Programme, ...]:
    """The programmes, with the body that acts together with the board of one: 'X Council and the Y Fund Board'."""
    return tuple(programme._replace(body=_body(line, programme, organisations)) for programme in programmes)


def _body(line: Line, programme: Programme, organisations: Sequence[Organisation]) -> str | None:
    after = bisect_left(line.tokens, programme.span.end, key=attrgetter("start"))
    last = after
    while line.has(last, CAPITAL):
        last += 1
    if last == after or line.word(last - 1) not in _ORGANS:
        return None
    for body in organisations:
        if line.text[body.span.end : programme.span.start].split() in (["and", "the"], ["and", "its"]):
            return body.name
    return None
