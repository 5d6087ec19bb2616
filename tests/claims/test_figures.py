"""What a figure measures and what narrows it, on literal texts: the cases are data."""

import tomllib
from pathlib import Path

import pytest

from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.text import article_from_text

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]


def figure(text: str, printed: str) -> Claim:
    """The claim whose number is printed so; the text is an article of its own."""
    extraction = extract_article(article_from_text(text, id="case", whole=True))
    found = [c for c in extraction.claims if c.kind == "quantity" and c.value_text == printed]
    assert len(found) == 1, [(c.value_text, c.measure) for c in extraction.claims]
    return found[0]


@pytest.mark.parametrize("case", cases("measures.toml"), ids=lambda case: case["text"])
def test_measure(case: dict[str, str]) -> None:
    assert figure(case["text"], case["figure"]).measure == case["measure"]


@pytest.mark.parametrize("case", cases("facets.toml"), ids=lambda case: f"{case['figure']} in {case['text']}")
def test_facets(case: dict[str, str]) -> None:
    claim = figure(case["text"], case["figure"])
    told = {name: value for name, value in case.items() if name not in ("text", "figure")}
    assert {name: getattr(claim, name) or "" for name in told} == told


@pytest.mark.parametrize("case", cases("facets.toml"), ids=lambda case: f"{case['figure']} in {case['text']}")
def test_every_facet_shows_where_it_was_read(case: dict[str, str]) -> None:
    claim = figure(case["text"], case["figure"])
    for facet in ("place", "period", "programme"):
        assert (getattr(claim, facet) is None) == (facet not in claim.evidence)
    assert all(case["text"][start:end].strip() for start, end in claim.evidence.values())
