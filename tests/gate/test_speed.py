"""What a gate may not do: import what it does not need, or look at more because the ledger is larger."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest
from newsroom import LABOUR, ROOT, Desk

from ledger.claims.extract import extract_article
from ledger.compare.facets.keys import key_claims
from ledger.compare.facets.scopes import read_claims, read_knowledge
from ledger.compare.near import COMMON, find_near
from ledger.store.connection import open_ledger
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text

HEAVY = ("sqlite_utils", "pandas", "jsonschema", "datasette", "trafilatura", "pytest")


def imported(desk: Desk, *arguments: str) -> set[str]:
    """The top-level packages that a cold gate imports."""
    code = (
        "import sys\nfrom ledger.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "finally:\n    print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = desk.run(sys.executable, "-c", code, "gate", *arguments, PYTHONPATH=str(ROOT))
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("settings", [False, True])
@pytest.mark.parametrize("built", [False, True])
def test_a_gate_imports_nothing_heavy(desk: Desk, built: bool, settings: bool) -> None:
    desk.write("seeds/labour.md", LABOUR)
    if settings:
        desk.write("ledger.toml", "paths = ['seeds']\n[gate]\nfail_on = 'error'\n")
    if built:
        desk.build()
    assert imported(desk, "seeds/labour.md").isdisjoint(HEAVY)
    assert imported(desk).isdisjoint(HEAVY)


def test_an_article_in_the_ledger_is_not_read_again(contradicting: Desk) -> None:
    code = (
        "import sys\nfrom ledger.cli import main\n"
        "try:\n    main(['gate', 'seeds/labour.md'])\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = contradicting.run(sys.executable, "-c", code, PYTHONPATH=str(ROOT))
    assert done.returncode == 1
    loaded = set(done.stderr.split())
    assert loaded.isdisjoint({"ledger.claims.extract", "ledger.mentions.read", "ledger.compare.derive", "yaml"})


def steps(desk: Desk, copies: int) -> Iterator[int]:
    """How much SQLite does to find what is near a new article, in thousands of steps of its machine."""
    for number in range(copies):
        desk.write(f"seeds/copy{number}.md", LABOUR.replace("Norham", f"Nor{number}ham").replace("12.9", f"{number}.7"))
    desk.build()
    new = rows_of(extract_article(article_from_text(LABOUR.replace("12.9", "48.3"), id="new")))
    scratch_file = desk.folder / "scratch.db"
    scratch_file.unlink(missing_ok=True)
    with closing(open_ledger(scratch_file)) as scratch, closing(open_ledger(desk.folder / "facts.db")) as ledger:
        write_article(scratch, new)
        knowledge = read_knowledge(scratch)
        keyed = key_claims(read_claims(scratch), knowledge)
        counted = [0]

        def count() -> int:
            counted[0] += 1
            return 0

        ledger.set_progress_handler(count, 100)
        assert find_near(ledger, keyed, knowledge)
        yield counted[0]


def test_what_is_near_is_found_without_going_through_the_ledger(desk: Desk) -> None:
    (few,), (many,) = steps(desk, COMMON + 40), steps(desk, 6 * COMMON)
    assert many <= 1.5 * few + 10


def test_the_benchmark_runs() -> None:
    command = [sys.executable, "-m", "benchmarks.gate", "--claims", "1000", "--runs", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("    1,000 claims: import click ")
