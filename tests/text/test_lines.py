"""Lines, columns and offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.text import line_and_column
from ledger.text.lines import lines

TEXTS = st.text(alphabet="ab\n\r\u2028đ😀", max_size=60)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("lock", 4, (1, 5)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("Đà\n😀x", 4, (2, 2)),
        ("a\u2028b", 2, (1, 3)),
    ],
)
def test_line_and_column(text, offset, place):
    assert line_and_column(text, offset) == place


@pytest.mark.parametrize("offset", [-1, 5])
def test_offsets_outside_are_refused(offset):
    with pytest.raises(ValueError, match="outside a text of 4 characters"):
        line_and_column("lock", offset)


@given(TEXTS)
def test_lines_cover_the_text(text):
    assert "".join(text[start:end] for start, end in lines(text)) == text
    assert all(start < end for start, end in lines(text))


@given(TEXTS, st.data())
def test_places_agree_with_the_lines(text, data):
    offset = data.draw(st.integers(0, len(text)))
    line, column = line_and_column(text, offset)
    starts = [start for start, _ in lines(text)] or [0]
    if text.endswith(("\n", "\r")):
        starts.append(len(text))
    assert starts[line - 1] + column - 1 == offset
    assert line == len(starts) or offset < starts[line]
