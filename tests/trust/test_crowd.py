"""Disks that are full and desks that are crowded: a clear line, nothing lost, no mixture."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from village import ARTICLES, PROPOSED, make_corpus, make_ledger, options

from ledger.build import build
from ledger.decisions import Verdict, decide
from ledger.store.connection import ledger_at
from ledger.store.decision_file import load_decisions
from ledger.store.digest import ledger_digest
from ledger.store.read import read_conflicts, read_decisions
from ledger.verify import verify

ROOT = Path(__file__).parents[2]
FULL = f"""
import resource, sys
sys.path.insert(0, {str(ROOT)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from ledger.cli import main
main(prog_name="facts")
"""


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, Path]:
    corpus = make_corpus(tmp_path / "seeds")
    return corpus, make_ledger(corpus, tmp_path / "facts.db")


def sound(database: Path) -> str:
    """The digest of a ledger in which everything follows."""
    with ledger_at(database, readonly=True) as connection:
        assert verify(connection) == []
        return ledger_digest(connection)


@pytest.mark.parametrize(
    ("job", "bytes_left"),
    [("build", 0), ("build", 100_000), ("import", 4_096), ("import", 100_000), ("decide", 0), ("decide", 100_000)],
)
def test_a_disk_that_is_full_loses_nothing(job: str, bytes_left: int, desk: tuple[Path, Path]) -> None:
    corpus, database = desk
    before, filed = sound(database), (corpus / "decisions.jsonl").read_bytes()
    with ledger_at(database, readonly=True) as connection:
        conflict = read_conflicts(connection)[0].id
    command = {
        "build": ["build", str(corpus)],
        "import": ["import", str(corpus.parent / "claims.jsonl")],
        "decide": ["decide", conflict, "--verdict", "unsure", "--reason", "x" * 100_000],
    }[job]
    claim = dict(PROPOSED[0], extractor="reader/2")
    (corpus.parent / "claims.jsonl").write_text(json.dumps(claim) + "\n", encoding="utf-8")
    (corpus / "more.md").write_text("A mill had 5 wheels in 2023.\n" * 4_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(bytes_left), *command, "-d", str(database)],
        capture_output=True, text=True, check=False, cwd=corpus.parent, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    said = done.stderr.splitlines()
    assert len(said) == 1, done.stderr
    assert said[0].startswith("facts: ")
    after = sound(database)
    assert (after != before) == ("everything is written" in said[0])
    assert (corpus / "decisions.jsonl").read_bytes() == filed
    (corpus / "more.md").unlink()
    # What a command could write to its file before the disk was full, the next build takes from there.
    built = build([corpus], database, options(corpus)).digest
    assert sound(database) == built == build([corpus], database.with_name("fresh.db"), options(corpus)).digest
    assert not database.with_name("facts.db-wal").exists()


def test_builds_readers_and_reviewers_at_once(desk: tuple[Path, Path]) -> None:
    """Two builds after each other in another process, while some read and others decide."""
    corpus, database = desk
    done = threading.Event()

    def rebuild() -> None:
        for number in range(3):
            (corpus / "letters.txt").write_text(f"{ARTICLES['letters.txt']}\nIt rained {number} times.\n")
            subprocess.run(
                [sys.executable, "-m", "ledger.cli", "build", str(corpus), "-d", str(database)],
                cwd=ROOT, check=True, capture_output=True,
            )  # fmt: skip
        done.set()

    def review(who: int) -> list[str]:
        made: list[str] = []
        while not done.is_set() or not made:
            with ledger_at(database) as connection:
                conflict = read_conflicts(connection)[0].id
                verdict = Verdict("unsure", f"Looked {len(made)} times.", f"reviewer {who}")
                made.append(decide(connection, conflict, verdict, corpus / "decisions.jsonl").id)
            done.wait(0.3)
        return made

    def read() -> int:
        looks = 0
        while not done.is_set():
            with ledger_at(database, readonly=True) as connection:
                connection.execute("BEGIN")
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
                (counted,) = connection.execute("SELECT count(*) FROM articles").fetchone()
                assert counted == len(ARTICLES)
                connection.execute("COMMIT")
            looks += 1
            done.wait(0.05)
        return looks

    with ThreadPoolExecutor(4) as pool:
        building = pool.submit(rebuild)
        reviews, reading = [pool.submit(review, who) for who in (1, 2)], pool.submit(read)
        building.result()
        made = {id for reviewed in reviews for id in reviewed.result()}
        assert reading.result() > 0
    digest = build([corpus], database, options(corpus)).digest
    assert sound(database) == digest
    filed = {decision.id for decision in load_decisions(corpus / "decisions.jsonl").decisions}
    with ledger_at(database, readonly=True) as connection:
        known = {decision.id for decision in read_decisions(connection)}
    assert len(made) >= 2
    assert made <= filed
    assert known == filed
