"""Plain sentences on two things, as any article has them: no rule takes the one for the other."""

import re
import sqlite3
import tomllib
from pathlib import Path

import pytest

from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.reported import read_conflicts
from ledger.store.connection import transaction
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text

TEXTS = tomllib.loads(Path(__file__).with_name("contrasts.toml").read_text(encoding="utf-8"))["texts"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("articles", ["one", "one a sentence"])
def test_two_things_are_not_one(ledger: sqlite3.Connection, articles: str, text: str) -> None:
    parts = [text] if articles == "one" else re.split(r"(?<=\.) ", text)
    with transaction(ledger):
        for number, part in enumerate(parts):
            front = "---\npublished: 2024-06-03\n---\n\n"
            article = article_from_text(f"{front}{part}\n", id=f"article-{number}")
            write_article(ledger, rows_of(extract_article(article)))
        refresh(ledger)
    assert [c.message for c in read_conflicts(ledger) if c.level != "note"] == []
