"""How far a ledger can be trusted, in figures: tampering, crashes and the speed of verifying.

    python -m benchmarks.trust tamper [1000]    single cells and single bits of a facts.db, each found or not
    python -m benchmarks.trust kill [200]       builds, imports and decisions killed at random moments
    python -m benchmarks.trust speed [1000000]  quotes of so many claims; one article in a small and a large ledger

The short forms of the first two run in tests/trust.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "trust"))

from crashes import JOBS, Desk
from tampering import cells, change_byte, change_cell, found, names, says
from village import make_corpus, make_ledger

from ledger.claims.extract import extract_article
from ledger.store.connection import ledger_at, transaction
from ledger.store.digest import write_digest
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text
from ledger.verify import Finding, verify
from ledger.verify.articles import check_quotes

FIRST = "a00000"
SENTENCES = 40
"""Of one article of the large ledger; each states one figure."""


def tamper(folder: Path, rounds: int) -> None:
    """Changes so many cells, then so many bits, each in a fresh copy; tells what it has when it is interrupted."""
    sound = make_ledger(make_corpus(folder / "seeds"), folder / "facts.db")
    counts: Counter[str] = Counter()
    try:
        tamper_with_cells(sound, rounds, counts)
        tamper_with_bits(sound, rounds, counts)
    finally:
        print("\n".join(f"{name}: {count}" for name, count in counts.items()))


def tamper_with_cells(sound: Path, rounds: int, counts: Counter[str]) -> None:
    """Each change is found, and its table is named."""
    chance, copy, everything = random.Random(1), sound.with_name("copy.db"), cells(sound)
    while counts["cells"] < rounds:
        shutil.copy(sound, copy)
        change = change_cell(copy, chance.choice(everything), chance)
        if change is None:
            counts["refused by the schema"] += 1
            continue
        findings = found(copy)
        counts["cells"] += 1
        counts["cells found"] += bool(findings)
        counts["cells named"] += names(change, findings)
        if not names(change, findings):
            print("not named:", change, findings[:2])


def tamper_with_bits(sound: Path, rounds: int, counts: Counter[str]) -> None:
    """Each change is found, or the ledger says what it said."""
    chance, copy, before = random.Random(2), sound.with_name("copy.db"), says(sound)
    for _ in range(rounds):
        for left in sound.parent.glob("copy.db*"):
            left.unlink()
        shutil.copy(sound, copy)
        change = change_byte(copy, chance)
        equal = says(copy) == before
        if found(copy):
            counts["bits found"] += 1
        elif equal:
            counts["bits that change nothing that is said"] += 1
        else:
            counts["bits missed"] += 1
            print("missed:", change)


def kill(folder: Path, rounds: int) -> None:
    """Kills so many jobs; tells what it has when it is interrupted."""
    desk = Desk(folder, random.Random(1))
    wrong: list[str] = []
    ended = 0
    try:
        for number in range(rounds):
            found, done = desk.kill_one(JOBS[number % len(JOBS)])
            wrong += found
            ended += done
    finally:
        print("\n".join(wrong))
        print(f"{desk.round} jobs killed, {ended} of them after they had ended; {len(wrong)} losses or mixtures")


def speed(folder: Path, claims: int) -> None:
    """Times the quotes of a large ledger beside reading their rows, and one article in a small and a large one."""
    for size in (1_000, claims):
        database = folder / f"{size}.db"
        fill(database, size)
        with ledger_at(database, readonly=True) as connection:
            if size == claims:
                rows = best(lambda: [None for _ in connection.execute("SELECT * FROM claims")])
                quotes = best(lambda: all_quotes(connection))
                print(f"{size:,} claims: rows {rows:.2f} s, quotes {quotes:.2f} s, {quotes / rows:.1f} times")
            alone = best(lambda: verify(connection, FIRST))
            print(f"one article of {SENTENCES} claims among {size:,}: {alone * 1000:.1f} ms")
    article = article_from_text(text_of(0), id=FIRST, file=f"{FIRST}.md")
    print(f"its extraction: {best(lambda: extract_article(article)) * 1000:.1f} ms")


def all_quotes(connection: sqlite3.Connection) -> list[Finding]:
    """Every quote of a ledger, article by article as verifying does it."""
    articles = connection.execute("SELECT id, text FROM articles")
    return [finding for id, text in articles for finding in check_quotes(connection, id, text)]


def best(job: Callable[[], object]) -> float:
    """Seconds of the fastest of five."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return min(times)


def fill(database: Path, claims: int) -> None:
    """A ledger of so many claims: one article, read once, then copied row by row under other names.

    The copies' seals are not theirs, and the search index lacks them: neither is looked at here.
    """
    article = article_from_text(text_of(0), id=FIRST, file=f"{FIRST}.md")
    extraction = extract_article(article)
    figures = tuple(claim for claim in extraction.claims if claim.kind == "quantity")
    with ledger_at(database) as connection, transaction(connection):
        write_article(connection, rows_of(extraction._replace(claims=figures)))
        connection.execute("DROP TRIGGER sentences_fts_insert")
        connection.execute("CREATE TEMP TABLE copies (number INTEGER PRIMARY KEY)")
        numbers = range(1, -(-claims // len(figures)))
        connection.executemany("INSERT INTO copies VALUES (?)", ((number,) for number in numbers))
        for table in ("articles", "sentences", "claims", "mentions"):
            copy_rows(connection, table, len(extraction.sentences))
        write_digest(connection)


def copy_rows(connection: sqlite3.Connection, table: str, sentences: int) -> None:
    """A copy of every row of the first article for each of the copies."""
    name = "printf('a%05d', number)"
    changed = {"article_id": name, "sentence_id": f"sentence_id + number * {sentences}"}
    changed["id"] = {"articles": name, "sentences": f"id + number * {sentences}", "claims": "id || number"}.get(
        table, ""
    )
    changed["file"] = f"{name} || '.md'"
    columns = [column for _, column, *_ in connection.execute(f"PRAGMA table_info({table})")]
    given = {f'"{column}"': changed.get(column, f't."{column}"') for column in columns}
    kept = {column: value for column, value in given.items() if value}
    connection.execute(
        f"INSERT INTO {table} ({', '.join(kept)}) SELECT {', '.join(kept.values())} FROM copies, {table} t"
    )


def text_of(number: int) -> str:
    """An article whose sentences state one figure each."""
    chance = random.Random(number)
    return " ".join(
        f"In {2000 + n % 24} the town of Alder{n} sold more than {figure:,} boats to its neighbours."
        for n, figure in enumerate(chance.sample(range(100, 9999), SENTENCES))
    )


def main() -> None:
    """Runs one of the three."""
    jobs = {"tamper": (tamper, 1000), "kill": (kill, 200), "speed": (speed, 1_000_000)}
    job, rounds = jobs[sys.argv[1]]
    with tempfile.TemporaryDirectory() as folder:
        job(Path(folder), int(sys.argv[2]) if len(sys.argv) > 2 else rounds)


if __name__ == "__main__":
    main()
