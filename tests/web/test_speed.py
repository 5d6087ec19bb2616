"""Ten thousand open conflicts: pages stay within five times what Datasette's own table page takes in the same run."""

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.claims.identity import conflict_id
from ledger.decisions import Verdict, decide
from ledger.store.connection import ledger_at, transaction
from ledger.store.records import Conflict, ConflictClaim
from ledger.store.write import write_conflicts

CONFLICTS = 10_000
ARTICLES, SENTENCES = 100, 20


@pytest.fixture(scope="module")
def crowded(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a hundred articles in which each claim is in conflict with the ten after it."""
    from click.testing import CliRunner

    from ledger.cli import main

    folder = tmp_path_factory.mktemp("crowded")
    seeds = folder / "seeds"
    shutil.copytree(ledger.parent / "seeds", seeds)
    for number in range(ARTICLES):
        lines = [f"Ward {number} village {line} had {1000 + line} stalls in 2024." for line in range(SENTENCES)]
        (seeds / f"list-{number:03}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    database = folder / "facts.db"
    built = CliRunner().invoke(main, ["build", str(seeds), "-d", str(database), "--jobs", "2"])
    assert built.exit_code == 0, built.output
    with ledger_at(database) as connection, transaction(connection):
        claims = [id for (id,) in connection.execute("SELECT id FROM claims ORDER BY article_id, start")]
        pairs = [pair for gap in range(1, 11) for pair in zip(claims, claims[gap:], strict=False)][:CONFLICTS]
        assert len(pairs) == CONFLICTS
        conflicts = [
            Conflict(conflict_id("FIG2", pair), "FIG2", "warning", f"Pair {n} differs.",
                     (ConflictClaim(pair[0], "a"), ConflictClaim(pair[1], "b")))
            for n, pair in enumerate(pairs)
        ]  # fmt: skip
        connection.execute("DELETE FROM conflicts")
        write_conflicts(connection, conflicts)
    return database


def seconds(browse, path: str) -> float:
    """The middle of five, after one that fills caches."""
    browse.get(path)
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        browse.get(path)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def test_pages_of_a_crowded_ledger_are_quick_and_short(opened: Callable, crowded: Path) -> None:
    browse = opened(crowded)
    with ledger_at(crowded, readonly=True) as connection:
        (id,) = connection.execute("SELECT id FROM conflicts ORDER BY rowid LIMIT 1 OFFSET 5000").fetchone()
    table = seconds(browse, "/facts/conflicts")
    for path in ("/facts/-/review", "/facts/-/review?page=150", f"/facts/-/review/{id}"):
        assert len(browse.get(path).content) < 200_000
        assert seconds(browse, path) < 5 * table, path


def test_a_decision_in_a_crowded_ledger_is_quick(crowded: Path) -> None:
    with ledger_at(crowded) as connection:
        (id,) = connection.execute("SELECT id FROM conflicts ORDER BY rowid LIMIT 1").fetchone()
        started = time.perf_counter()
        decide(connection, id, Verdict("unsure", "A wide field."), None)
        assert time.perf_counter() - started < 5
