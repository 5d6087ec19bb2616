"""Blocks of a text: paragraphs, headings, list items and table rows, told from the layout of its lines.

Markdown and plain text are read alike. Two things cannot be seen from one line: whether a line end is a mere wrap
(see `wrap_width`), and whether a line that begins with a number or a dash opens a list item.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ledger.text.article import Span
from ledger.text.lines import lines

_MARKS = re.compile(
    r"""
    (?P<indent>[^\S\r\n]*+)
    (?:>[ \t]?)*                                                 # Markdown quotation
    [^\S\r\n]*+
    (?:
        (?P<rule>(?:[-*_=~+#•·|:—–─━][^\S\r\n]*+){3,}$)          # a line across, or under a table head
      | (?P<heading>\#{1,6}(?:[^\S\r\n]++|$))
      | (?P<row>\|[^\S\r\n]*+)
      | (?P<bullet>[•⁃‣◦▪●○■□►▶➢✓✔][^\S\r\n]*+|[-*+·»–—](?:[^\S\r\n]++|$))
      | (?P<number>\(?(?P<ordinal>\d{1,3}+|[a-z])(?:\.\)|[.)])(?=[^\S\r\n]))
    )?
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]*_]*+$")
_UNFINISHED = re.compile(r"(?:[,–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|than|that|the|to|with))$")
_WRAPS_AT_MOST = 140
_WRAPS_AT_LEAST = 30
_LONG_LINE = 40


class Line(NamedTuple):
    """A line that holds something: [start, end) is what it says, [whole) with its marks and line end."""

    kind: str
    """text | item | heading | row | rule"""
    start: int
    end: int
    whole: Span
    indent: int
    after_blank: bool
    ordinal: str | None = None

    @property
    def length(self) -> int:
        """Width of the line from the margin, in code points."""
        return self.end - self.whole.start


class Block(NamedTuple):
    """A paragraph, heading, list item or table row: sentences never cross its ends."""

    kind: str
    """text | item | heading | row"""
    start: int
    end: int
    """What it says, without the bullet, the `#` or the outer bars; line ends may lie within."""
    whole: Span
    """All its lines."""
    indent: int
    after_blank: bool


def read_lines(text: str, span: Span) -> list[Line]:
    """The lines of `text[start:end]` that hold anything but white space."""
    found: list[Line] = []
    blank = True
    for start, end in lines(text, *span):
        content_end = start + len(text[start:end].rstrip())
        if content_end == start:
            blank = True
            continue
        found.append(_line(text, Span(start, end), content_end, found[-1] if found and not blank else None))
        blank = False
    return found


def _line(text: str, whole: Span, end: int, above: Line | None) -> Line:
    """One line; `above` is the line right above it, None after a blank one."""
    if text[whole.start].isalpha() and text[whole.start + 1 : whole.start + 2] not in (".", ")"):
        # No marks, as most lines: worth a way of its own.
        kind = "row" if _continues_table(text, Span(whole.start, end), above) else "text"
        return Line(kind, whole.start, end, whole, 0, above is None, above.ordinal if above else None)
    marks = _MARKS.match(text, whole.start, end)
    assert marks is not None  # every part of the pattern is optional
    kind, start, ordinal = "text", marks.end(), above.ordinal if above else None
    if marks["rule"] is not None:
        kind, start = "rule", end
    elif marks["heading"] is not None:
        kind = "heading"
        opened = text[start:end].rstrip("#")
        end = start + len(opened.rstrip()) if opened[-1:].isspace() else end
    elif marks["row"] is not None or _continues_table(text, Span(start, end), above):
        kind = "row"
        end = start + len(text[start:end].rstrip("| \t"))
    elif marks["bullet"] is not None:
        if _is_dash(marks["bullet"], text[start:end], above):
            start = marks.start("bullet")
        else:
            kind = "item"
    elif marks["number"] is not None:
        start = marks.start("number")
        if _opens_item(marks["ordinal"], above):
            kind, ordinal = "item", marks["ordinal"]
    return Line(kind, min(start, end), end, whole, len(marks["indent"].expandtabs(4)), above is None, ordinal)


def _continues_table(text: str, content: Span, above: Line | None) -> bool:
    return above is not None and above.kind in ("row", "rule") and text.find(" | ", *content) >= 0


def _is_dash(bullet: str, content: str, above: Line | None) -> bool:
    """A dash that a wrapped line happens to begin with, not a bullet."""
    return (
        bullet[0] in "-–—" and above is not None and above.kind == "text" and above.length >= _LONG_LINE
    ) and content[:1].islower()


def _opens_item(ordinal: str, above: Line | None) -> bool:
    """A number opens an item after a blank line, as first of a list, or as the next of the list above."""
    if above is None or ordinal in ("1", "a"):
        return True
    if above.ordinal is None or above.ordinal.isdigit() != ordinal.isdigit():
        return False
    value = int if ordinal.isdigit() else ord
    return value(ordinal) == value(above.ordinal) + 1


def ends_sentence(text: str, line: "Line | Block") -> bool:
    """Whether its last word carries a mark that may end a sentence."""
    return _SENTENCE_END.search(text, max(line.start, line.end - 12), line.end) is not None


def _pairs(found: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Neighbouring lines that could be one paragraph."""
    for above, below in pairwise(found):
        if above.kind in ("text", "item") and below.kind == "text" and not below.after_blank:
            yield above, below


def wrap_width(text: str, found: Sequence[Line]) -> int | None:
    """Width at which the text is hard-wrapped, None when a line end closes a paragraph.

    In a wrapped text most lines stop in mid-sentence, none is long, and the next goes on in lower case more often than
    not; where each line is a paragraph, what stops without a mark is a heading or a caption, and a capital follows.
    """
    pairs = list(_pairs(found))
    lengths = [above.length for above, _ in pairs if above.length <= _WRAPS_AT_MOST]
    if not pairs or len(lengths) < 0.8 * len(pairs) or max(lengths) < _WRAPS_AT_LEAST:
        return None
    unfinished = [pair for pair in pairs if not ends_sentence(text, pair[0])]
    goes_on = sum(_hangs(text, above) or _goes_on(text, below) for above, below in unfinished)
    return max(lengths) if len(unfinished) >= 0.5 * len(pairs) and goes_on >= 0.4 * len(unfinished) > 0 else None


def _goes_on(text: str, line: Line) -> bool:
    first = text[line.start : line.end][:1]
    return first.isalpha() and not first.isupper()


def _hangs(text: str, line: Line) -> bool:
    """Ends with a comma, a dash or a word that ends no sentence."""
    if line.length < _LONG_LINE and text[line.end - 1] in "-–—":
        return False  # the label of a teaser
    return _UNFINISHED.search(text, max(line.start, line.end - 6), line.end) is not None


def _joins(text: str, above: Line, below: Line, width: int | None) -> bool:
    """Whether the line end between two lines of text is a mere wrap."""
    if _hangs(text, above):
        return True
    ended = ends_sentence(text, above)
    if width is None:
        return _goes_on(text, below) and above.length >= _LONG_LINE and not ended
    if _goes_on(text, below):
        return True
    if not ended:
        return above.length >= width / 2  # shorter ones are headings
    word = _WORD.match(text, below.start, below.end)
    return word is not None and above.length + 1 + word.end() - word.start() > width


def _belongs_to_item(head: Line, line: Line) -> bool:
    return head.kind == "item" and line.indent >= head.indent + 2


def blocks(text: str, found: Sequence[Line], width: int | None) -> list[Block]:
    """The blocks that these lines form, in order. `width` comes from `wrap_width`; rules form none."""
    groups: list[list[Line]] = []
    for line in found:
        if line.kind == "rule" or line.start == line.end:
            continue
        above = groups[-1][-1] if groups else None
        if (
            above is not None
            and line.kind == "text"
            and not line.after_blank
            and groups[-1][0].kind in ("text", "item")
            and above.whole.end == line.whole.start
            and (_belongs_to_item(groups[-1][0], line) or _joins(text, above, line, width))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Block(
            kind=group[0].kind,
            start=group[0].start,
            end=group[-1].end,
            whole=Span(group[0].whole.start, group[-1].whole.end),
            indent=group[0].indent,
            after_blank=group[0].after_blank,
        )
        for group in groups
    ]
