"""The measure itself: what a perfect ledger and a wrong one score, and how figures and reports are matched."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import Ledger, Measured, match, measure, read_gold, read_ledger, same_place, same_unit, same_value
from ledger.claims.claim import Claim
from ledger.reported import ReportedClaim, ReportedConflict

GOLD = Path(__file__).parent / "gold"
BAD = {"conflict", "sum_bad", "rate_bad"}
NOTHING = Claim(
    article="a", sentence=0, start=0, end=4, quote="9 km", kind="quantity", subject=None, measure="length", value=9.0,
    value_text="9", unit="km", low=9.0, high=9.0, usual_low=9.0, usual_high=9.0, hedge="none", place=None, period=None,
    period_kind=None, programme=None, population=None, modality="stated", speaker=None, extractor="test",
)  # fmt: skip

Row = dict[str, Any]


@pytest.fixture(scope="module")
def read() -> Ledger:
    return read_ledger(GOLD.parent / "articles")


def claim_of(row: Row, text: str) -> Claim:
    """A claim that says what a row of gold or a member of a relation says."""
    value = row.get("value")
    low, high = value if isinstance(value, list) else (value, value)
    start = row.get("start", text.index(row["quote"]))
    told: Row = {name: row.get(name) or None for name in ("place", "period", "programme")}
    return replace(
        NOTHING, article=row["article"], start=start, end=start + len(row["quote"]), quote=row["quote"],
        kind="event" if value is None else "quantity", value=None if isinstance(value, list) else value, low=low,
        high=high, unit=row.get("unit"), hedge=row.get("hedge", "none"), modality=row.get("modality", "stated"), **told,
    )  # fmt: skip


def report_of(claims: list[Claim], level: str = "error") -> ReportedConflict:
    reported = tuple(ReportedClaim(str(i), "a", True, claim, "", 0, "", 1, 1) for i, claim in enumerate(claims))
    return ReportedConflict("id", "FIG1", "values-differ", level, "open", "", reported)


def told_from_gold(read: Ledger, reported: list[Row]) -> Ledger:
    """A ledger with the claims of the gold, and one error for each of these relations."""
    text = {id: article.text for id, article in read.articles.items()}
    claims = [claim_of(row, text[row["article"]]) for row in read_gold(GOLD / "claims.jsonl")]
    reports = [report_of([claim_of(m, text[m["article"]]) for m in relation["members"]]) for relation in reported]
    return Ledger(read.articles, claims, reports)


def test_a_perfect_ledger_has_everything_and_nothing_more(read: Ledger) -> None:
    relations = [r for r in read_gold(GOLD / "relations.jsonl") if r["verdict"] in BAD]
    measured = measure(GOLD, told_from_gold(read, relations))
    none = ("beyond the gold, per 100 words", "negatives read as figures", "false alarms, error",
            "false alarms, error or warning", "reports that touch no relation")  # fmt: skip
    assert [name for name in none if measured.rates[name].hits] == [], measured.misses
    rest = {name: rate for name, rate in measured.rates.items() if name not in none and rate.of}
    assert {name for name, rate in rest.items() if rate.percent < 100} == set(), measured.misses


def test_a_ledger_that_flags_what_is_well_has_only_false_alarms(read: Ledger) -> None:
    relations = [r for r in read_gold(GOLD / "relations.jsonl") if r["verdict"] not in BAD]
    measured = measure(GOLD, told_from_gold(read, relations))
    assert measured.rates["false alarms, error"].percent == 100


def small(tmp_path: Path, read: Ledger, conflicts: list[ReportedConflict], relations: list[str]) -> Measured:
    """Some relations of the gold, without figures, against some reports."""
    lines = (GOLD / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if any(f'"{why}' in line for why in relations)]
    assert len(chosen) == len(relations)
    for name, rows in (("relations.jsonl", chosen), ("claims.jsonl", []), ("negative.jsonl", [])):
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")
    return measure(tmp_path, Ledger(read.articles, [], conflicts))


def members(read: Ledger, why: str) -> list[Claim]:
    [relation] = [r for r in read_gold(GOLD / "relations.jsonl") if r["why"].startswith(why)]
    return [claim_of(m, read.articles[m["article"]].text) for m in relation["members"]]


def test_a_report_with_one_of_the_members_does_not_flag(tmp_path: Path, read: Ledger) -> None:
    first, _second = members(read, "212 and 122 mm")
    assert small(tmp_path, read, [report_of([first])], ["212 and 122 mm"]).rates["conflicts flagged, high"].hits == 0


def test_a_report_with_another_value_does_not_flag(tmp_path: Path, read: Ledger) -> None:
    first, second = members(read, "212 and 122 mm")
    report = report_of([first, replace(second, value=24.0)])
    assert small(tmp_path, read, [report], ["212 and 122 mm"]).rates["conflicts flagged, high"].hits == 0


def test_a_note_does_not_flag(tmp_path: Path, read: Ledger) -> None:
    report = report_of(members(read, "212 and 122 mm"), "note")
    assert small(tmp_path, read, [report], ["212 and 122 mm"]).rates["conflicts flagged, high"].hits == 0


def test_a_warning_is_no_false_alarm_at_error(tmp_path: Path, read: Ledger) -> None:
    report = report_of(members(read, "600 by the organisers"), "warning")
    rates = small(tmp_path, read, [report], ["600 by the organisers"]).rates
    assert rates["false alarms, error"].hits == 0
    assert rates["false alarms, error or warning"].hits == 1


def test_a_report_is_forgiven_for_claims_it_rightly_holds_beside_others(tmp_path: Path, read: Ledger) -> None:
    seats = members(read, "23 + 18 + 6 + 3 = 50")
    both = ["23 + 18 + 6 + 3 = 50", "23 + 6 = 29"]
    assert small(tmp_path, read, [report_of(seats)], both).rates["false alarms, error"].hits == 0
    two = [claim for claim in seats if claim.quote in ("23 seats", "the Greens six")]
    assert small(tmp_path, read, [report_of(two)], both).rates["false alarms, error"].hits == 1


def test_a_claim_serves_one_figure_of_the_gold() -> None:
    gold = {"article": "a", "start": 0, "end": 4, "value": 9, "unit": "km", "hedge": "none"}
    assert match([gold, gold], [NOTHING]) == {0: NOTHING}
    better = replace(NOTHING, unit="mile")
    assert match([gold], [better, NOTHING]) == {0: NOTHING}
    assert match([{**gold, "article": "b"}], [NOTHING]) == {}
    assert match([{**gold, "start": 4, "end": 9}], [NOTHING]) == {}


def test_values_units_and_places() -> None:
    assert same_value([5, 6], replace(NOTHING, value=None, low=5.0, high=6.0))
    assert not same_value([5, 6], replace(NOTHING, value=5.0))
    assert not same_value(5, replace(NOTHING, value=None, low=5.0, high=6.0))
    assert same_value({"part": 1, "whole": 4}, replace(NOTHING, value=25.0))
    assert not same_value(9.1, NOTHING)
    assert same_unit("pp/year", "percentage_point/year")
    assert not same_unit("%", "percentage_point")
    assert not same_unit("km", None)
    assert same_place("Điện Biên", "Dien Bien province")
    assert not same_place("Lowara County", "Lowari County")
    assert not same_place("Lowara", None)
