"""Aliases that a sentence states: 'World Health Organization (WHO)', '... (Program 12)', 'hereafter the Fund'."""

from collections.abc import Mapping, Sequence

from ledger.mentions.lexicon import ALIAS, CAPITAL, Line
from ledger.mentions.phrases import Phrases
from ledger.mentions.records import Alias
from ledger.mentions.tables import table, words
from ledger.text.article import Span

_MARKERS = Phrases((phrase, None) for phrase in table("aliases")["markers"])
_LINKS = words("aliases", "links")
_QUOTES = "“”\"‘’'"
_LONGEST = 10


def read_aliases(line: Line, named: Sequence[Span]) -> list[Alias]:
    """The aliases of a sentence in order. `named` are the spans of the programmes, documents, organisations and places
    read from it, which an alias in brackets may follow."""
    if not line.seen & ALIAS:
        return []
    ends = {span.end: span for span in named}
    found: list[Alias] = []
    for i, bits in enumerate(line.bits):
        if bits & ALIAS:
            bracketed = line.word(i) == "("
            alias = _bracketed(line, i, ends) if bracketed else _said(line, i, ends)
            if alias:
                found.append(alias)
    return found


def _bracketed(line: Line, i: int, named: Mapping[int, Span]) -> Alias | None:
    closing = next((k for k in range(i + 1, min(len(line.tokens), i + _LONGEST)) if line.tokens[k].text == ")"), 0)
    if closing < i + 2 or not i:
        return None
    first, after = i + 1, closing
    marker = _MARKERS.at(line.tokens, first)
    first = marker[0] if marker else first
    while first < after and (line.tokens[first].text in _QUOTES or line.word(first) in ("the", "or")):
        first += 1
    while after > first and line.tokens[after - 1].text in _QUOTES:
        after -= 1
    if first >= after or not line.has(first, CAPITAL):
        return None
    alias = line.span(first, after)
    if after - first == 1:
        name = _spelled_out(line, i, line.tokens[first].text)
        if name:
            return _alias(line, alias, name)
    numbered = line.tokens[after - 1].kind == "number" and after - first >= 2
    target = _ending_at(line, i - 1, named)
    if target and (numbered or marker or line.tokens[first].text.isupper() or _shortens(line, alias, target)):
        return _alias(line, alias, target)
    return None


def _ending_at(line: Line, i: int, named: Mapping[int, Span]) -> Span | None:
    """The named span that ends with token i, or before the full stop that token i is."""
    end = line.tokens[i].end
    ends = [end, end - 2, *([line.tokens[i - 1].end] if line.tokens[i].text == "." and i else [])]
    return next((named[end] for end in ends if end in named), None)


def _shortens(line: Line, alias: Span, name: Span) -> bool:
    """Whether every word of the alias stands in the name: 'the Front' for 'Civic Front Committee'."""
    full = line.text[name.start : name.end].split()
    return all(word in full for word in line.text[alias.start : alias.end].split())


def _alias(line: Line, alias: Span, name: Span) -> Alias:
    return Alias(alias, line.text[alias.start : alias.end], name, line.text[name.start : name.end])


def _spelled_out(line: Line, i: int, short: str) -> Span | None:
    """The words before token i whose letters the abbreviation takes in order, the first at the head of a word.

    A. S. Schwartz and M. A. Hearst, A simple algorithm for identifying abbreviation definitions, PSB 2003.
    """
    letters = [c.lower() for c in short if c.isalnum()]
    if not 2 <= len(letters) <= 10 or not any(c.isupper() for c in short[1:]):
        return None
    floor = max(0, i - min(len(letters) + 5, 2 * len(letters)))
    while floor < i - 1 and any(t.text in "().;:" for t in line.tokens[floor:i]):
        floor += 1
    start = line.tokens[floor].start
    position = line.tokens[i - 1].end - 1
    text = line.text
    for n in range(len(letters) - 1, -1, -1):
        while position >= start and (
            text[position].lower() != letters[n] or (n == 0 and position > start and text[position - 1].isalnum())
        ):
            position -= 1
        if position < start:
            return None
        position -= 1
    first = position + 1
    name = text[first : line.tokens[i - 1].end]
    return Span(first, line.tokens[i - 1].end) if (len(name) > len(short) + 1 and " " in name) or "-" in name else None


def _said(line: Line, i: int, named: Mapping[int, Span]) -> Alias | None:
    """'X, hereafter Y', 'X, also known as Y': only right after a name that was read."""
    marker = _MARKERS.at(line.tokens, i)
    if marker is None or line.word(i - 1) == "(":
        return None
    k = marker[0]
    while k < len(line.tokens) and (line.tokens[k].text in _QUOTES or line.word(k) == "the"):
        k += 1
    after = k
    while line.has(after, CAPITAL) or (after > k and after < len(line.tokens) and line.tokens[after].kind == "number"):
        after += 1
    before = i - 1
    while before >= 0 and (line.tokens[before].text in (",", "(") or line.word(before) in _LINKS):
        before -= 1
    if after == k or before < 0:
        return None
    target = _ending_at(line, before, named)
    return _alias(line, line.span(k, after), target) if target else None
