"""However a ledger came about, it says the same: any sequence of edits and builds ends like one build of the result."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import accept_toy, extract_toy, refresh_toy

from ledger.build import BuildOptions, build
from ledger.decisions import Verdict, decide
from ledger.store.connection import ledger_at
from ledger.store.read import read_conflicts
from ledger.verify import verify

ROOT = Path(__file__).parents[2]
ARTICLES = {
    "budget.md": (
        "---\ntitle: A town budget\npublished: 2024-03-04\n---\n"
        "The council of Marlow approved a budget of $4.2 million for 2024. About 320 households pay less for water.\n\n"
        "Roads take $1.5 million and schools $2.7 million, said Mayor Ann Bell.\n"
    ),
    "letters.txt": (
        "The budget of Marlow for 2024 is $4.9 million.\r\n\r\nNearly 320 households pay less for water.\r\n"
        "Mayor Ana Bell signed it on 1 March 2024.\r\n"
    ),
    "roads.md": "Marlow repaired 12.5 km of roads in 2023, up from 9 km in 2022. More than 40 workers were hired.\n",
}
NAMES = ("bay.md", "hill.md", "town.txt")
TEXTS = (
    "The storm took 40 houses.\n",
    "The storm took 45 houses. Mayor Lund saw it.\n",
    "Rain fell.\n\nThe storm took 40 houses. It sank 12 boats.\n",
    "It sank about 13 boats,\r\nthe mayor said.\n",
)
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(TEXTS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("decide"), st.integers(0, 3)),
    st.tuples(st.just("build"), st.integers(1, 2)),
)


def take(step: tuple[str, ...], corpus: Path, database: Path) -> None:
    what, *rest = step
    if what == "write":
        (corpus / rest[0]).write_bytes(rest[1].encode())
    elif what == "remove":
        (corpus / rest[0]).unlink(missing_ok=True)
    elif what == "rename" and (corpus / rest[0]).exists():
        (corpus / rest[0]).rename(corpus / rest[1])
    elif what == "build":
        build([corpus], database, BuildOptions(extract_toy, refresh_toy, jobs=int(rest[0])))
    elif what == "decide" and database.exists():
        with ledger_at(database) as connection:
            conflicts = read_conflicts(connection)
            for conflict in conflicts[int(rest[0]) : int(rest[0]) + 1]:
                decide(connection, conflict.id, Verdict("a_wrong", "Looked."), corpus / "decisions.jsonl")


@settings(max_examples=15)
@given(steps=st.lists(STEPS, max_size=10))
def test_any_history_ends_like_one_build(
    steps: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("history")
    corpus, database, fresh = folder / "seeds", folder / "facts.db", folder / "fresh.db"
    corpus.mkdir()
    for step in (("write", NAMES[0], TEXTS[0]), ("build", 1), *steps, ("write", NAMES[1], TEXTS[1])):
        take(step, corpus, database)
    options = BuildOptions(extract_toy, refresh_toy)
    report = build([corpus], database, options)
    assert report.problems == ()
    assert report.digest == build([corpus], fresh, options).digest
    for ledger in (database, fresh):
        with ledger_at(ledger, readonly=True) as connection:
            assert verify(connection, paths=[corpus], reread=accept_toy, refresh=refresh_toy) == []
    shutil.rmtree(folder)


def test_the_ledgers_own_reading_is_the_same_everywhere(tmp_path: Path) -> None:
    """Real articles, extraction and rules: in any order, process, time zone and locale, at once or one by one."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_bytes(text.encode())
    files = [tmp_path / name for name in ARTICLES]
    code = (
        "import sys\nfrom pathlib import Path\nfrom ledger.build import *\nfrom ledger.check import refresh\n"
        "from ledger.claims.extract import extract_article\nfrom ledger.verify import verify\n"
        "database, jobs, *paths = sys.argv[1:]\npaths = list(map(Path, paths))\n"
        "options = BuildOptions(extract_article, refresh, jobs=int(jobs))\n"
        "for count in range(1 if jobs == '1' else len(paths), len(paths) + 1):\n"
        "    report = build(paths[:count], Path(database), options)\n"
        "with ledger_at(Path(database), readonly=True) as connection: assert verify(connection) == []\n"
        "assert report.claims > 5\nprint(report.digest)\n"
    )
    digests = set()
    for number, (seed, zone, order, jobs) in enumerate(
        [
            ("1", "Asia/Tokyo", files, "1"),
            ("2", "America/Lima", files[::-1], "1"),
            ("3", "UTC", files[1:] + files[:1], "2"),
        ]
    ):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(tmp_path / f"{number}.db"), jobs, *map(str, order)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        digests.add(done.stdout)
    assert len(digests) == 1
