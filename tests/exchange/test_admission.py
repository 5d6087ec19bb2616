"""Proposals about own articles: sixty true ones that all enter, and false ones, one thing wrong in each, of which
none does.
"""

import json
from pathlib import Path

import pytest

from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.imported import Door, Proposal, read_proposals
from ledger.text import Article, read_article

FOLDER = Path(__file__).parent
TRUE = (FOLDER / "cases" / "true.jsonl").read_text(encoding="utf-8").splitlines()
FALSE = [json.loads(line) for line in (FOLDER / "cases" / "false.jsonl").read_text(encoding="utf-8").splitlines()]
WRONG = (
    *("a digit", "a scale word", "the hedge", "a negation", "a name's tone mark", "a period", "NFD spelling"),
    *("other quotation marks", "a quote from another article", "offsets shifted by one", "value not in the quote"),
    "the right number with another unit",
    *("a programme", "a place", "a modality", "a speaker", "a population"),
)


@pytest.fixture(scope="module")
def doors() -> dict[str, Door]:
    articles = (read_article(file, file.name) for file in sorted((FOLDER / "articles").iterdir()))
    return {article.id: door(article) for article in articles}


def door(article: Article) -> Door:
    return Door(article, extract_article(article).sentences)


def proposal(claim: str) -> Proposal:
    (read,) = read_proposals([claim.encode()])
    assert isinstance(read, Proposal), read
    return read


def test_there_are_enough_cases() -> None:
    assert len(TRUE) >= 60
    assert len(FALSE) >= 60
    assert [kind for kind in WRONG if not any(case["wrong"].startswith(kind) for case in FALSE)] == []


@pytest.mark.parametrize("line", TRUE, ids=lambda line: json.loads(line)["quote"][:40])
def test_a_true_claim_enters(line: str, doors: dict[str, Door]) -> None:
    proposed = proposal(line)
    claim = doors[proposed.article].claim_of(proposed)
    assert isinstance(claim, Claim), claim
    assert claim.extractor == "reader/1"


@pytest.mark.parametrize(
    "claim", [case["claim"] for case in FALSE], ids=[f"{n} {case['wrong']}" for n, case in enumerate(FALSE, 1)]
)
def test_a_claim_with_one_thing_wrong_does_not(claim: dict[str, object], doors: dict[str, Door]) -> None:
    proposed = proposal(json.dumps(claim))
    found = doors.get(proposed.article)
    reason = found.claim_of(proposed) if found else "no such article"
    assert isinstance(reason, str), reason
    assert reason
    assert "\n" not in reason


def test_the_false_ones_are_about_figures_that_enter_when_told_right() -> None:
    """They are not refused because the ledger reads nothing there."""
    told = {(claim["article"], claim["kind"]) for claim in map(json.loads, TRUE)}
    of_articles = [case["claim"] for case in FALSE if case["claim"]["article"] != "harbour"]
    assert sum((claim["article"], claim["kind"]) in told for claim in of_articles) > 60
