"""The main job on the corpus that travels with the project, and on the originals where they are at hand."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli import main

ROOT = Path(__file__).parents[2]
ORIGINALS = Path(os.environ.get("FACTS_ORIGINALS", ROOT.parent / "shared" / "seeds"))

needs_originals = pytest.mark.skipif(not ORIGINALS.is_dir(), reason=f"the original articles are not at {ORIGINALS}")


def facts(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


def check(tmp_path: Path, articles: Path, vocabulary: Path) -> list[dict[str, object]]:
    database = tmp_path / "facts.db"
    built = facts("build", articles, "-d", database, "--vocabulary", vocabulary)
    assert built.exit_code == 0, built.output
    checked = facts("check", "-d", database, "--format", "json")
    assert checked.exit_code == 1
    return json.loads(checked.stdout)


def quotes(conflicts: list[dict[str, object]], rule: str, level: str) -> list[str]:
    return [
        " | ".join(claim["quote"] for claim in conflict["claims"]) + f" | {conflict['message']}"
        for conflict in conflicts
        if (conflict["rule"], conflict["level"]) == (rule, level)
    ]


@pytest.fixture(params=["seeds", pytest.param("originals", marks=needs_originals)])
def articles(request: pytest.FixtureRequest) -> Path:
    return ROOT / "seeds" if request.param == "seeds" else ORIGINALS


def test_the_conflicts_that_are_there(tmp_path: Path, articles: Path) -> None:
    conflicts = check(tmp_path, articles, ROOT / "seeds" / "vocabulary.toml")
    (who,) = quotes(conflicts, "WHO1", "error")
    assert "Tráng Seo Thủ" in who
    assert "Tráng Seo Tẩn" in who
    assert any("4,821 billion" in told and "4.539 trillion" in told for told in quotes(conflicts, "FIG2", "warning"))
    (rate,) = quotes(conflicts, "SUM4", "error")
    assert all(figure in rate for figure in ("3.97%", "34.9%", "17.66%", "4.31"))


def test_what_only_looks_like_one(tmp_path: Path, articles: Path) -> None:
    """4.1703 + 0.3687 trillion are 4.539; macadamia of two communes one letter apart; plans and results."""
    conflicts = check(tmp_path, articles, ROOT / "seeds" / "vocabulary.toml")
    told = [
        quote
        for level in ("error", "warning")
        for rule in {c["rule"] for c in conflicts}
        for quote in quotes(conflicts, str(rule), level)
    ]
    for figure in ("368.7 billion", "4.1703 trillion", "448.93", "1,058", "11.56", "1,000 h", "4.53%"):
        assert not any(figure in quote for quote in told), figure


def test_the_vocabulary_changes_what_is_compared(tmp_path: Path, articles: Path) -> None:
    """Maize and corn are one crop because the owner says so; the event is seen as one without that too."""
    empty = tmp_path / "empty.toml"
    empty.write_text("")
    (without,) = quotes(check(tmp_path, articles, empty), "WHO1", "error")
    (informed,) = quotes(check(tmp_path, articles, ROOT / "seeds" / "vocabulary.toml"), "WHO1", "error")
    told = "both told with"
    assert "corn" in informed.partition(told)[2]
    assert "corn" not in without.partition(told)[2]


@needs_originals
def test_an_original_goes_before_its_restatement(tmp_path: Path) -> None:
    built = facts("build", ROOT / "seeds", ORIGINALS, "-d", tmp_path / "facts.db")
    assert built.exit_code == 0, built.output
    assert built.stderr.count("left out, its original is in this build") == 5
    assert "5 articles" in built.stderr
