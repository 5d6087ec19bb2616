"""Any text becomes an article, claims, a ledger and a sound verification, or one of the documented errors; in a time
that grows with its length.
"""

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from pipeline import PIECES, passes

WORST = 0.6
"""Seconds of processor time that a thousand characters may take on a slow machine; plain prose takes some 3 ms."""

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60).map(" ".join)


@settings(max_examples=60)
@given(text=texts, published=st.sampled_from([None, "2024-03-05"]))
def test_any_text_passes_or_is_refused(text: str, published: str | None) -> None:
    passes(text.encode("utf-8", "surrogatepass"), published=published)


@settings(max_examples=60)
@given(data=st.one_of(st.binary(max_size=400), texts.map(lambda text: text.encode("utf-16", "surrogatepass"))))
def test_any_bytes_pass_or_are_refused(data: bytes) -> None:
    passes(data)


@settings(max_examples=25)
@given(text=texts)
def test_any_page_passes_or_is_refused(text: str) -> None:
    passes(f"<article><p>{text}</p></article>".encode("utf-8", "surrogatepass"), html=True)


@pytest.mark.parametrize("piece", [*PIECES, "a", "A", "1", "(", ".", "|", "-", '"', "\n", "# a\n", "- 5 a\n", "a5\n\n"])
def test_time_grows_with_length(piece: str) -> None:
    """One piece again and again, in one line and in many."""
    for between in ("", " ", ". ", "\n\n"):
        text = (piece + between) * (4_000 // len(piece + between))
        started = time.process_time()
        passes(text.encode("utf-8", "surrogatepass"), verifies=False)
        assert time.process_time() - started < WORST * max(1, len(text) / 1000), (piece, between)
