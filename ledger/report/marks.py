"""Text cut into pieces at the ends of marks, so that templates can show overlapping marks and escape every piece."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"\w+(?:[.,’'-]\w+)*%?|[^\w\s]")

MOST_TOKENS = 400
"""Sentences beyond this are tables or lists run together; comparing them word by word takes long and shows little."""


class Mark(NamedTuple):
    """A named half-open span [start, end) of a text, in Unicode code points."""

    start: int
    end: int
    name: str


class Piece(NamedTuple):
    """A stretch of text and the names of all marks that cover it."""

    text: str
    marks: frozenset[str]


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """`text[start:end]` in pieces, each under the same marks throughout. Joined, they are the text again."""
    inside = [
        Mark(max(mark.start, start), min(mark.end, end), mark.name)
        for mark in marks
        if mark.start < end and mark.end > start
    ]
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark.name)
        closing.setdefault(mark.end, []).append(mark.name)
    bounds = sorted({start, end, *opening, *closing})
    open_now: list[str] = []
    pieces = []
    for left, right in pairwise(bounds):
        for name in closing.get(left, ()):
            open_now.remove(name)
        open_now += opening.get(left, ())
        pieces.append(Piece(text[left:right], frozenset(open_now)))
    return pieces


def differing(a: str, b: str) -> tuple[list[Mark], list[Mark]]:
    """The words of two sentences that the other does not have at that place, as marks named `differs`.

    Case and punctuation do not count, nor do small words and words that only stand elsewhere in the other sentence,
    unless they are figures or names. Nothing is marked in very long sentences.
    """
    left, right = _words(a), _words(b)
    if max(len(left), len(right)) > MOST_TOKENS:
        return [], []
    keys = [[word.casefold() for word, _ in words] for words in (left, right)]
    blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()
    changed = [block for block in blocks if block[0] != "equal"]
    return (
        [mark for _, i1, i2, _, _ in changed for mark in _marks(left[i1:i2], frozenset(keys[1]))],
        [mark for _, _, _, j1, j2 in changed for mark in _marks(right[j1:j2], frozenset(keys[0]))],
    )


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a text with their offsets."""
    found = ((match[0], match.start()) for match in _TOKEN.finditer(text))
    return [(word, start) for word, start in found if any(map(str.isalnum, word))]


def _marks(words: Sequence[tuple[str, int]], other: frozenset[str]) -> list[Mark]:
    """Marks over the words that tell something; neighbours share one."""
    marks: list[Mark] = []
    adjacent = False
    for word, start in words:
        tells = word != word.lower() or not word.isalpha() or (len(word) > 3 and word not in other)
        if tells and adjacent:
            marks[-1] = marks[-1]._replace(end=start + len(word))
        elif tells:
            marks.append(Mark(start, start + len(word), "differs"))
        adjacent = tells
    return marks
