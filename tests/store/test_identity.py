"""Which edits change an id, and which do not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import article_of, claim_of, extract_toy, sentences_of

from ledger.claims.claim import Claim
from ledger.claims.identity import claim_ids, conflict_id, evidence_hash, place_id

TEXT = (
    "A storm came in May. It took 40 houses and 3 boats,\nthe mayor said. The port lost 40 houses.\n\n"
    "Later 7 people left."
)


def ids_of(text: str, article: str = "a") -> dict[str, str]:
    """The ids of the claims of a text by their quotes; a repeated quote gets a number."""
    found = extract_toy(article_of(text, article))
    named: dict[str, str] = {}
    for claim, id in zip(found.claims, claim_ids(found.sentences, found.claims), strict=True):
        named[claim.quote + "'" * sum(quote.startswith(claim.quote) for quote in named)] = id
    return named


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("A storm came in May. ", ""),
        lambda text: f"Headline of the day.\n\n{text}\n\nA last line with 12 ships.",
        lambda text: text.replace("Later 7", "Much later 9"),
        lambda text: "\n\n".join(reversed(text.split("\n\n"))),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("boats,\n", "boats, ").replace("and 3", "and\n 3"),
        lambda text: text.replace("in May", "in\r\nthe month of May"),
    ],
    ids=[
        "shorter before",
        "longer around",
        "changed after",
        "reordered",
        "CRLF",
        "CR",
        "wrapped anew",
        "changed before",
    ],
)
def test_edits_elsewhere_keep_an_id(edit: Callable[[str], str]) -> None:
    before, after = ids_of(TEXT), ids_of(edit(TEXT))
    assert before["3 boats"] == after["3 boats"]
    assert before["40 houses"] == after["40 houses"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("It took", "They took"),
        lambda text: text.replace("mayor", "mayór"),
        lambda text: text.replace("mayor", "mayo\u0301r"),
        lambda text: text.replace("40 houses and", "41 houses and"),
        lambda text: text.replace("boats,", "boats;"),
        lambda text: text.replace("boats,\n", "boats,"),
    ],
    ids=["words before", "a word after", "decomposed", "a figure", "a comma", "a blank gone"],
)
def test_edits_of_its_sentence_change_an_id(edit: Callable[[str], str]) -> None:
    before, after = ids_of(TEXT), ids_of(edit(TEXT))
    assert edit(TEXT) != TEXT
    assert before["3 boats"] not in after.values()
    assert before["7 people"] in after.values()


def test_an_article_under_another_name_has_other_claims() -> None:
    assert set(ids_of(TEXT).values()).isdisjoint(ids_of(TEXT, "b").values())


def test_equal_sentences_of_one_article_have_different_claims() -> None:
    ids = ids_of("The port lost 40 houses. And then. The port lost 40 houses.")
    assert len(set(ids.values())) == 2


SENTENCE = sentences_of("Decree 12 of 3 May 2020 was issued by the council.")[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"extractor": "other/1"},
        {"kind": "document", "measure": "date"},
        {"start": SENTENCE.start + 1, "quote": "ecree 12"},
    ],
    ids=["extractor", "kind", "offset"],
)
def test_what_else_makes_another_claim(changes: dict[str, object]) -> None:
    claim = claim_of("a", SENTENCE, 0, 9)
    (before,), (after,) = claim_ids([SENTENCE], [claim]), claim_ids([SENTENCE], [replace(claim, **changes)])  # type: ignore[arg-type]
    assert before != after


@pytest.mark.parametrize(
    "changes",
    [{"place": "Here"}, {"value": 2.0}, {"unit": "km"}, {"measure": "houses lost"}, {"subject": "fire"}, {"low": 1.0}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_better_reading_of_a_figure_keeps_its_id(changes: dict[str, object]) -> None:
    claim = claim_of("a", SENTENCE, 0, 9)
    assert claim_ids([SENTENCE], [claim]) == claim_ids([SENTENCE], [replace(claim, **changes)])  # type: ignore[arg-type]


def several_on_one_span() -> list[Claim]:
    plain = claim_of("a", SENTENCE, 0, 9)
    said = {"kind": "document", "value": None}
    return [
        plain,
        replace(plain, subject="council"),
        replace(plain, end=plain.end + 3, quote=SENTENCE.text[:12]),
        *(replace(plain, measure=measure, **said) for measure in ("date", "issuer", "concerns")),  # type: ignore[arg-type]
    ]


@given(st.permutations(range(6)))
def test_claims_on_one_span_are_told_apart_in_any_order(order: list[int]) -> None:
    claims = several_on_one_span()
    ids = claim_ids([SENTENCE], claims)
    assert len(set(ids)) == len(claims)
    assert claim_ids([SENTENCE], [claims[i] for i in order]) == tuple(ids[i] for i in order)


def test_a_claim_said_twice_by_one_extractor_is_one_claim() -> None:
    claim = claim_of("a", SENTENCE, 0, 9)
    assert len(set(claim_ids([SENTENCE], [claim, replace(claim, value=1)]))) == 1


def test_a_conflict_is_its_rule_and_its_claims() -> None:
    assert conflict_id("FIG1", ["x", "y"]) == conflict_id("FIG1", ["y", "x"])
    assert conflict_id("FIG1", ["x", "y"]) != conflict_id("FIG2", ["x", "y"])
    assert conflict_id("FIG1", ["x", "y"]) != conflict_id("FIG1", ["x,y"])
    assert place_id("SRC2", "a", "dozens\r\nof boats") == place_id("SRC2", "a", "dozens\nof boats")
    assert place_id("SRC2", "a", "dozens") != place_id("SRC2", "b", "dozens")


def test_an_id_names_its_algorithm_and_stays_what_it_is() -> None:
    """Ids stand in files that people keep: another value here breaks every one of them."""
    assert ids_of("It took 40 houses.") == {"40 houses": "blake2b-ed1bedb3777c144c3be31643"}
    assert evidence_hash("It took 40 houses.", "40 houses") == "blake2b-3f5e80ec9e0ad4cb76cc600c"
    assert conflict_id("FIG1", ["x", "y"]) == "blake2b-d4c543043428315619ef2f71"
