"""How figures are written is declared by an article or its corpus, from front matter and settings to the claim."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ledger.claims.extract import extract_article
from ledger.config import load_config
from ledger.text import article_from_text

CASES = tomllib.loads((Path(__file__).parent / "cases" / "styles.toml").read_text(encoding="utf-8"))["case"]


def figures(text: str, default: Path) -> tuple[list[tuple[str, float | None, str | None]], list[str]]:
    article = article_from_text(text, options=load_config([default]).text)
    extraction = extract_article(article)
    read = [(claim.quote, claim.value, claim.unit) for claim in extraction.claims if claim.kind == "quantity"]
    return read, [text[start:end] for start, end in extraction.uncovered]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:30]}")
@pytest.mark.parametrize("where", ["front matter", "settings"])
def test_figures_are_read_in_the_style_that_is_declared(case: dict[str, Any], where: str, tmp_path: Path) -> None:
    text = case["text"]
    if where == "front matter":
        text = f"---\nlanguage: {case['language']}\n---\n\n{text}\n"
    else:
        (tmp_path / "ledger.toml").write_text(f'default_language = "{case["language"]}"\n', encoding="utf-8")
    read, unread = figures(text, tmp_path)
    assert read == [tuple(row) for row in case.get("read", [])]
    assert unread == case.get("unread", [])


@pytest.mark.parametrize("language", ["vi", "de", "fr-CA"])
def test_a_language_without_a_grammar_yields_nothing_and_says_so(language: str) -> None:
    article = article_from_text(f"---\nlanguage: {language}\n---\n\nTổng vốn 4.821 tỷ đồng, 34,9%.\n")
    extraction = extract_article(article)
    assert not extraction.grammar
    assert (extraction.claims, extraction.uncovered) == ((), ())
