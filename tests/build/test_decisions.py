"""Decisions: by what they attach, when they lapse, and that none is ever lost."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from toy import accept_toy, extract_toy, refresh_toy

from ledger.build import BuildOptions, BuildReport, build
from ledger.claims.identity import decision_id
from ledger.decisions import Verdict, decide, decision_file, stand
from ledger.errors import LedgerError, NotFoundError, StoreError
from ledger.store.connection import ledger_at, transaction
from ledger.store.decision_file import append_decisions, decision_from_json, decision_to_json, load_decisions
from ledger.store.digest import ledger_digest
from ledger.store.read import read_conflicts, read_decisions
from ledger.store.records import Conflict, Decision, Evidence
from ledger.verify import verify

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def rebuild(corpus: Path, database: Path) -> BuildReport:
    return build([corpus], database, BuildOptions(extract_toy, refresh_toy))


def conflicts(database: Path) -> list[Conflict]:
    with ledger_at(database, readonly=True) as connection:
        assert verify(connection, reread=accept_toy, refresh=refresh_toy) == []
        return read_conflicts(connection)


def status(database: Path) -> list[str]:
    return [conflict.status for conflict in conflicts(database)]


def decided(database: Path, file: Path | None, verdict: str = "a_wrong", reason: str = "Seen there.") -> Decision:
    (conflict,) = conflicts(database)
    with ledger_at(database) as connection:
        return decide(connection, conflict.id, Verdict(verdict, reason, "lund", "https://example.org"), file, NOON)


@pytest.fixture
def file(corpus: Path) -> Path:
    return corpus / "decisions.jsonl"


@pytest.fixture
def ledger(corpus: Path, database: Path) -> Path:
    """A ledger with one conflict: 40 and 45 houses."""
    rebuild(corpus, database)
    return database


def test_a_decision_stands_in_ledger_and_file(ledger: Path, corpus: Path, file: Path) -> None:
    (conflict,) = conflicts(ledger)
    decision = decided(ledger, file)
    assert (decision.conflict, decision.rule, decision.verdict) == (conflict.id, "FIG1", "a_wrong")
    assert (decision.decided_at, decision.supersedes, decision.previous) == ("2026-03-04T12:00:00.000Z", None, None)
    assert [(part.article, part.quote) for part in decision.about] == [("bay", "40 houses"), ("hill", "45 houses")]
    assert load_decisions(file).decisions == (decision,)
    with ledger_at(ledger, readonly=True) as connection:
        assert read_decisions(connection) == [decision]
    assert status(ledger) == ["decided"]
    before = ledger.read_bytes()
    report = rebuild(corpus, ledger)
    assert (report.written, report.conflicts) == (False, {})
    assert ledger.read_bytes() == before


def test_a_ledger_knows_its_file_of_decisions(ledger: Path, corpus: Path, file: Path) -> None:
    with ledger_at(ledger, readonly=True) as connection:
        found = decision_file(connection)
    assert found
    assert found.resolve() == file.resolve()
    build([corpus / "bay.md"], ledger.with_name("one.db"), BuildOptions(extract_toy, refresh_toy))
    with ledger_at(ledger.with_name("one.db"), readonly=True) as connection:
        assert decision_file(connection) is None


def wrapped(corpus: Path) -> None:
    text = (corpus / "bay.md").read_text()
    (corpus / "bay.md").write_bytes(text.replace("and took", "and\r\ntook").encode())


def moved(corpus: Path) -> None:
    text = (corpus / "bay.md").read_text()
    (corpus / "bay.md").write_text(f"It began with 2 clouds.\n\n{text}\nIt ended after 9 hours.\n")


def renamed(corpus: Path) -> None:
    (corpus / "bay.md").rename(corpus / "zebra.md")
    (corpus / "hill.md").rename(corpus / "a hill.txt")


def other_conflict(corpus: Path) -> None:
    (corpus / "town.txt").write_text("On the hill there are 8 bridges.\n")


@pytest.mark.parametrize("edit", [wrapped, moved, renamed, other_conflict])
def test_a_decision_holds_while_its_sentences_stand(
    edit: Callable[[Path], None], ledger: Path, corpus: Path, file: Path
) -> None:
    decision = decided(ledger, file)
    edit(corpus)
    report = rebuild(corpus, ledger)
    assert report.standing
    assert list(report.standing.holding.values()) == [decision]
    assert (report.standing.lapsed, report.standing.stale) == ({}, ())
    assert [c.status for c in conflicts(ledger) if "houses" in c.message] == ["decided"]


def reworded(corpus: Path) -> None:
    (corpus / "hill.md").write_text("Mayor Lund is sure that the storm took 45 houses.\n")


def other_value(corpus: Path) -> None:
    (corpus / "bay.md").write_text("It sank 12 boats and took 41 houses.\n")


def both_reworded(corpus: Path) -> None:
    (corpus / "bay.md").write_text("It wrecked 12 boats and took 40 houses.\n")
    reworded(corpus)


@pytest.mark.parametrize("edit", [reworded, other_value, both_reworded])
def test_a_decision_lapses_when_a_sentence_of_it_changes(
    edit: Callable[[Path], None], ledger: Path, corpus: Path, file: Path
) -> None:
    first = decided(ledger, file)
    edit(corpus)
    report = rebuild(corpus, ledger)
    assert report.standing
    assert list(report.standing.lapsed.values()) == [first]
    assert report.conflicts == {"error": 1}
    assert status(ledger) == ["lapsed"]
    second = decided(ledger, file, "b_wrong", "Looked again.")
    assert (second.supersedes, second.previous) == (first.id, first.id)
    assert rebuild(corpus, ledger).conflicts == {}
    assert status(ledger) == ["decided"]


def test_a_decision_without_a_conflict_is_stale_and_comes_back_with_it(ledger: Path, corpus: Path, file: Path) -> None:
    decision = decided(ledger, file)
    text = (corpus / "hill.md").read_text()
    (corpus / "hill.md").unlink()
    report = rebuild(corpus, ledger)
    assert report.standing
    assert report.standing.stale == (decision,)
    (corpus / "hill.md").write_text(text)
    assert rebuild(corpus, ledger).conflicts == {}
    assert status(ledger) == ["decided"]


def test_a_later_decision_supersedes_and_both_are_kept(ledger: Path, corpus: Path, file: Path) -> None:
    first = decided(ledger, file)
    second = decided(ledger, file, "not_a_conflict", "Two storms.")
    assert (second.supersedes, load_decisions(file).decisions) == (first.id, (first, second))
    (conflict,) = conflicts(ledger)
    assert conflict.decision == second.id
    with ledger_at(ledger) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM decisions")
    with ledger_at(ledger) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE decisions SET reason = 'x'")


def test_a_fresh_ledger_takes_the_decisions_from_the_file(ledger: Path, corpus: Path, file: Path) -> None:
    decided(ledger, file)
    with ledger_at(ledger, readonly=True) as connection:
        digest = connection.execute("SELECT value FROM ledger_info WHERE key = 'digest'").fetchone()
    other = ledger.with_name("other.db")
    assert rebuild(corpus, other).digest == digest[0]
    assert status(other) == ["decided"]


def test_a_build_gives_back_to_the_file_what_it_lacks(ledger: Path, corpus: Path, file: Path) -> None:
    first = decided(ledger, None)
    assert not file.exists()
    rebuild(corpus, ledger)
    assert load_decisions(file).decisions == (first,)
    second = decided(ledger, file, "unsure", "Who knows.")
    file.write_text(file.read_text().splitlines()[1] + "\n")
    rebuild(corpus, ledger)
    assert load_decisions(file).decisions == (second, first)


def test_files_of_two_branches_can_be_joined(ledger: Path, corpus: Path, file: Path) -> None:
    start = ledger.read_bytes()
    ours = decided(ledger, file)
    one = file.read_text()
    ledger.write_bytes(start)
    file.unlink()
    theirs = decided(ledger, file, "b_wrong", "The other way round.")
    file.write_text(one + file.read_text())
    rebuild(corpus, ledger)
    with ledger_at(ledger, readonly=True) as connection:
        assert {decision.id for decision in read_decisions(connection)} == {ours.id, theirs.id}
    assert status(ledger) == ["decided"]


def changed(line: str, **changes: object) -> str:
    return json.dumps(json.loads(line) | changes)


SPOILT = {
    "no JSON": lambda line: line[:40],
    "no decision": lambda line: "[1, 2]",
    "another verdict": lambda line: changed(line, verdict="b_wrong"),
    "an unknown verdict": lambda line: changed(line, verdict="nobody_wrong"),
    "a key more": lambda line: changed(line, mood="good"),
    "no evidence": lambda line: changed(line, about=[]),
    "a reason that is none": lambda line: changed(line, reason=" "),
    "a number for a text": lambda line: changed(line, reason=5),
    "a key twice": lambda line: line.replace("{", '{"verdict": "b_wrong", ', 1),
    "deep nesting": lambda line: "[" * 100_000,
    "half a character": lambda line: line.replace("Seen", "\\ud800"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_line_is_named_and_costs_no_other(how: str, ledger: Path, corpus: Path, file: Path) -> None:
    good = decided(ledger, file)
    other = ledger.with_name("other.db")
    line = file.read_text().strip()
    file.write_text(f"{SPOILT[how](line)}\n\n{line}\n")
    report = rebuild(corpus, other)
    (problem,) = report.problems
    assert problem.startswith(f"{file}:1: ")
    assert "\n" not in problem
    with ledger_at(other, readonly=True) as connection:
        assert read_decisions(connection) == [good]
    strict = build([corpus], ledger, BuildOptions(extract_toy, refresh_toy, strict=True))
    assert (strict.written, strict.problems) == (False, (problem,))


def test_a_line_added_by_hand_without_its_end_is_kept(ledger: Path, file: Path) -> None:
    first = decided(ledger, file)
    file.write_text(file.read_text().rstrip("\n"))
    second = decided(ledger, file, "unsure", "Who knows.")
    assert load_decisions(file).decisions == (first, second)


def test_a_full_disk_decides_nothing(ledger: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(ledger, file)
    before, digest = file.read_bytes(), ledger.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"decisions\.jsonl: cannot be written \(No space left"):
        decided(ledger, file, "unsure", "Who knows.")
    assert (file.read_bytes(), ledger.read_bytes()) == (before, digest)


def test_a_decision_whose_process_was_killed_is_found_by_the_next_build(ledger: Path, corpus: Path, file: Path) -> None:
    (conflict,) = conflicts(ledger)
    code = (
        f"import os, sys; sys.path[:0] = {[str(ROOT)]!r}\nfrom pathlib import Path\n"
        "import ledger.decisions as d; from ledger.store.connection import ledger_at\n"
        "keep = d.append_decisions\n"
        "def die(*what): keep(*what); os.kill(os.getpid(), 9)\n"
        "d.append_decisions = die\n"
        "with ledger_at(Path(sys.argv[1])) as c:\n"
        "    d.decide(c, sys.argv[2], d.Verdict('a_wrong', 'Seen there.'), Path(sys.argv[3]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, ledger, conflict.id, file], check=False)
    assert done.returncode == -9
    assert status(ledger) == ["open"]
    assert rebuild(corpus, ledger).conflicts == {}
    assert status(ledger) == ["decided"]


def test_what_is_no_decision_is_refused(ledger: Path, file: Path) -> None:
    (conflict,) = conflicts(ledger)
    with ledger_at(ledger) as connection:
        for verdict, conflict_id, error, said in (
            (Verdict("a_wrong", "  "), conflict.id, LedgerError, "needs a reason"),
            (Verdict("both", "x"), conflict.id, LedgerError, "'both' is no verdict; choose one of a_wrong,"),
            (Verdict("a_wrong", "x"), "blake2b-zz", NotFoundError, "no conflict 'blake2b-zz'"),
        ):
            with pytest.raises(error, match=said):
                decide(connection, conflict_id, verdict, file)
    assert not file.exists()
    assert status(ledger) == ["open"]


def test_a_waived_conflict_stays_waived(ledger: Path, file: Path) -> None:
    with ledger_at(ledger) as connection, transaction(connection):
        connection.execute("UPDATE conflicts SET status = 'waived'")
    (conflict,) = read(ledger)
    with ledger_at(ledger) as connection:
        decide(connection, conflict.id, Verdict("a_wrong", "x"), file)
    assert [conflict.status for conflict in read(ledger)] == ["waived"]


def read(database: Path) -> list[Conflict]:
    with ledger_at(database, readonly=True) as connection:
        return read_conflicts(connection)


def part(hash: str, article: str = "a", measure: str | None = "houses") -> Evidence:
    return Evidence(article, measure, f"quote of {hash}", hash)


def decision(*about: Evidence, rule: str = "FIG1", at: int = 0, supersedes: str | None = None) -> Decision:
    said = f"2026-03-04T12:00:0{at}.000Z"
    draft = Decision("", "blake2b-0", rule, "a_wrong", "x", None, said, about, supersedes=supersedes)
    return draft._replace(id=decision_id(decision_to_json(draft)))


H1, H2, NEW, ELSEWHERE = part("h1"), part("h2", "b"), part("new", "b"), part("else", "c")
LAPSES = {
    "a sentence was edited": ([H1, H2], [H1, NEW], set(), True),
    "both were edited": ([H1, H2], [part("n1"), NEW], set(), True),
    "both were edited and the measure is another": ([H1, H2], [part("n1", measure="x"), NEW], set(), False),
    "the sentence still stands, and another disagrees": ([H1, H2], [H1, NEW], {"h2"}, False),
    "another article disagrees now": ([H1, H2], [H1, ELSEWHERE], set(), False),
    "another article came in": ([H1, H2], [H1, NEW, ELSEWHERE], set(), True),
    "one part only": ([H1, H2], [H1], set(), False),
    "a conflict of one claim": ([H1], [part("n1")], set(), True),
    "a place without a claim": ([part("h", measure=None)], [part("n", measure=None)], set(), True),
    "two of one article": ([H1, part("h3")], [part("n1"), part("n3")], set(), True),
    "two of one article, one left": ([H1, part("h3")], [part("n1")], set(), False),
}


@pytest.mark.parametrize("case", LAPSES)
def test_what_counts_as_the_edited_conflict(case: str) -> None:
    about, now, still_said, lapses = LAPSES[case]
    made = decision(*about)
    found = stand([made], {"k": ("FIG1", tuple(now))}, lambda article: still_said)
    assert (found.lapsed, found.stale) == (({"k": made}, ()) if lapses else ({}, (made,)))
    assert stand([made], {"k": ("FIG2", tuple(now))}, lambda article: still_said).stale == (made,)


def test_the_conflict_that_shares_most_is_the_edited_one() -> None:
    made = decision(H1, H2, part("h3", "c"))
    undecided = {"far": ("FIG1", (part("n1"), NEW, part("n3", "c"))), "near": ("FIG1", (H1, NEW, part("h3", "c")))}
    assert stand([made], undecided, lambda article: set()).lapsed == {"near": made}


def test_a_conflict_that_is_decided_is_not_open_again_for_an_older_decision() -> None:
    old, new = decision(H1, H2), decision(H1, NEW, at=1)
    found = stand([new, old], {"k": ("FIG1", (NEW, H1))}, lambda article: set())
    assert (found.holding, found.lapsed, found.stale) == ({"k": new}, {}, (old,))


def test_of_several_decisions_the_last_that_none_supersedes_holds() -> None:
    first, second = decision(H1, H2), decision(H2, H1, at=1)
    third = decision(H1, H2, at=2, supersedes=second.id)
    conflict = {"k": ("FIG1", (H1, H2)), "copy": ("FIG1", (H2, H1))}
    assert stand([second, first], conflict, lambda article: set()).holding == {"k": second, "copy": second}
    assert stand([first, second, third], conflict, lambda article: set()).holding["k"] == third


def test_decisions_come_back_from_json() -> None:
    made = decision(H1, part("h2", measure=None), supersedes="blake2b-1")
    assert decision_from_json(json.loads(json.dumps(decision_to_json(made)))) == made


def test_appending_nothing_makes_no_file(tmp_path: Path) -> None:
    append_decisions(tmp_path / "none.jsonl", [])
    assert not (tmp_path / "none.jsonl").exists()


@pytest.fixture
def chain(ledger: Path, file: Path) -> tuple[Decision, ...]:
    """Three decisions, one after another."""
    verdicts = (("a_wrong", "Seen."), ("b_wrong", "Seen better."), ("unsure", "Seen neither."))
    return tuple(decided(ledger, file, *verdict) for verdict in verdicts)


def test_decisions_are_chained(chain: tuple[Decision, ...]) -> None:
    assert [decision.previous for decision in chain] == [None, chain[0].id, chain[1].id]


@pytest.mark.parametrize("removed", [0, 1])
def test_a_decision_taken_out_of_the_file_is_missed(
    removed: int, chain: tuple[Decision, ...], ledger: Path, corpus: Path, file: Path
) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    without = "".join(f"{line}\n" for n, line in enumerate(lines) if n != removed)
    file.write_text(without, encoding="utf-8")
    with ledger_at(ledger, readonly=True) as connection:
        found = verify(connection, None, [corpus], accept_toy, refresh_toy)
    assert [finding.row for finding in found] == [chain[removed].id]
    fresh = rebuild(corpus, ledger.with_name("fresh.db"))
    assert [chain[removed].id in problem for problem in fresh.problems] == [True]
    assert rebuild(corpus, ledger).problems == ()
    assert load_decisions(file).decisions == (*(d for d in chain if d != chain[removed]), chain[removed])


def test_the_last_decision_taken_out_is_missed_while_the_ledger_has_it(
    chain: tuple[Decision, ...], ledger: Path, corpus: Path, file: Path
) -> None:
    """A fresh ledger cannot know of it: for that the digest of the old one is kept."""
    with ledger_at(ledger, readonly=True) as connection:
        before = ledger_digest(connection)
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with ledger_at(ledger, readonly=True) as connection:
        found = verify(connection, None, [corpus], accept_toy, refresh_toy)
    assert [finding.row for finding in found] == [chain[-1].id]
    assert rebuild(corpus, ledger.with_name("fresh.db")).digest != before


def test_a_decision_edited_in_the_file_is_told(
    chain: tuple[Decision, ...], ledger: Path, corpus: Path, file: Path
) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("Seen better.", "Seen worse."), encoding="utf-8")
    with ledger_at(ledger, readonly=True) as connection:
        found = [str(finding) for finding in verify(connection, None, [corpus], accept_toy, refresh_toy)]
    assert any("decisions.jsonl:2: the decision was changed after it was made" in line for line in found)


def test_a_decision_taken_out_of_the_ledger_is_missed(chain: tuple[Decision, ...], ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("DROP TRIGGER decisions_guard_delete")
        connection.execute("DELETE FROM decisions WHERE id = ?", [chain[1].id])
    connection.close()
    with ledger_at(ledger, readonly=True) as connection:
        found = verify(connection, reread=accept_toy, refresh=refresh_toy)
    assert chain[2].id in {finding.row for finding in found}
