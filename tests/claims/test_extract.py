"""From an article to admitted claims: exact quotes whatever the text, plug-ins through the same door."""

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.claims import extract as module
from ledger.claims.claim import Claim
from ledger.claims.extract import extract, extract_article
from ledger.claims.reading import Reading
from ledger.text import article_from_text

VOCABULARY = """
the In by of from to 2021 2025 12,400 4.5 % million VND $3.2bn three nearly over Mr. Anna Lee Kent county fell rose
people households , . “ ” ( ) - Resolution No.5/QD said per year he It 5-6 ½ é đ ’s
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


@given(st.lists(WORDS | st.text(max_size=4), max_size=40).map(" ".join))
def test_every_claim_stands_where_it_says(text: str) -> None:
    try:
        extraction = extract_article(article_from_text(text, id="x"))
    except ValueError as error:
        pytest.fail(str(error))
    except Exception as error:
        assert type(error).__name__ == "ArticleError"  # noqa: PT017
        return
    assert extraction.refusals == ()
    for claim in extraction.claims:
        sentence = extraction.sentences[claim.sentence]
        assert text[claim.start : claim.end] == claim.quote
        assert sentence.start <= claim.start < claim.end <= sentence.end
        if claim.low is not None and claim.high is not None:
            assert claim.low <= claim.high
    assert extraction == extract_article(article_from_text(text, id="x"))


def test_an_article_without_a_grammar_is_kept_without_claims() -> None:
    extraction = extract_article(article_from_text("---\nlanguage: vi\n---\nTỉnh có 57 thôn bản.", id="x"))
    assert (extraction.grammar, extraction.claims, extraction.sentences) == (False, (), ())


def test_furniture_makes_no_claim() -> None:
    text = "The farm sold 30 goats.\n\nRecent news\n\n* Ten bridges repaired\n\nYou have 500/500 characters left\n"
    assert [c.quote for c in extract_article(article_from_text(text, id="x")).claims if c.kind == "quantity"] == [
        "30 goats"
    ]


def test_a_plug_in_passes_the_same_door(monkeypatch: pytest.MonkeyPatch) -> None:
    def echo(reading: Reading) -> Iterator[Claim]:
        for claim in extract(reading):
            yield replace(claim, extractor="echo/1")
            if claim.value:
                yield replace(claim, extractor="echo/1", value=claim.value + 1)

    monkeypatch.setattr(EntryPoint, "load", lambda self: echo)
    monkeypatch.setattr(
        module, "entry_points", lambda group: [EntryPoint("echo", "echo:echo", group)] if "extractors" in group else []
    )
    module.extractors.cache_clear()
    try:
        extraction = extract_article(article_from_text("The farm sold 30 goats.", id="x"))
    finally:
        module.extractors.cache_clear()
    assert [c.extractor for c in extraction.claims if c.kind == "quantity"] == ["builtin/1", "echo/1"]
    assert [r.extractor for r in extraction.refusals] == ["echo/1"]
    assert "value" in extraction.refusals[0].reason
