"""How long the pages of the review take beside Datasette's own table page: `python -m benchmarks.review [CONFLICTS]`.

Builds a ledger of many open conflicts aside, asks every page in process, and prints the middle of some rounds.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.claims.identity import conflict_id
from ledger.config import Config
from ledger.store.connection import ledger_at, transaction
from ledger.store.records import Conflict, ConflictClaim
from ledger.store.write import write_conflicts

SENTENCES, GAPS = 20, 10
ROUNDS = 7


def crowded(folder: Path, conflicts: int) -> Path:
    """A ledger in which each claim is in conflict with the ten after it."""
    (folder / "seeds").mkdir()
    for number in range(conflicts // (SENTENCES * GAPS) + 1):
        lines = [f"Ward {number} village {line} had {1000 + line} stalls in 2024." for line in range(SENTENCES)]
        (folder / "seeds" / f"list-{number:05}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    database = folder / "facts.db"
    build([folder / "seeds"], database, BuildOptions(extract_article, refresh, Config()))
    with ledger_at(database) as connection, transaction(connection):
        claims = [id for (id,) in connection.execute("SELECT id FROM claims ORDER BY article_id, start")]
        pairs = [pair for gap in range(1, GAPS + 1) for pair in zip(claims, claims[gap:], strict=False)][:conflicts]
        connection.execute("DELETE FROM conflicts")
        found = [
            Conflict(
                conflict_id("FIG2", pair),
                "FIG2",
                "warning",
                f"Pair {n} differs.",
                (ConflictClaim(pair[0], "a"), ConflictClaim(pair[1], "b")),
            )
            for n, pair in enumerate(pairs)
        ]
        write_conflicts(connection, found)
    return database


async def seconds(datasette: object, path: str) -> float:
    """The middle of some requests, after one that fills caches."""
    taken = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        response = await datasette.client.get(path, follow_redirects=True)  # type: ignore[attr-defined]
        taken.append(time.perf_counter() - started)
        assert response.status_code == 200, path
    return statistics.median(taken[1:])


async def measure(database: Path, id: str) -> None:
    """Prints a line for each page."""
    from datasette.app import Datasette

    datasette = Datasette([str(database)])
    table = await seconds(datasette, "/facts/conflicts")
    print(f"{'Datasette table page of conflicts':38} {table * 1000:8.1f} ms")
    pages = {
        "queue, first page": "review",
        "queue, last page": "review?page=999999",
        "queue, filtered by article": "review?article=list-00001",
        "conflict": f"review/{id}",
        "article": "article/list-00001",
        "articles": "articles",
        "measure": "measure/stall",
        "corrections": "corrections",
        "rules": "stats",
    }
    for name, path in pages.items():
        taken = await seconds(datasette, f"/facts/-/{path}")
        print(f"{name:38} {taken * 1000:8.1f} ms {taken / table:6.2f} x")


def main() -> None:
    """Builds, measures, prints."""
    conflicts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        database = crowded(Path(folder), conflicts)
        with ledger_at(database, readonly=True) as connection:
            (number,) = connection.execute("SELECT count(*) FROM conflicts WHERE status = 'open'").fetchone()
            query = "SELECT id FROM conflicts ORDER BY rowid LIMIT 1 OFFSET ?"
            (id,) = connection.execute(query, [number // 2]).fetchone()
        print(f"{number} open conflicts, {database.stat().st_size / 1e6:.0f} MB")
        asyncio.run(measure(database, id))


if __name__ == "__main__":
    main()
