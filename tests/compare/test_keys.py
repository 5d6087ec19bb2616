"""Slots: claims that may be held against each other without further thought, and those that never are."""

import sqlite3

from small import extraction_of, figure, keyed

from ledger.compare.derive import derive
from ledger.compare.facets.copies import copied_sentences
from ledger.store.connection import transaction

WELLS = figure("320 wells", "320", "well", "well drilled", place="Tarn county", period="2023", period_kind="during")


def slots(ledger: sqlite3.Connection, *articles: object) -> list[int | None]:
    found, _ = keyed(ledger, *articles)  # type: ignore[arg-type]
    return [entry.slot for entry in found]


def test_one_scope_in_other_words_is_one_slot(ledger: sqlite3.Connection) -> None:
    other = WELLS | {"quote": "386 wells", "value": 386.0, "low": 386.0, "high": 386.0, "place": "the county of Tarn"}
    a = extraction_of("a", [("In 2023, 320 wells were drilled in Tarn county.", [WELLS])])
    b = extraction_of("b", [("386 wells were drilled in the county of Tarn.", [other])])
    assert slots(ledger, a, b) == [1, 1]


def test_each_facet_makes_a_slot(ledger: sqlite3.Connection) -> None:
    sentence = "In 2023, 320 wells were drilled in Tarn county."
    changes = [
        {}, {"period": "2022"}, {"place": "Orsa county"}, {"programme": "Wells for All"}, {"modality": "planned"},
        {"population": "poor families"}, {"subject": "Norda Steel"}, {"speaker": "the mayor"}, {"measure": "well dug"},
    ]  # fmt: skip
    articles = [extraction_of(f"a{n}", [(sentence, [WELLS | change])]) for n, change in enumerate(changes)]
    assert sorted(slots(ledger, *articles)) == list(range(1, len(changes) + 1))  # type: ignore[type-var]


def test_figures_that_one_sentence_tells_side_by_side_have_no_slot(ledger: sqlite3.Connection) -> None:
    other = WELLS | {"quote": "185 wells", "value": 185.0, "low": 185.0, "high": 185.0, "usual_high": 185.0}
    article = extraction_of("a", [("In 2023, the two crews drilled 320 wells and 185 wells.", [WELLS, other])])
    assert slots(ledger, article) == [None, None]


def test_figures_that_come_on_top_of_others_have_no_slot(ledger: sqlite3.Connection) -> None:
    texts = ["In 2023, another 320 wells followed.", "A further 320 wells followed.", "It rose by 320 wells."]
    articles = [extraction_of(f"a{n}", [(text, [WELLS])]) for n, text in enumerate(texts)]
    assert slots(ledger, *articles) == [None] * 3


def test_two_extractors_on_one_span_are_one_witness(ledger: sqlite3.Connection) -> None:
    other = WELLS | {"quote": "320 wells were drilled", "extractor": "zeta/1"}
    article = extraction_of("a", [("In 2023, 320 wells were drilled in Tarn county.", [WELLS, other])])
    found, _ = keyed(ledger, article)
    assert [(entry.claim.extractor, entry.slot) for entry in found] == [("test/1", 1), ("zeta/1", None)]


def test_the_tables_hold_the_same_after_a_second_time(ledger: sqlite3.Connection) -> None:
    keyed(ledger, extraction_of("a", [("In 2023, 320 wells were drilled in Tarn county.", [WELLS])]))
    seen = []
    for _ in range(2):
        with transaction(ledger):
            derive(ledger)
        seen.append(ledger.execute("SELECT * FROM claim_keys").fetchall())
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def test_a_copy_with_one_figure_changed_is_a_copy() -> None:
    text = "The old bridge over the Kalmer was closed for repairs in May and carried 1,400 cars a day before it was."
    groups = copied_sentences(
        [(1, text), (2, text.replace("1,400", "1,900")), (3, "The mayor opened the new bridge on the first of June.")]
    )
    assert groups == {1: 1, 2: 1, 3: 3}


def test_short_sentences_are_copies_only_word_for_word() -> None:
    assert copied_sentences([(1, "It rained."), (2, "It rained!"), (3, "It snowed.")]) == {1: 1, 2: 1, 3: 3}
