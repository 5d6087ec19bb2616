"""How long the gate takes for one new article of 50 claims, by the size of the ledger.

    python -m benchmarks.gate --claims 10000 --claims 1000000 --folder /tmp/gate

Makes a ledger of invented claims for each size, kept in the folder for another run, with a scope that 10,000 claims
share. Every measurement starts the command anew; what is printed are medians of the processor time, which other
programs disturb least, and the ratio to `python -c "import click"`. Where the ledger does not hold the article yet, its
extraction, measured as `facts extract` less that import, is taken off first.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, product
from pathlib import Path

from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.compare.facets.keys import Keyed, bounds
from ledger.compare.facets.scopes import read_claims, read_knowledge, read_scope
from ledger.compare.near import near_rows
from ledger.compare.rows import write_rows
from ledger.gate.preview import preview
from ledger.store.connection import open_ledger, scratch_ledger, transaction
from ledger.store.records import Conflict, ConflictClaim
from ledger.store.rows import rows_of
from ledger.store.write import write_article, write_conflicts
from ledger.text import article_from_text

ROOT = Path(__file__).parents[1]
PER_ARTICLE = 50
HOT = 10_000
"""Claims that share one scope."""
TELLINGS = 5
"""Claims of every other scope."""
FIRST = ("Nor", "Wick", "Sel", "Dun", "Bre", "Lan", "Tor", "Mel", "Ash", "Kir")
SECOND = ("ham", "ford", "wick", "by", "stead", "ley", "mere", "ton", "dale", "more")
MEASURES = (
    *("unemployment", "poverty", "literacy", "vacancy", "dropout", "turnout", "infection", "survival", "recycling"),
    *("enrolment", "employment", "mortality", "inflation", "conviction", "rejection", "approval", "retention"),
    *("fertility", "occupancy", "completion"),
)
YEARS = range(1925, 2025)

Scope = tuple[str, str, int]


def scopes() -> Iterator[Scope]:
    """Measure, place and year, without end for any size that is asked for."""
    places = ("".join(parts) for parts in product(FIRST, SECOND, ("", " East", " West", " North", " South")))
    yield from ((measure, f"{place} district", year) for place in places for year in YEARS for measure in MEASURES)


def sentence(scope: Scope, value: float) -> str:
    """A sentence that states one claim."""
    measure, place, year = scope
    return f"The {measure} rate in {place} was {value:.1f} % in {year}."


def value_of(number: int) -> float:
    """What the ledger says of a scope."""
    return 10 + number % 700 / 10


def make_ledger(file: Path, claims: int) -> None:
    """A ledger of so many claims, with keys and scopes as a build makes them, and some older conflicts."""
    hot = min(HOT, claims // 10)
    told = [0] * hot + [number for number in range(1, (claims - hot) // TELLINGS + 1) for _ in range(TELLINGS)]
    known = list(islice(scopes(), (claims - hot) // TELLINGS + 1))
    with closing(open_ledger(file)) as ledger, transaction(ledger):
        # The search is not part of a gate, and takes longest to fill.
        ledger.execute("DROP TRIGGER sentences_fts_insert")
        with closing(scratch_ledger()) as scratch:
            template = extract_article(article_from_text(sentence(known[0], 10), id="a", file="a", whole=True))
            write_article(scratch, rows_of(template))
            refresh(scratch)
            (claim,), knowledge = read_claims(scratch), read_knowledge(scratch)
            _write_rules(scratch, ledger)
        _write_claims(ledger, known, told)
        rows = (
            claim._replace(measure=f"{measure} rate", place=place, subject=place, period=str(year))
            for measure, place, year in known
        )
        keyed = [Keyed(row, read_scope(row, knowledge), n, n + 1) for n, row in enumerate(rows)]
        write_rows(ledger, near_rows(keyed, knowledge))
        _write_conflicts(ledger, len(told) // 100)


def _write_rules(scratch: sqlite3.Connection, ledger: sqlite3.Connection) -> None:
    ledger.executemany("INSERT INTO rules VALUES (?, ?, ?, ?)", scratch.execute("SELECT * FROM rules"))


def _write_claims(ledger: sqlite3.Connection, known: Sequence[Scope], told: Sequence[int]) -> None:
    columns = {
        "articles": "id, file, language, sha256, text, encoding, media, grammar, front_matter, body, furniture,"
        " text_sha256, reading, root, seal",
        "sentences": 'id, article_id, n, start, "end", text, paragraph, seal',
        "claims": 'id, article_id, sentence_id, kind, subject, measure, quote, start, "end", value, value_text, unit,'
        " low, high, usual_low, usual_high, hedge, place, period, period_kind, modality, extractor, evidence, seal",
    }
    for at in range(0, len(told), PER_ARTICLE):
        article, offset, rows = f"old{at // PER_ARTICLE:06}", 0, {"articles": [], "sentences": [], "claims": []}
        keys, texts = [], []
        for n, number in enumerate(told[at : at + PER_ARTICLE]):
            value, scope, rowid = value_of(number), known[number], at + n + 1
            text = sentence(scope, value)
            quote = f"{value:.1f} %"
            start = offset + text.index(quote)
            band = value - 0.1, value + 0.1, value - 0.05, value + 0.05
            rows["sentences"].append((rowid, article, n, offset, offset + len(text), text, n, 0))
            rows["claims"].append(
                (f"bench-{rowid}", article, rowid, "quantity", scope[1], f"{scope[0]} rate", quote, start,
                 start + len(quote), value, f"{value:.1f}", "%", *band, "none", scope[1], str(scope[2]), "during",
                 "stated", "builtin/1", "{}", 0)
            )  # fmt: skip
            keys.append(
                (rowid, rowid, at, rowid, rowid, number + 1, 1, 1, 1, 0, None, 1, 1, 1, None, None, 1, None, value,
                 *bounds(*band[:2]), *bounds(*band[2:]))
            )  # fmt: skip
            texts.append(text)
            offset += len(text) + 2
        rows["articles"].append(
            (article, f"seeds/{article}.md", "en", article, "\n\n".join(texts), "utf-8", "text", 1, "[0,0]", "[]",
             "[]", "", "", "", 0)
        )  # fmt: skip
        for table, names in columns.items():
            marks = ", ".join("?" * (names.count(",") + 1))
            ledger.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[table])
        ledger.executemany(f"INSERT INTO claim_keys VALUES ({', '.join('?' * 23)})", keys)


def _write_conflicts(ledger: sqlite3.Connection, count: int) -> None:
    pairs = ((f"bench-{n * 2 + 1}", f"bench-{n * 2 + 2}") for n in range(count))
    write_conflicts(
        ledger,
        [Conflict(f"old-{a}", "FIG1", "error", "an older one", (ConflictClaim(a, "a"), ConflictClaim(b, "b")))
         for a, b in pairs],
    )  # fmt: skip


def new_article(folder: Path, claims: int) -> Path:
    """50 claims: 45 agree with the ledger, 3 are new to it, 2 disagree, one of them with the hot scope."""
    known = list(islice(scopes(), (claims - min(HOT, claims // 10)) // TELLINGS + 1))
    chosen = [0, *range(7, len(known), max(1, len(known) // 46))][:47]
    texts = [sentence(known[n], value_of(n) + (5 if i < 2 else 0)) for i, n in enumerate(chosen)]
    texts += [sentence((measure, "Elsewhere district", 2024), 33) for measure in MEASURES[: PER_ARTICLE - len(texts)]]
    file = folder / "seeds" / f"new{claims}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\npublished: 2025-01-01\n---\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
    return file


def build_in(database: Path, article: Path, built: Path) -> None:
    """The ledger as a build with the article leaves it."""
    shutil.copy(database, built)
    text = article.read_bytes().decode()
    found = extract_article(article_from_text(text, id=article.stem, file=f"seeds/{article.name}"))
    with closing(open_ledger(built)) as ledger, closing(preview(ledger, [rows_of(found)], [])) as scratch:
        parts: dict[str, list[ConflictClaim]] = {}
        for id, claim, role, witness in scratch.execute("SELECT * FROM conflict_claims").fetchall():
            parts.setdefault(id, []).append(ConflictClaim(claim, role, bool(witness)))
        rows = scratch.execute("SELECT id, rule, level, message FROM conflicts").fetchall()
        with transaction(ledger):
            write_article(ledger, rows_of(found))
            write_conflicts(
                ledger,
                [Conflict(*row, tuple(parts[row[0]])) for row in rows],
            )


def cold(folder: Path, runs: int, *command: str) -> float:
    """Median seconds of processor time of a new process."""
    taken = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # An installed package has its bytecode; the first run below writes it for a checkout.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, check=False)
    for _ in range(runs):
        start = _of_children()
        subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, check=False)
        taken.append(_of_children() - start)
    return statistics.median(taken)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, claims: int, runs: int) -> None:
    """Prints a line for the article before it is built in, and one for after."""
    database, built = folder / f"facts{claims}.db", folder / f"built{claims}.db"
    article = new_article(folder, claims)
    if not built.exists():
        make_ledger(database, claims)
        build_in(database, article, built)
    facts = ("-c", "from ledger.cli import main; main()")
    given = f"seeds/{article.name}"
    click = cold(folder, runs, "-c", "import click")
    extraction = cold(folder, runs, *facts, "extract", given) - click
    before = cold(folder, runs, *facts, "gate", given, "-d", database.name)
    after = cold(folder, runs, *facts, "gate", given, "-d", built.name)
    print(
        f"{claims:>9,} claims: import click {click * 1e3:.0f} ms, extraction {extraction * 1e3:.0f} ms;"
        f" not built {before * 1e3:.0f} ms, ratio {(before - extraction) / click:.2f};"
        f" built {after * 1e3:.0f} ms, ratio {after / click:.2f}"
    )


def main() -> None:
    """Measures every size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, action="append", help="size of a ledger; default 10000 and 100000")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="where to keep the ledgers")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for claims in arguments.claims or (10_000, 100_000):
            measure(folder, claims, arguments.runs)


if __name__ == "__main__":
    main()
