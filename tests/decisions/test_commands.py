"""Deciding on the command line: file, ledger, corrections, what holds no longer, and the rate of false alarms."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli import main

CORPUS = Path(__file__).parent.parent / "market"

Run = Callable[..., Result]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CORPUS, tmp_path / "seeds"))


@pytest.fixture
def run(seeds: Path) -> Run:
    """The command, on the ledger of three articles."""
    database = str(seeds.parent / "facts.db")

    def facts(*arguments: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, [*arguments, "-d", database])
        assert done.exit_code == code, done.output
        return done

    facts("build", str(seeds))
    return facts


def conflicts(run: Run) -> dict[str, str]:
    """The ids of conflicts by level."""
    done = run("check", "--format", "json", "--fail-on", "never")
    return {row["level"]: row["id"] for row in json.loads(done.stdout)}


def decide(run: Run, level: str, verdict: str, **options: str) -> str:
    more = [text for name, value in options.items() for text in (f"--{name}", value)]
    return run("decide", conflicts(run)[level], "--verdict", verdict, "--reason", "Asked.", *more).stdout.strip()


def test_decide_writes_ledger_and_file(run: Run, seeds: Path) -> None:
    id = decide(run, "error", "b_wrong", reviewer="ana", link="https://example.org/a")
    (line,) = (seeds / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["id"], json.loads(line)["reviewer"]) == (id, "ana")
    assert run("decisions", "export").stdout == f"{line}\n"
    assert "1 decided" in run("check", "--fail-on", "error").stdout


def test_decide_takes_the_beginning_of_an_id(run: Run, seeds: Path) -> None:
    run("decide", conflicts(run)["error"].removeprefix("blake2b-")[:8], "--verdict", "unsure", "--reason", "Open.")
    assert (seeds / "decisions.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decide", "nothing", "--verdict", "unsure", "--reason", "x"), "no conflict 'nothing'"),
        (("decide", "nothing", "--verdict", "maybe", "--reason", "x"), "is no verdict"),
        (("decide", "nothing", "--verdict", "unsure", "--reason", "  "), "needs a reason"),
        (("decisions", "export", "-o", "no/such/folder/x.jsonl"), "cannot be written"),
        (("report", "-o", "no/such/folder/x.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, code=2)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_deciding_makes_no_ledger(tmp_path: Path) -> None:
    command = ["decide", "x", "--verdict", "unsure", "--reason", "x", "-d", str(tmp_path / "none.db")]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])


def test_export_and_import_bring_decisions_to_another_ledger(run: Run, seeds: Path, tmp_path: Path) -> None:
    decide(run, "error", "a_wrong")
    decide(run, "warning", "other_scope")
    run("decisions", "export", "-o", str(tmp_path / "theirs.jsonl"))
    (seeds / "decisions.jsonl").unlink()
    for left in seeds.parent.glob("facts.db*"):
        left.unlink()
    run("build", str(seeds))
    assert "0 decided" in run("check", "--fail-on", "never").stdout
    assert "2 decisions added" in run("decisions", "import", str(tmp_path / "theirs.jsonl")).stderr
    assert (seeds / "decisions.jsonl").read_bytes() == (tmp_path / "theirs.jsonl").read_bytes()
    assert "2 decided" in run("check").stdout
    assert "0 decisions added" in run("decisions", "import", str(tmp_path / "theirs.jsonl")).stderr
    assert len((seeds / "decisions.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_line_that_is_no_decision_is_told_and_the_others_taken(run: Run, tmp_path: Path, seeds: Path) -> None:
    decide(run, "error", "a_wrong")
    good = (seeds / "decisions.jsonl").read_text(encoding="utf-8")
    (tmp_path / "mixed.jsonl").write_text(f"{good.replace('Asked.', 'Forged.')}not JSON\n{good}", encoding="utf-8")
    done = run("decisions", "import", str(tmp_path / "mixed.jsonl"), code=2)
    assert "mixed.jsonl:1: the decision was changed after it was made" in done.stderr
    assert "mixed.jsonl:2:" in done.stderr
    assert run("decisions", "export").stdout == good


def test_decisions_that_hold_no_longer_are_listed(run: Run, seeds: Path) -> None:
    decide(run, "error", "a_wrong")
    decide(run, "warning", "unsure")
    assert run("decisions", "stale").stdout == "2 hold, 0 lapsed, 0 stale\n"
    paper = seeds / "evening-paper.md"
    paper.write_text(paper.read_text(encoding="utf-8").replace("12.9 per cent", "13.1 per cent"), encoding="utf-8")
    run("build", str(seeds))
    told = run("decisions", "stale").stdout
    assert "FIG1 lapsed: blake2b-" in told
    assert "evening-paper: “12.9 per cent”" in told
    assert told.endswith("1 hold, 1 lapsed, 0 stale\n")
    paper.unlink()
    run("build", str(seeds))
    assert run("decisions", "stale").stdout.endswith("0 hold, 0 lapsed, 2 stale\n")


def test_the_rate_of_false_alarms_counts_what_was_mended_since(run: Run, seeds: Path) -> None:
    decide(run, "error", "a_wrong")
    decide(run, "warning", "other_scope")
    (row,) = [row for row in json.loads(run("stats", "--format", "json").stdout) if row["rule"] == "FIG1"]
    assert (row["upheld"], row["other_scope"], row["left"], row["false_alarms"]) == (1, 1, 0, 0.5)
    (seeds / "evening-paper.md").unlink()
    run("build", str(seeds))
    (line,) = [line for line in run("stats").stdout.splitlines() if line.startswith("FIG1")]
    assert line.split() == ["FIG1", "1", "0", "1", "0", "0", "0", "50%"]


def test_a_later_verdict_replaces_an_earlier_one_in_the_rate(run: Run) -> None:
    decide(run, "error", "a_wrong")
    id = conflicts(run)["error"]
    run("decide", id, "--verdict", "not_a_conflict", "--reason", "Rounded.")
    (row,) = [row for row in json.loads(run("stats", "--format", "json").stdout) if row["rule"] == "FIG1"]
    assert (row["upheld"], row["dismissed"]) == (0, 1)


def test_corrections_name_the_place_and_every_other_one(run: Run, seeds: Path) -> None:
    (seeds / "paper-again.md").write_text(
        "# Again\n\nThe unemployment rate in Lam Son ward was 12.9 per cent in 2024.\n"
    )
    run("build", str(seeds))
    assert run("decisions", "corrections").stdout == "nothing to correct\n"
    decide(run, "error", "a_wrong", reviewer="ana")
    told = run("decisions", "corrections").stdout
    assert "evening-paper.md:11:43: “12.9 per cent”" in told
    assert "also " in told
    assert "paper-again.md:3:43: “12.9 per cent”" in told
    (row,) = json.loads(run("decisions", "corrections", "--format", "json").stdout)
    assert [place["line"] for place in row["elsewhere"]] == [3]


def test_the_report_is_one_page_with_text_as_text(run: Run, seeds: Path, tmp_path: Path) -> None:
    (seeds / "attack.md").write_text(
        "---\ntitle: <script>run()</script>\n---\n\nUnemployment rate in Lam Son ward was 13.7 per cent in 2024.\n"
    )
    run("build", str(seeds))
    decide(run, "warning", "b_wrong", reviewer="<b>ana</b>")
    run("report", "-o", str(tmp_path / "report.html"), "--title", "Our <desk>")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "Our &lt;desk&gt;" in page
    assert "&lt;b&gt;ana&lt;/b&gt;" in page
    assert "B is wrong" in page
    assert "<svg" in page
    assert 'src="' not in page


def test_a_decided_conflict_comes_up_again_on_its_day(run: Run) -> None:
    decide(run, "error", "unsure", again="2999-01-01")
    decide(run, "warning", "unsure", again="2001-01-01")
    assert run("check", "--fail-on", "error").stdout.endswith("0 errors, 1 warning, 0 notes; 1 decided\n")
    run("check", code=1)
    assert [json.loads(line)["again"] for line in run("decisions", "export").stdout.splitlines()] == [
        "2999-01-01",
        "2001-01-01",
    ]
    (row,) = [row for row in json.loads(run("stats", "--format", "json").stdout) if row["rule"] == "FIG1"]
    assert (row["unsure"], row["left"]) == (1, 1)
    decide(run, "warning", "other_scope")
    assert "2 decided" in run("check").stdout
    assert "again" not in json.loads(run("decisions", "export").stdout.splitlines()[-1])


def test_what_is_to_decide_again_asks_for_no_correction(run: Run) -> None:
    decide(run, "error", "a_wrong", again="2001-01-01")
    assert run("decisions", "corrections").stdout == "nothing to correct\n"
    decide(run, "error", "a_wrong", again="2999-01-01")
    assert "12.9 per cent" in run("decisions", "corrections").stdout


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "20260301", "2026-3-1", "2026-03-01T10:00"])
def test_what_is_no_day_is_refused(run: Run, day: str) -> None:
    command = ["decide", conflicts(run)["error"], "--verdict", "unsure", "--reason", "x", "--again", day]
    assert "is no day" in run(*command, code=2).stderr
    assert run("decisions", "export").stdout == ""
