"""Where spans of a sentence lie among its tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.claims.phrases import Range
from ledger.claims.reading import SentenceReading, read
from ledger.text import article_from_text, split_sentences
from ledger.text.article import Span

TEXT = "In March 2022 some 30 people came, and (as of May) 41."


def reading_of(text: str) -> SentenceReading:
    article = article_from_text(text, whole=True)
    (sentence,) = read(article, split_sentences(article)).sentences
    return sentence


READING = reading_of(TEXT)
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(1, 12)).map(lambda drawn: Span(drawn[0], sum(drawn)))


@pytest.mark.parametrize(
    ("told", "tokens"),
    [
        ("March 2022", Range(1, 3)),
        ("arch 20", Range(1, 3)),
        ("In", Range(0, 1)),
        (" ", Range(1, 1)),
        ("41.", Range(14, 16)),
    ],
)
def test_range_of_a_span(told: str, tokens: Range) -> None:
    start = TEXT.index(told)
    assert READING.range_of(Span(start, start + len(told))) == tokens


@given(SPANS)
def test_a_range_holds_what_the_span_touches_and_nothing_else(span: Span) -> None:
    touched = [i for i, token in enumerate(READING.tokens) if token.start < span.end and span.start < token.end]
    assert list(range(*READING.range_of(span))) == touched


@given(st.lists(SPANS, max_size=4))
def test_a_token_is_touched_by_any_of_several_spans(spans: list[Span]) -> None:
    touched = [any(token.start < end and start < token.end for start, end in spans) for token in READING.tokens]
    assert READING.touched_by(spans) == touched
