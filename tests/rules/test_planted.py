"""Planted errors are found and harmless changes raise no alarm: a short form of `python -m benchmarks.planted`."""

from pathlib import Path

import pytest

from benchmarks.planted import ERRORS, HARMLESS, measure

ARTICLES = Path(__file__).parents[1] / "corpus" / "articles"


@pytest.fixture(scope="module")
def found() -> dict[str, list[bool]]:
    return measure([ARTICLES / name for name in ("coffee-cooperative.md", "jobs.md", "council-minutes.md")], each=2)


def test_planted_errors_are_found(found: dict[str, list[bool]]) -> None:
    planted = [hit for kind in ERRORS for hit in found[kind]]
    assert len(planted) > 15
    assert sum(planted) >= 0.8 * len(planted), {kind: found[kind] for kind in ERRORS}


def test_harmless_changes_raise_no_alarm(found: dict[str, list[bool]]) -> None:
    harmless = [hit for kind in HARMLESS for hit in found[kind]]
    assert len(harmless) > 8
    assert not any(harmless), {kind: found[kind] for kind in HARMLESS}
