"""Text cut at marks, and the words in which two sentences differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.report.marks import Mark, cut, differing


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("abc")), max_size=8),
)
def test_pieces_are_the_text_and_carry_exactly_the_marks_over_them(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(min(a, b), max(a, b), name) for a, b, name in spans if a != b]
    pieces = cut(text, 0, len(text), marks)
    assert "".join(piece.text for piece in pieces) == text
    position = 0
    for piece in pieces:
        for offset in range(position, position + len(piece.text)):
            assert piece.marks == {mark.name for mark in marks if mark.start <= offset < mark.end}
        position += len(piece.text)


@pytest.mark.parametrize(
    ("a", "b", "marked"),
    [
        ("The toll was 12 people.", "The toll was 14 people.", (["12"], ["14"])),
        ("In May the toll was 12.", "The toll was 12 in May.", (["In May"], ["May"])),
        ("It sank 12 boats and 40 rafts.", "It sank 40 boats and 12 rafts.", (["12", "40"], ["40", "12"])),
        ("Thủ planted cinnamon.", "Tẩn planted cinnamon!", (["Thủ"], ["Tẩn"])),
        ("THE TOLL ROSE.", "the toll rose", ([], [])),
        ("", "Nothing before.", ([], ["Nothing before"])),
    ],
)
def test_what_differs_is_marked(a: str, b: str, marked: tuple[list[str], list[str]]) -> None:
    left, right = differing(a, b)
    assert [a[mark.start : mark.end] for mark in left] == marked[0]
    assert [b[mark.start : mark.end] for mark in right] == marked[1]


def test_very_long_sentences_are_not_compared_word_by_word() -> None:
    assert differing("word " * 50_000, "other " * 50_000) == ([], [])
