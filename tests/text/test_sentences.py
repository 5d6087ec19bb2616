"""Sentences: one case file, and what holds for every text."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.text import article_from_text, split_sentences

FOLDER = Path(__file__).parent / "cases"
CASES = tomllib.loads((FOLDER / "sentences.toml").read_text(encoding="utf-8"))["case"]
PROSE = tomllib.loads((FOLDER / "prose.toml").read_text(encoding="utf-8"))["article"]
# fmt: off
PIECES = st.sampled_from([
    "The council ", "met.", ". ", ". . . ", "...", "!", "?", "“", "”", "(", ")", "\n", "\n\n", "\r\n", "- ", "1. ",
    "2) ", "# ", "> ", "| a | b |", "|---|", "No. 5", "U.S. ", "a.m. ", "Mr. ", "Đà Nẵng ", "e\u0301 ", "4.5 ", "。",
    "• ", "\t", "**", "Inc. ", "J. ", "iPhone ", "@", "\u2028", "\u200b", "\u00a0",
])
# fmt: on


def marks(case):
    return [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"], marks=marks(case)) for case in CASES])
def test_cases(case):
    text = case.get("text", " ".join(case["sentences"]))
    article = article_from_text(text, whole=True)
    assert [sentence.text for sentence in split_sentences(article)] == case["sentences"]


@pytest.mark.parametrize("article", PROSE, ids=[article["name"] for article in PROSE])
def test_prose(article):
    text = "\n\n".join(" ".join(paragraph) for paragraph in article["paragraphs"])
    found = split_sentences(article_from_text(text))
    expected = [(n, sentence) for n, paragraph in enumerate(article["paragraphs"]) for sentence in paragraph]
    assert [(sentence.paragraph, sentence.text) for sentence in found] == expected


def check(article):
    """Spans are exact, in order and numbered; between them lies nothing a claim could be read from."""
    at, paragraph = 0, 0
    for n, sentence in enumerate(split_sentences(article)):
        assert sentence.n == n
        assert sentence.text == article.text[sentence.start : sentence.end]
        assert sentence.text.strip() == sentence.text != ""
        assert sentence.start >= at
        assert sentence.paragraph in (paragraph, paragraph + 1) or n == 0
        between = article.text[at : sentence.start]
        assert not re.search(r"[^\W_]", between), between
        at, paragraph = sentence.end, sentence.paragraph
    assert not re.search(r"[^\W_]", article.text[at:])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_sentences_rebuild_the_body(text):
    check(article_from_text(text, whole=True))


@given(st.text(max_size=200))
def test_any_text(text):
    check(article_from_text(text.encode("utf-8", "replace").decode(), whole=True))


def test_sentences_lie_in_the_body_only():
    text = "The bridge cost 4 million in all.\n\nShare this article\n\nIt opened in May."
    article = article_from_text(text)
    assert [s.text for s in split_sentences(article)] == ["The bridge cost 4 million in all.", "It opened in May."]


def test_numbers_of_paragraphs():
    article = article_from_text("# Wells\n\nWe built 4. They work.\n\n- One leaks.\n- Two do not.", whole=True)
    assert [s.paragraph for s in split_sentences(article)] == [0, 1, 1, 2, 3]
