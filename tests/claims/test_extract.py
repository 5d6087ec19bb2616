"""From an article to admitted claims: exact quotes whatever the text, plug-ins through the same door."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.claims.extract import extract_article, extractors
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


PLUG_IN = """
from dataclasses import replace
from ledger.claims.extract import extract

def echo(reading):
    for claim in extract(reading):
        yield replace(claim, extractor="echo/1")
        if claim.value:
            yield replace(claim, extractor="echo/1", value=claim.value + 1)
"""


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package on the path that declares an extractor."""
    (tmp_path / "echoing.py").write_text(PLUG_IN)
    metadata = tmp_path / "echoing-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: echoing\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[ledger.extractors]\necho = echoing:echo\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    extractors.cache_clear()
    yield
    extractors.cache_clear()


@pytest.mark.usefixtures("plug_in")
def test_a_plug_in_passes_the_same_door() -> None:
    extraction = extract_article(article_from_text("The farm sold 30 goats.", id="x"))
    assert [c.extractor for c in extraction.claims if c.kind == "quantity"] == ["builtin/1", "echo/1"]
    assert [r.extractor for r in extraction.refusals] == ["echo/1"]
    assert "value" in extraction.refusals[0].reason


def test_without_plug_ins_no_metadata_is_loaded() -> None:
    code = "import sys; from ledger.claims.extract import extractors; extractors(); print(*sys.modules)"
    project = Path(__file__).parents[2]
    loaded = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=project)
    assert "ledger.claims.extract" in loaded.stdout
    assert "importlib.metadata" not in loaded.stdout.split()
