"""The door: true proposals enter whoever makes them; a proposal with one thing wrong does not, and is told why."""

import unicodedata
from dataclasses import replace

import pytest

from ledger.claims.admission import Admission
from ledger.claims.claim import Claim
from ledger.claims.extract import extract
from ledger.claims.reading import Reading, read
from ledger.text import Span, article_from_text, split_sentences

TEXT = (
    "The county of Ashby spent more than $4.2 million on roads in 2023. In March, Mayor Ana Gómez opened 14 clinics. "
    "Unemployment fell to 6.1% by the end of 2024, and nearly 900 people found work."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    article = article_from_text(TEXT, id="ashby", whole=True)
    return read(article, split_sentences(article))


@pytest.fixture(scope="module")
def own(reading: Reading) -> dict[str, Claim]:
    """The ledger's own figures by their number, as an outsider would propose them."""
    return {c.value_text: replace(c, extractor="model/1") for c in extract(reading) if c.kind == "quantity"}


@pytest.fixture(scope="module")
def door(reading: Reading) -> Admission:
    return Admission(reading, extract(reading))


def widened(claim: Claim, text: str) -> Claim:
    start = TEXT.index(text)
    return replace(claim, start=start, end=start + len(text), quote=text)


def test_what_the_ledger_reads_itself_enters(door: Admission, own: dict[str, Claim]) -> None:
    assert set(own) == {"4.2 million", "14", "6.1", "900"}
    admitted, refused = door.admit(own.values())
    assert (len(admitted), refused) == (4, ())


def test_a_longer_exact_quote_enters(door: Admission, own: dict[str, Claim]) -> None:
    assert door.reason_to_refuse(widened(own["6.1"], "Unemployment fell to 6.1% by the end of 2024")) is None


WRONG = {
    "a digit of the value": ("4.2 million", {"value": 4_300_000.0}, "value"),
    "a scale word": ("4.2 million", {"value": 4_200_000_000.0}, "value"),
    "the hedge": ("4.2 million", {"hedge": "none"}, "hedge"),
    "the hedge turned round": ("900", {"hedge": "more_than"}, "hedge"),
    "the unit": ("6.1", {"unit": "percentage_point"}, "unit"),
    "a rate nobody states": ("4.2 million", {"unit": "USD/year"}, "unit"),
    "a bound": ("900", {"high": 950.0}, "high"),
    "a digit of the quote": ("14", {"quote": "15 clinics"}, "character for character"),
    "offsets shifted by one": ("14", {"start": 1}, "character for character"),
    "offsets beyond the article": ("14", {"start": 5_000, "end": 5_010}, "outside the article"),
    "the sentence": ("14", {"sentence": 0}, "within sentence"),
    "a sentence that is not there": ("14", {"sentence": 9}, "no sentence"),
    "evidence beyond the article": ("14", {"evidence": {"period": Span(4_000, 4_004)}}, "evidence"),
    "the kind": ("14", {"kind": "date"}, "no date"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_one_thing_wrong_is_refused(wrong: str, door: Admission, own: dict[str, Claim]) -> None:
    figure, change, reason = WRONG[wrong]
    admitted, refused = door.admit([replace(own[figure], **change)])
    assert admitted == ()
    assert reason in refused[0].reason
    assert refused[0].extractor == "model/1"


@pytest.mark.parametrize(
    ("figure", "quote"),
    [("14", "opened"), ("900", "Unemployment fell to 6.1%"), ("6.1", "by the end of 2024")],
    ids=["no figure in the quote", "another figure in the quote", "only the date in the quote"],
)
def test_a_true_value_at_another_quote_is_refused(
    figure: str, quote: str, door: Admission, own: dict[str, Claim]
) -> None:
    assert door.reason_to_refuse(widened(own[figure], quote)) is not None


@pytest.mark.parametrize("printed", ["Ana Gómez", "Gómez"])
def test_names_are_as_printed(printed: str, door: Admission, reading: Reading) -> None:
    role = next(c for c in extract(reading) if c.kind == "role")
    assert role.value_text == "Ana Gómez"
    proposed = replace(role, extractor="model/1")
    assert door.reason_to_refuse(replace(proposed, value_text=printed)) is None
    for other in ("Ana Gomez", "Ana Góme", unicodedata.normalize("NFD", "Ana Gómez")):
        assert door.reason_to_refuse(replace(proposed, value_text=other)) is not None
