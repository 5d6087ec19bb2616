"""Short articles of one matter each: what disagrees is flagged, and what only looks so is left alone."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import MUST_FLAG, Measured, measure, read_ledger, table

HERE = Path(__file__).parent
THRESHOLDS = tomllib.loads((HERE / "thresholds.toml").read_text(encoding="utf-8"))
RELATIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "gold" / "relations.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module", params=["with the day of publication", "without"])
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    articles = HERE / "articles"
    if request.param == "without":  # as many articles come
        folder = tmp_path_factory.mktemp("undated")
        for path in articles.glob("*.md"):
            text = path.read_text(encoding="utf-8")
            (folder / path.name).write_text(re.sub(r"(?m)^published:.*\n", "", text), encoding="utf-8")
        articles = folder
    return measure(HERE / "gold", read_ledger(articles))


def test_members_stand_in_the_body_and_once() -> None:
    for relation in RELATIONS:
        for member in relation["members"]:
            _, _, body = (HERE / "articles" / f"{member['article']}.md").read_text(encoding="utf-8").split("---\n", 2)
            assert body.count(member["quote"]) == 1, member


def test_relations_are_well_formed() -> None:
    assert len({relation["id"] for relation in RELATIONS}) == len(RELATIONS)
    for relation in RELATIONS:
        assert (relation["verdict"] in MUST_FLAG) == ("severity" in relation), relation
        articles = {member["article"] for member in relation["members"]}
        assert relation["scope"] == ("within" if len(articles) == 1 else "across"), relation
    fine = [relation for relation in RELATIONS if relation["verdict"] not in MUST_FLAG]
    assert len(fine) > 100, "too few to say anything of false alarms"


@pytest.mark.parametrize(("name", "percent"), THRESHOLDS["at_least"].items())
def test_a_rate_does_not_fall(name: str, percent: float, measured: Measured) -> None:
    assert measured.rates[name].percent >= percent, table(measured)


@pytest.mark.parametrize(("name", "percent"), THRESHOLDS["at_most"].items())
def test_a_rate_does_not_rise(name: str, percent: float, measured: Measured) -> None:
    assert measured.rates[name].percent <= percent, table(measured)
