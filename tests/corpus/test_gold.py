"""The hand-set gold stands by its texts, and what is read and reported does not get worse against it."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import Measured, measure, read_ledger, table

CORPUS = Path(__file__).parent
BAD = {"conflict", "sum_bad", "rate_bad"}
THRESHOLDS = tomllib.loads((CORPUS / "thresholds.toml").read_text(encoding="utf-8"))
GOOD = {"agree", "not_comparable", "sum_ok", "rate_ok"}
HEDGES = {"none", "more_than", "at_least", "nearly", "about", "less_than", "up_to"}
MODALITIES = {"stated", "planned", "target", "estimated", "projected"}

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (CORPUS / "gold" / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (CORPUS / "articles").glob("*.md")}


@pytest.mark.parametrize("name", ["claims.jsonl", "negative.jsonl"])
def test_every_quote_stands_at_its_offsets_and_once(name: str, texts: dict[str, str]) -> None:
    for row in rows(name):
        text = texts[row["article"]]
        assert text[row["start"] : row["end"]] == row["quote"], row
        assert text.count(row["quote"]) == 1, row
        assert row["start"] >= text.index("---", 4) + 4, row


def test_members_of_relations_stand_once_and_say_what_the_claims_say(texts: dict[str, str]) -> None:
    values = {(c["article"], c["quote"]): c["value"] for c in rows("claims.jsonl")}
    for relation in rows("relations.jsonl"):
        places = {(m["article"], m["quote"]) for m in relation["members"]}
        assert len(places) == len(relation["members"]), relation
        assert relation["scope"] == ("within" if len({article for article, _ in places}) == 1 else "across"), relation
        for member in (m for outer in relation["members"] for m in (outer, *outer.get("alt", ()))):
            assert texts[member["article"]].count(member["quote"]) == 1, member
            assert member.get("value") == values.get((member["article"], member["quote"])), member


def test_claims_are_well_formed() -> None:
    claims = rows("claims.jsonl")
    assert Counter(c["id"] for c in claims).most_common(1)[0][1] == 1
    for claim in claims:
        assert claim["hedge"] in HEDGES, claim
        assert claim["modality"] in MODALITIES, claim
        assert claim["unit"], claim
        assert len(claim["quote"].split()) <= 12, claim


def test_relations_are_well_formed() -> None:
    relations = rows("relations.jsonl")
    assert Counter(r["id"] for r in relations).most_common(1)[0][1] == 1
    for relation in relations:
        assert relation["verdict"] in BAD | GOOD, relation
        assert (relation["verdict"] in BAD) == ("severity" in relation), relation
        assert relation.get("severity", "low") in {"high", "medium", "low"}, relation
    groups = [frozenset((m["article"], m["quote"]) for m in r["members"]) for r in relations]
    assert len(set(groups)) == len(groups), "two relations have the same members"


def test_every_article_has_claims_and_every_kind_of_relation_is_there(texts: dict[str, str]) -> None:
    assert {c["article"] for c in rows("claims.jsonl")} == set(texts)
    assert {r["verdict"] for r in rows("relations.jsonl")} == BAD | GOOD


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(CORPUS / "gold", read_ledger(CORPUS / "articles"))


@pytest.mark.parametrize(("name", "percent"), THRESHOLDS["at_least"].items())
def test_a_rate_does_not_fall(name: str, percent: float, measured: Measured) -> None:
    assert measured.rates[name].of
    assert measured.rates[name].percent >= percent, table(measured)


@pytest.mark.parametrize(("name", "percent"), THRESHOLDS["at_most"].items())
def test_a_rate_does_not_rise(name: str, percent: float, measured: Measured) -> None:
    assert measured.rates[name].of
    assert measured.rates[name].percent <= percent, table(measured)
