"""A build: the ledger is the corpus, however it came about, and nothing is lost when something goes wrong."""

import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from toy import extract_toy, refresh_toy

from ledger.build import BuildOptions, BuildReport, build
from ledger.claims.extraction import Extraction
from ledger.config import Config
from ledger.errors import ConfigError, CorpusError, StoreError
from ledger.store.connection import ledger_at, transaction
from ledger.store.digest import ledger_digest
from ledger.store.read import read_claims, read_conflicts, sources
from ledger.text import Article, TextOptions
from ledger.verify import verify

ROOT = Path(__file__).parents[2]
OPTIONS = BuildOptions(extract_toy, refresh_toy)


def quotes(database: Path) -> list[str]:
    with ledger_at(database, readonly=True) as connection:
        return sorted(claim.quote for claim in read_claims(connection).values())


def built(database: Path, *paths: Path, options: BuildOptions = OPTIONS) -> BuildReport:
    report = build(paths, database, options)
    with ledger_at(database, readonly=True) as connection:
        assert report.digest == ledger_digest(connection)
    return report


def test_a_build_tells_what_it_did(corpus: Path, database: Path) -> None:
    report = built(database, corpus)
    assert (report.read, report.kept, report.removed) == (("bay", "hill", "town"), (), ())
    assert (report.claims, report.refusals, report.conflicts) == (5, 1, {"error": 1})
    assert (report.problems, report.restatements, report.no_grammar) == ((), (), ())
    assert report.written
    with ledger_at(database, readonly=True) as connection:
        assert sources(connection)["bay"].file == "seeds/bay.md"
        assert len(read_conflicts(connection)[0].claims) == 2
    assert [path.name for path in database.parent.iterdir() if path.name.startswith("facts")] == ["facts.db"]


def test_a_second_build_changes_no_byte(corpus: Path, database: Path) -> None:
    first = built(database, corpus)
    before, stamp = database.read_bytes(), database.stat().st_mtime_ns
    for jobs in (1, 2):
        again = built(database, corpus, options=BuildOptions(unread_only, refresh_toy, jobs=jobs))
        assert again.digest == first.digest
        again = built(database, corpus, options=OPTIONS)
        assert (again.read, again.kept, again.written) == ((), ("bay", "hill", "town"), False)
        assert again.conflicts == first.conflicts
    assert (database.read_bytes(), database.stat().st_mtime_ns) == (before, stamp)


def unread_only(article: Article) -> Extraction:
    """Reads like the other, but is another function."""
    return extract_toy(article)


def test_only_what_changed_is_read_again(corpus: Path, database: Path) -> None:
    read: list[str] = []

    def noting(article: Article) -> Extraction:
        read.append(article.id)
        return extract_toy(article)

    options = BuildOptions(noting, refresh_toy)
    built(database, corpus, options=options)
    (corpus / "bay.md").write_text("It sank 13 boats.\n")
    report = built(database, corpus, options=options)
    assert (report.read, report.kept) == (("bay",), ("hill", "town"))
    (corpus / "bay.md").touch()
    assert built(database, corpus, options=options).read == ()
    assert read == ["bay", "hill", "town", "bay"]


def test_another_way_of_reading_reads_everything_again(corpus: Path, database: Path) -> None:
    built(database, corpus)
    config = Config(text=TextOptions(furniture=("^Relief",)))
    report = built(database, corpus, options=BuildOptions(extract_toy, refresh_toy, config))
    assert report.read == ("bay", "hill", "town")
    assert report.written  # the line is furniture now


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_jobs_and_history_make_no_difference(jobs: int, corpus: Path, database: Path) -> None:
    expected = built(database, corpus).digest
    options = BuildOptions(extract_toy, refresh_toy, jobs=jobs)
    files = sorted(corpus.iterdir())
    for number, order in enumerate(itertools.permutations(files)):
        other = database.with_name(f"other{number}.db")
        for count in range(len(order)):
            report = built(other, *order[: count + 1], options=options)
        assert report.digest == expected
    copy = database.parent / "copy"
    shutil.copytree(corpus, copy)
    assert built(database.with_name("copy.db"), copy).digest == expected


def test_the_ledger_is_exactly_the_last_paths(corpus: Path, database: Path) -> None:
    only_bay = built(database, corpus / "bay.md").digest
    assert built(database, corpus).removed == ()
    report = built(database, corpus / "bay.md")
    assert (report.removed, report.digest) == (("hill", "town"), only_bay)
    assert report.conflicts == {}
    assert quotes(database) == ["12 boats", "40 houses"]
    (corpus / "hill.md").rename(corpus / "mount.md")
    report = built(database, corpus)
    assert report.read == ("mount", "town")


def test_an_article_that_moved_is_cited_where_it_stands(corpus: Path, database: Path) -> None:
    before = built(database, corpus).digest
    (corpus / "2024").mkdir()
    (corpus / "bay.md").rename(corpus / "2024" / "bay.md")
    report = built(database, corpus)
    assert (report.read, report.digest, report.written) == ((), before, True)
    with ledger_at(database) as connection:
        assert sources(connection)["bay"].file == "seeds/2024/bay.md"
        assert verify(connection, reread=accept, refresh=refresh_toy) == []
    assert not built(database, corpus).written


def accept(article: object, sentences: object, claims: list[object]) -> list[None]:
    return [None] * len(claims)


def test_a_restatement_gives_way_to_its_original(corpus: Path, database: Path) -> None:
    built(database, corpus)
    original = sha256((corpus / "bay.md").read_bytes()).hexdigest()
    front_matter = f"---\nrestates:\n  file: bay.md\n  sha256: {original}\n---\n"
    (corpus / "retold.md").write_text(f"{front_matter}The storm sank 12 boats.\n")
    report = built(database, corpus)
    assert (report.restatements, report.read, report.problems) == (("seeds/retold.md",), (), ())
    (corpus / "bay.md").unlink()
    report = built(database, corpus)
    assert (report.restatements, report.read, report.removed) == ((), ("retold",), ("bay",))


def empty(path: Path) -> None:
    path.write_text("")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 8)


def unknown_key(path: Path) -> None:
    path.write_text("---\ntitel: x\n---\nIt sank 3 boats.\n")


def same_id(path: Path) -> None:
    path.write_text("It sank 3 boats.\n")
    path.with_suffix(".txt").write_text("It sank 4 boats.\n")


def leaving_link(path: Path) -> None:
    (path.parents[1] / "outside.md").write_text("It sank 3 boats.\n")
    path.symlink_to(path.parents[1] / "outside.md")


@pytest.mark.parametrize("spoil", [empty, binary, unknown_key, same_id, leaving_link])
def test_a_bad_article_does_not_stop_the_others(spoil: Callable[[Path], None], corpus: Path, database: Path) -> None:
    spoil(corpus / "bad.md")
    report = built(database, corpus)
    (problem,) = report.problems
    assert problem.startswith("seeds/bad.")
    assert "\n" not in problem
    assert {"bay", "hill", "town"} <= set(report.read) <= {"bad", "bay", "hill", "town"}
    strict = database.with_name("strict.db")
    report = build([corpus], strict, BuildOptions(extract_toy, refresh_toy, strict=True))
    assert (report.problems, report.written, report.digest) == ((problem,), False, None)
    assert not strict.exists()


@pytest.mark.parametrize("spoil", [empty, binary, unknown_key, Path.unlink])
@pytest.mark.parametrize("strict", [False, True])
def test_what_the_ledger_has_of_a_spoilt_article_stays(
    spoil: Callable[[Path], None], strict: bool, corpus: Path, database: Path
) -> None:
    built(database, corpus)
    before = quotes(database)
    if spoil is Path.unlink:  # a folder that is not what it should be may hide an article
        (corpus / "astray.md").symlink_to("/nowhere")
    spoil(corpus / "bay.md")
    (corpus / "new.md").write_text("A mill had 5 wheels.\n")
    report = build([corpus], database, BuildOptions(extract_toy, refresh_toy, strict=strict))
    assert len(report.problems) == 1
    assert report.written is not strict
    assert quotes(database) == sorted([*before, *([] if strict else ["5 wheels"])])
    with ledger_at(database) as connection:
        assert verify(connection, reread=accept, refresh=refresh_toy) == []


def test_no_ledger_is_made_of_nothing(corpus: Path, database: Path) -> None:
    for file in corpus.iterdir():
        file.unlink()
    report = build([corpus], database, OPTIONS)
    assert (len(report.problems), report.digest, report.written) == (1, None, False)
    with pytest.raises(CorpusError, match="no such file or folder"):
        build([corpus / "missing"], database, OPTIONS)
    assert not database.exists()


def test_a_bad_vocabulary_leaves_everything_as_it_was(corpus: Path, database: Path) -> None:
    before = built(database, corpus).digest
    (corpus / "vocabulary.toml").write_text("[[places]]\nnam = 'x'\n")
    (corpus / "new.md").write_text("A mill had 5 wheels.\n")
    with pytest.raises(ConfigError, match=r"vocabulary\.toml"):
        build([corpus], database, OPTIONS)
    with ledger_at(database, readonly=True) as connection:
        assert ledger_digest(connection) == before


@pytest.mark.parametrize("where", ["option", "configuration"])
def test_a_vocabulary_that_is_asked_for_has_to_be_there(where: str, corpus: Path, database: Path) -> None:
    built(database, corpus)
    missing = corpus / "words.toml"
    options = BuildOptions(extract_toy, refresh_toy, vocabulary=missing)
    if where == "configuration":
        options = BuildOptions(extract_toy, refresh_toy, Config(vocabulary=missing))
    with pytest.raises(ConfigError, match=r"words\.toml: no such vocabulary"):
        build([corpus], database, options)


def test_a_new_vocabulary_is_taken_without_reading_again(corpus: Path, database: Path) -> None:
    built(database, corpus)
    (corpus / "vocabulary.toml").write_text("[[places]]\nname = 'Lund'\nkind = 'city'\n")
    report = built(database, corpus)
    assert (report.read, report.written) == ((), True)
    with ledger_at(database, readonly=True) as connection:
        assert connection.execute("SELECT name, kind FROM places").fetchall() == [("Lund", "city")]


def failing_refresh(connection: sqlite3.Connection) -> None:
    refresh_toy(connection)
    raise RuntimeError("a rule broke")


def test_a_rule_that_breaks_leaves_everything_as_it_was(corpus: Path, database: Path) -> None:
    built(database, corpus)
    before = database.read_bytes()
    (corpus / "new.md").write_text("A mill had 5 wheels.\n")
    with pytest.raises(RuntimeError, match="a rule broke"):
        build([corpus], database, BuildOptions(extract_toy, failing_refresh))
    assert database.read_bytes() == before


def stumbling(article: Article) -> Extraction:
    raise ZeroDivisionError


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_extractor_that_breaks_is_told_with_its_article(jobs: int, corpus: Path, database: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        build([corpus], database, BuildOptions(stumbling, refresh_toy, jobs=jobs))
    assert any("while reading seeds/bay.md" in note for note in caught.value.__notes__)
    assert not database.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_after_each_article(jobs: int, corpus: Path, database: Path) -> None:
    told: list[tuple[int, int]] = []
    options = BuildOptions(extract_toy, refresh_toy, jobs=jobs, progress=lambda *done: told.append(done))
    build([corpus], database, options)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_locked_ledger_is_named(corpus: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(database, corpus)
    (corpus / "new.md").write_text("A mill had 5 wheels.\n")
    monkeypatch.setattr("ledger.store.connection.WRITE_TIMEOUT", 0.1)
    with (
        ledger_at(database) as other,
        transaction(other),
        pytest.raises(StoreError, match=r"facts\.db: is locked: another program is writing"),
    ):
        build([corpus], database, OPTIONS)
    assert "5 wheels" not in quotes(database)
    assert built(database, corpus).read == ("new",)


def test_readers_see_the_old_ledger_until_the_new_one_is_whole(corpus: Path, database: Path) -> None:
    built(database, corpus)
    before = quotes(database)
    seen: list[list[str]] = []

    def look_then_refresh(connection: sqlite3.Connection) -> None:
        seen.append(quotes(database))
        refresh_toy(connection)

    (corpus / "bay.md").write_text("It sank 13 boats.\n")
    built(database, corpus, options=BuildOptions(extract_toy, look_then_refresh))
    assert seen == [before]
    assert quotes(database) != before


def test_somebody_reading_does_not_hold_up_a_build(corpus: Path, database: Path) -> None:
    built(database, corpus)
    before = quotes(database)
    with ledger_at(database, readonly=True) as reader:
        reader.execute("BEGIN")
        old = [quote for (quote,) in reader.execute("SELECT quote FROM claims")]
        (corpus / "bay.md").write_text("It sank 13 boats.\n")
        started = time.monotonic()
        assert built(database, corpus).written
        assert time.monotonic() - started < 10
        assert sorted(quote for (quote,) in reader.execute("SELECT quote FROM claims")) == sorted(old) == before
        reader.execute("COMMIT")
    assert "13 boats" in quotes(database)
    assert [path.name for path in database.parent.glob("facts.db*")] == ["facts.db"]


def test_another_build_between_looking_and_writing_is_noticed(corpus: Path, database: Path) -> None:
    """What one build thought unchanged, another one removed meanwhile."""
    built(database, corpus)

    def interfering(article: Article) -> Extraction:
        if article.id == "new":
            build([corpus / "bay.md"], database, BuildOptions(extract_toy, refresh_toy))
        return extract_toy(article)

    interfering.__qualname__ = extract_toy.__qualname__
    interfering.__module__ = extract_toy.__module__
    (corpus / "new.md").write_text("A mill had 5 wheels.\n")
    report = built(database, corpus, options=BuildOptions(interfering, refresh_toy))
    assert report.read == ("hill", "new", "town")
    assert quotes(database) == ["12 boats", "300 trees", "40 houses", "45 houses", "5 wheels", "7 bridges"]


def run_build(corpus: Path, database: Path, ending: str = "") -> "subprocess.Popen[str]":
    """A build in a process of its own, which prints `written` inside its transaction and waits for a line."""
    code = (
        f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'tests' / 'store')]!r}\n"
        "from pathlib import Path\nfrom toy import *\nfrom ledger.build import *\n"
        "def refresh(connection):\n    refresh_toy(connection)\n    print('written', flush=True)\n"
        f"    sys.stdin.readline()\n    {ending}\n"
        "print(build([Path(sys.argv[1])], Path(sys.argv[2]), BuildOptions(extract_toy, refresh)).digest)\n"
    )
    command = [sys.executable, "-c", code, str(corpus), str(database)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_build_that_is_killed_leaves_the_old_ledger(corpus: Path, database: Path) -> None:
    digest = built(database, corpus).digest
    for name in ("bay.md", "hill.md"):
        (corpus / name).write_text("Now 1,000 boats lie in port. And 2 more.\n" * 400)
    process = run_build(corpus, database)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with ledger_at(database) as connection:
        assert ledger_digest(connection) == digest
        assert verify(connection, reread=accept, refresh=refresh_toy) == []
    assert built(database, corpus).read == ("bay", "hill")


def test_two_builds_at_once_come_out_one_after_the_other(corpus: Path, database: Path) -> None:
    first, second = run_build(corpus, database), None
    assert first.stdout is not None
    assert first.stdout.readline() == "written\n"
    second = run_build(corpus, database)
    threading.Timer(0.7, lambda: first.stdin and (first.stdin.write("\n"), first.stdin.flush())).start()
    started = time.monotonic()
    said, _ = second.communicate("\n\n")
    assert time.monotonic() - started < 20
    digest = first.stdout.read()
    assert said.endswith(digest)
    assert (first.wait(), second.returncode) == (0, 0)
    with ledger_at(database) as connection:
        assert verify(connection, reread=accept, refresh=refresh_toy) == []
