"""The table of facets: what two claims allow at most, and the reasons given."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.compare.facets.measures import read_measure
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.places import Places
from ledger.compare.facets.programmes import Programmes
from ledger.compare.facets.scopes import Knowledge, Scope
from ledger.compare.facets.verdicts import VERDICTS, Comparer, Facet, Verdict
from ledger.compare.facets.words import Terms

CASES = tomllib.loads((Path(__file__).parent / "cases" / "facets.toml").read_text(encoding="utf-8"))["cases"]
COMPARER = Comparer(Knowledge(Terms(), Places(), Programmes(), {}))
FIGURE = {"measure": "homes empty", "unit": "%", "place": "Orsa district", "period": "2023", "modality": "stated"}


def scope(changes: dict[str, str]) -> Scope:
    said: dict[str, Any] = dict.fromkeys(("subject", "programme", "population", "speaker"))
    said |= {name: value or None for name, value in (FIGURE | changes).items()}
    measure = read_measure(said["measure"] or "", said.pop("unit"), Terms())
    return Scope(
        **said
        | {
            "measure": measure,
            "shown": said["measure"] or "",
            "place_carried": False,
            "days": parse_period(said["period"]),
        }
    )


@pytest.mark.parametrize(("a", "b", "inside", "across"), CASES)
def test_verdicts(a: dict[str, str], b: dict[str, str], inside: str, across: str) -> None:
    for one_article, expected in ((True, inside), (False, across)):
        there = COMPARER.compare(scope(a), scope(b), one_article)
        back = COMPARER.compare(scope(b), scope(a), one_article)
        assert there.verdict.name.lower() == expected, there.reason
        assert back.verdict is there.verdict


def test_every_facet_has_a_row_for_every_relation_it_can_have() -> None:
    assert set(VERDICTS) == set(Facet)
    for facet, relations in VERDICTS.items():
        kinds = {type(relation) for relation in relations}
        assert len(kinds) == 1, facet
        left_out = {str(relation) for relation in kinds.pop()} - {str(relation) for relation in relations}
        assert not left_out or facet in (Facet.MODALITY, Facet.SPEAKER), facet


def test_nothing_weighs_more_across_articles_unless_they_may_share_a_total() -> None:
    for facet, relations in VERDICTS.items():
        for relation, (inside, across) in relations.items():
            if inside is Verdict.ERROR:
                assert across >= Verdict.WARNING, (facet, relation)


def test_the_reason_names_what_keeps_claims_apart() -> None:
    found = COMPARER.compare(scope({"place": "Orsk district"}), scope({}), False)
    assert found.reason == "place differs: Orsk district / Orsa district"


def test_the_reason_names_what_is_the_same_and_what_is_open() -> None:
    found = COMPARER.compare(scope({"place": ""}), scope({}), False)
    assert found.reason == "same measure, period and modality; place unstated on one side (Orsa district)"


facets = st.fixed_dictionaries(
    {},
    optional={
        "place": st.sampled_from(["", "Orsa", "Tarn district", "Mill village, Orsa district"]),
        "period": st.sampled_from(["", "2022", "2023", "2023-05", "2020/2024"]),
        "programme": st.sampled_from(["", "Housing Scheme", "Housing Scheme for Towns"]),
        "population": st.sampled_from(["", "rural homes", "homes"]),
        "measure": st.sampled_from(["homes empty", "old homes empty", "people killed", ""]),
        "subject": st.sampled_from(["", "Norda Steel", "Norda"]),
        "speaker": st.sampled_from(["", "the mayor"]),
    },
)


@given(facets, facets, st.booleans())
def test_comparing_is_the_same_both_ways(a: dict[str, str], b: dict[str, str], one_article: bool) -> None:
    there, back = (COMPARER.compare(scope(x), scope(y), one_article) for x, y in ((a, b), (b, a)))
    assert there.verdict is back.verdict
    assert there.verdict <= min(finding.verdict for finding in there.findings)
    assert there.reason
