"""Rules over a few literal claims: which claims are named, at which level, and how many reports there are."""

import sqlite3

import pytest
from small import extraction_of, figure, person, write

from ledger.check import explain, refresh
from ledger.claims.extraction import Extraction
from ledger.reported import ReportedConflict, read_conflicts
from ledger.store.connection import transaction

PLACE = {"place": "Tarn county", "period": "2023", "period_kind": "during"}


def checked(ledger: sqlite3.Connection, *articles: Extraction) -> list[ReportedConflict]:
    write(ledger, *articles)
    with transaction(ledger):
        refresh(ledger)
    return read_conflicts(ledger)


def wells(id: str, value: str, **facets: object) -> Extraction:
    quote = f"{facets.get('hedge', '')} {value} wells".strip().replace("_", " ")
    told = figure(quote, value, "well", "well drilled", **PLACE | facets)  # type: ignore[arg-type]
    return extraction_of(id, [(f"In 2023, {quote} were drilled in Tarn county.", [told])])


def named(conflict: ReportedConflict) -> list[tuple[str, str, bool]]:
    return [(part.role, part.claim.article, part.witness) for part in conflict.claims]


def test_two_values_are_one_conflict(ledger: sqlite3.Connection) -> None:
    (conflict,) = checked(ledger, wells("a", "412"), wells("b", "437"))
    assert (conflict.rule, conflict.level, conflict.status) == ("FIG1", "error", "open")
    assert named(conflict) == [("a", "a", True), ("b", "b", True)]
    assert conflict.message.startswith("“412 wells” (a) and “437 wells” (b) cannot all be right: same measure, place")


def test_each_value_has_one_witness_the_earliest(ledger: sqlite3.Connection) -> None:
    articles = [wells(id, value) for id, value in zip("abcde", ("412", "437", "412", "455", "437"), strict=True)]
    (conflict,) = checked(ledger, *articles)
    assert named(conflict) == [
        ("a", "a", True), ("b", "b", True), ("c", "d", True), ("also", "c", False), ("also", "e", False),
    ]  # fmt: skip


def test_the_order_of_articles_makes_no_difference(ledger: sqlite3.Connection) -> None:
    there = checked(ledger, wells("a", "412"), wells("b", "437"), wells("c", "455"))
    with transaction(ledger):
        ledger.execute("DELETE FROM articles")
    back = checked(ledger, wells("c", "455"), wells("b", "437"), wells("a", "412"))
    assert [c.id for c in there] == [c.id for c in back]
    assert [c.message for c in there] == [c.message for c in back]


def test_a_value_that_fits_all_is_no_witness(ledger: sqlite3.Connection) -> None:
    (conflict,) = checked(ledger, wells("a", "412"), wells("b", "437"), wells("c", "400", hedge="more_than"))
    assert "c" not in [part.claim.article for part in conflict.claims]


def test_the_usual_reading_alone_is_a_warning(ledger: sqlite3.Connection) -> None:
    (conflict,) = checked(ledger, wells("a", "320", hedge="more_than"), wells("b", "386"))
    assert conflict.level == "warning"


@pytest.mark.parametrize("changes", [{"period": "2022"}, {"place": "Orsa county"}, {"modality": "planned"}])
def test_other_scopes_are_left_alone(ledger: sqlite3.Connection, changes: dict[str, str]) -> None:
    assert checked(ledger, wells("a", "412"), wells("b", "437", **changes)) == []


def test_values_of_one_article_are_told_once(ledger: sqlite3.Connection) -> None:
    told = [figure(f"{value} wells", value, "well", "well drilled", **PLACE) for value in ("412", "437")]
    article = extraction_of("a", [(f"In Tarn county {t['quote']} were drilled.", [t]) for t in told])
    conflicts = checked(ledger, article, wells("b", "412"))
    assert [(c.level, [p.claim.article for p in c.claims if p.witness]) for c in conflicts] == [("error", ["a", "a"])]


def test_agreement_is_kept_once_for_each_article_and_not_for_copies(ledger: sqlite3.Connection) -> None:
    told = figure("412 wells", "412", "well", "well drilled", **PLACE)
    other = extraction_of("c", [("The county of Tarn got 412 wells in the year 2023, says the board.", [told])])
    checked(ledger, wells("a", "412"), wells("b", "412"), other)
    pairs = ledger.execute(
        "SELECT x.article_id, y.article_id"
        " FROM corroborations p JOIN claims x ON x.id = p.a JOIN claims y ON y.id = p.b"
    )
    assert pairs.fetchall() == [("a", "c")]


def test_thousands_of_claims_of_one_key_stay_one_small_report(ledger: sqlite3.Connection) -> None:
    articles = [wells(f"a{n:04}", "412" if n % 50 else str(500 + n)) for n in range(1000)]
    (conflict,) = checked(ledger, *articles)
    witnesses = [part for part in conflict.claims if part.witness]
    assert len(witnesses) == 6
    assert len(conflict.claims) <= 26


def test_totals_of_a_part_and_of_the_whole(ledger: sqlite3.Connection) -> None:
    whole = wells("a", "900", programme="Water Programmes")
    part = wells("b", "849", programme="Water Programme for Villages")
    (conflict,) = checked(ledger, whole, part)
    assert (conflict.rule, conflict.level) == ("FIG2", "warning")
    assert "programme is part of: Water Programmes / Water Programme for Villages" in conflict.message


def test_an_event_of_two_people_names_them(ledger: sqlite3.Connection) -> None:
    def planted(id: str, name: str, verb: str) -> Extraction:
        text = f"In 2023, {name} of Tarn county {verb} 14 hectares of sorghum into an orange grove."
        area = figure("14 hectares", "14", "ha", "sorghum area", subject=name, **PLACE)
        return extraction_of(id, [(text, [person(f"{name} of Tarn county", name, "Tarn county"), area])])

    (conflict,) = checked(ledger, planted("a", "Marta Okello", "turned"), planted("b", "Marta Odongo", "made"))
    assert (conflict.rule, conflict.level) == ("WHO1", "error")
    assert [(part.claim.quote, part.role) for part in conflict.claims] == [
        ("Marta Okello of Tarn county", "a"), ("Marta Odongo of Tarn county", "b"),
    ]  # fmt: skip


def test_two_claims_are_explained(ledger: sqlite3.Connection) -> None:
    checked(ledger, wells("a", "412"), wells("b", "437", place="Orsa county"))
    ids = [id for (id,) in ledger.execute("SELECT id FROM claims ORDER BY article_id")]
    found = explain(ledger, ids[1], ids[0])
    assert found.a.claim.article == "a"
    assert found.comparison.reason == "place differs: Tarn county / Orsa county"
    assert found.figures == "disjoint"
