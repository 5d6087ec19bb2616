"""Lines of a text and the line and column of an offset. A line ends with LF, CRLF or CR."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

_LINE_END = re.compile(r"\r\n?|\n")


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Half-open (start, end) of each line of `text[start:end]`, its line end included."""
    end = len(text) if end is None else end
    for match in _LINE_END.finditer(text, start, end):
        yield start, match.end()
        start = match.end()
    if start < end:
        yield start, end


@lru_cache(maxsize=4)
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in _LINE_END.finditer(text)))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a code point of the text, both from 1; the column counts code points.

    The line starts of the last few texts are kept, so a report with many offsets scans each text once.
    Raises ValueError for an offset outside the text.
    """
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} is outside a text of {len(text)} characters")
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
