"""What the ledger writes fits the schemas it publishes, and what is wrong does not."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from toy import claim_of, extract_toy, refresh_toy, sentences_of

from ledger.build import BuildOptions, build
from ledger.claims.identity import canonical_json
from ledger.claims.serial import claim_to_json, plain_number
from ledger.decisions import Verdict, decide
from ledger.resources import schema_text
from ledger.store.connection import ledger_at
from ledger.store.read import read_claims, read_conflicts
from ledger.text.article import Span

NAMES = ("claim", "config", "conflict", "decision")
SENTENCE = sentences_of("It sank 12 boats.")[0]


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def errors(name: str, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_and_describes_itself(name: str) -> None:
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert schema["description"]
    assert schema["$id"] == f"urn:fact-ledger:schema:{name}"


def test_claims_conflicts_and_decisions_fit(corpus: Path, database: Path) -> None:
    build([corpus], database, BuildOptions(extract_toy, refresh_toy))
    with ledger_at(database) as connection:
        claims = read_claims(connection)
        (conflict,) = read_conflicts(connection)
        decide(connection, conflict.id, Verdict("a_wrong", "Seen.", "lund"), corpus / "decisions.jsonl")
        decide(connection, conflict.id, Verdict("unsure", "Or not."), corpus / "decisions.jsonl")
    assert [errors("claim", claim_to_json(claim, id)) for id, claim in claims.items()] == [[]] * 5
    said = [claim_to_json(claims[part.claim], part.claim) | {"role": part.role} for part in conflict.claims]
    reported = {"id": conflict.id, "rule": conflict.rule, "level": conflict.level, "status": conflict.status}
    assert errors("conflict", reported | {"message": conflict.message, "claims": said}) == []
    lines = (corpus / "decisions.jsonl").read_text().splitlines()
    assert [errors("decision", json.loads(line)) for line in lines] == [[], []]
    assert [canonical_json(json.loads(line)) for line in lines] == lines


def test_a_claim_without_a_ledger_fits() -> None:
    claim = claim_of("", SENTENCE, 8, 16, kind="role", value=None, evidence={"place": Span(0, 2)})
    said = claim_to_json(claim, None)
    assert (said["id"], said["article"], said["evidence"]) == (None, None, {"place": [0, 2]})
    assert errors("claim", json.loads(json.dumps(said))) == []


PROPOSAL: dict[str, Any] = {
    "article": "bay", "quote": "12 boats", "kind": "quantity", "measure": "boats sunk", "value": 12, "unit": "boat",
    "extractor": "other/1",
}  # fmt: skip


def test_a_proposal_needs_little() -> None:
    assert errors("claim", PROPOSAL) == []
    assert errors("claim", PROPOSAL | {"value": None, "low": 5e6, "high": 6e6, "unit": None}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "number"}, {"quote": ""}, {"value": "12"}, {"hedge": "roughly"}, {"modality": "hoped"}, {"start": -1},
        {"start": 1.5}, {"evidence": {"place": [1]}}, {"evidence": {"place": [1, 2, 3]}}, {"period_kind": "until"},
        {"kind": "role", "measure": "holder"}, {"unknown": 1}, {"id": "42"}, {"unit": 5},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_claim_does_not_fit(wrong: dict[str, object]) -> None:
    assert errors("claim", PROPOSAL | wrong)


@pytest.mark.parametrize("missing", PROPOSAL)
def test_a_proposal_without_a_required_part_does_not_fit(missing: str) -> None:
    assert errors("claim", {name: value for name, value in PROPOSAL.items() if name != missing})


@pytest.mark.parametrize(
    ("value", "written"),
    [(4821e9, "4821000000000"), (12.4, "12.4"), (-3.0, "-3"), (1e21, "1e+21"), (None, "null"), (5, "5")],
)
def test_whole_values_are_written_as_integers(value: float | None, written: str) -> None:
    assert json.dumps(plain_number(value)) == written


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_means_the_same_after_writing(value: float) -> None:
    read = json.loads(json.dumps(plain_number(value)))
    assert math.isclose(read, value, rel_tol=0)
