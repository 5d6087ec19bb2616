"""Runs of capitalised words: what may be the name of something."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.mentions.lexicon import CAPITAL, COMMON, FUNCTION, GIVEN, HONORIFIC, OFFICE, PARTICLE, TIME, Line
from ledger.mentions.tables import words

_OPENING = frozenset('“"‘:•*#')
_NO_WORD = frozenset({"punct", "number", "symbol"})
CLOSED = frozenset(
    ["people's", "women's", "men's", "children's", "king's", "queen's", "veteran's", "lloyd's", "player's"]
)
"""Possessives inside a name; any other ends it: 'the People's Committee', but 'Vietnam's Ministry'."""
_ABBREVIATED = frozenset({"st", "mt", "ft", "jr", "sr"})
_JOINTS = frozenset({"of", "for", "and", "on", "the", "in", "at", "&", "to"})
LEADERS = words("common", "leaders")
_PRONOUN = frozenset({"i", "i'm", "i've", "i'd", "i'll"})
NUMERALS = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})


class Run(NamedTuple):
    """Tokens `first` to `after` - 1."""

    first: int
    after: int
    opens: bool
    """Its first word begins a sentence or a quotation, where a capital proves nothing."""


def opens(line: Line, i: int) -> bool:
    """Whether token i begins the sentence or a quotation."""
    if i == 0 or line.tokens[i - 1].text in _OPENING:
        return True
    if line.tokens[i - 1].kind not in _NO_WORD or line.tokens[i].kind in _NO_WORD:
        return False
    return all(token.kind in _NO_WORD for token in line.tokens[: i - 1])


def runs_of(line: Line, free: Sequence[bool]) -> list[Run]:
    """The runs of capitalised words among the free tokens, in order; none in a headline.

    A run goes on over particles ('de', 'van'), initials ('J. K.'), honorifics with their stop and '&'. It ends after a
    possessive. Function words that begin a sentence are no part of it, a common noun alone there is none.
    """
    if not line.seen & CAPITAL or line.headline:
        return []
    runs: list[Run] = []
    bits, size = line.bits, len(line.tokens)
    i = 0
    while i < size:
        if not bits[i] & CAPITAL or not free[i] or line.tokens[i].lower in _PRONOUN:
            i += 1
            continue
        opening = opens(line, i)
        initial = initials_only(line, i) and line.word(i + 1) == "."
        if (
            bits[i] & FUNCTION
            and not initial
            and not (i + 1 < size and bits[i + 1] & CAPITAL and (not opening or _leads(line, i)))
        ):
            i += 1
            continue
        after = _run_end(line, free, i)
        if not (opening and after == i + 1 and bits[i] & COMMON):
            runs.append(Run(i, after, opening))
        i = after
    return runs


def _leads(line: Line, i: int) -> bool:
    """Whether a function word that begins a sentence may begin a name: 'West Midlands', 'New Haven'."""
    return line.word(i) in LEADERS


def _run_end(line: Line, free: Sequence[bool], first: int) -> int:
    bits, tokens, size = line.bits, line.tokens, len(line.tokens)
    after = first + 1
    while after < size and free[after]:
        last = tokens[after - 1].lower
        if last.endswith("'s") and last not in CLOSED:
            break
        if bits[after] & TIME and after > first + 1:
            break
        if bits[after] & CAPITAL:
            after += 1
        elif tokens[after].text in "'’" and line.tight(after) and bits[after - 1] & COMMON:
            if not (after + 1 < size and bits[after + 1] & CAPITAL and free[after + 1]):
                break
            after += 2  # 'National Farmers' Union'
        elif tokens[after].text == "." and line.tight(after) and _takes_stop(line, after - 1):
            if not (after + 1 < size and bits[after + 1] & CAPITAL and free[after + 1]):
                break
            after += 2
        elif bits[after] & PARTICLE or tokens[after].text == "&":
            k = after + 1
            while k < size and bits[k] & PARTICLE and not bits[k] & CAPITAL:
                k += 1
            if not (k < size and bits[k] & CAPITAL and free[k]):
                break
            after = k + 1
        else:
            break
    return after


def _takes_stop(line: Line, i: int) -> bool:
    """Whether a full stop after token i belongs to it: an initial, 'Mr', 'St'."""
    token = line.tokens[i]
    return (len(token.text) == 1) or bool(line.bits[i] & HONORIFIC) or token.lower in _ABBREVIATED


def phrase_end(line: Line, i: int) -> int:
    """The index after a name that begins at token i, over its joints: 'Committee for Island and Border Affairs'."""
    k = i
    while k < len(line.tokens):
        if (line.bits[k] & CAPITAL and not line.bits[k] & OFFICE) or (k > i and line.bits[k] & PARTICLE):
            ended = line.word(k).endswith("'s") and line.word(k) not in CLOSED
            k += 1
            if ended:
                break
            continue
        j = k
        while line.word(j) in _JOINTS and j - k < 3:
            j += 1
        if j == k or not line.has(j, CAPITAL) or line.has(j, OFFICE):
            break
        k = j
    return k


def trimmed(line: Line, run: Run) -> Run:
    """The run without common nouns that only its beginning put in capitals: 'Residents John and Mary'."""
    first = run.first
    if run.opens:
        while first + 1 < run.after and line.bits[first] & (COMMON | FUNCTION):
            initial = initials_only(line, first) and line.word(first + 1) == "."
            if initial or line.bits[first] & GIVEN or _leads(line, first):
                break
            first += 1
    return run if first == run.first else run._replace(first=first)


def initials_only(line: Line, i: int) -> bool:
    """Whether token i is an initial: 'J', 'J.K.'."""
    text = line.tokens[i].text
    return text[0].isupper() and (len(text) == 1 or (len(text) <= 6 and "." in text))
