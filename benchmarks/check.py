"""How long the rules take on synthetic claims: `python -m benchmarks.check`.

Keys follow Zipf's law, one claim in a hundred disagrees with its key, and keys stand in pairs that may be held against
each other; the tables that rules read are filled directly, and nothing has counted them for the planner of queries.
Times are told in scans: one `SELECT count(*), sum(value), max(low), min(high) FROM claims` on the same file, warm.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

from ledger.rules.registry import load_rules
from ledger.store.connection import open_ledger, transaction

SCAN = "SELECT count(*), sum(value), max(low), min(high) FROM claims"
PER_ARTICLE = 100
PARTS_OF_A_SPLIT = 3
KINDS = (
    *("scale", "digits", "periods", "values", "hedges", "holders", "spellings", "dates", "documents", "part", "bound"),
)
"""Of pairs that are told in like words."""


def fill(ledger: sqlite3.Connection, claims: int, one_key: int) -> None:
    """Synthetic claims; `one_key` of them share one key."""
    chance = random.Random(1)
    keys = [min(int((claims / 4) ** chance.random()), claims // 4) for _ in range(claims)]
    keys[:one_key] = [0] * one_key
    with transaction(ledger):
        ledger.executemany(
            "INSERT INTO articles (id, file, language, sha256, text, encoding, media, grammar, front_matter, body,"
            " furniture, text_sha256, reading, root, seal)"
            " VALUES (?, ?, 'en', '', '', 'utf-8', 'text', 1, '', '', '', '', '', '', 0)",
            ((f"a{n}", f"a{n}.md") for n in range(claims // PER_ARTICLE + 1)),
        )
        ledger.executemany(
            'INSERT INTO sentences (id, article_id, n, start, "end", text, paragraph, seal)'
            " VALUES (?, ?, ?, 0, 1, ?, 0, 0)",
            ((n, f"a{n // PER_ARTICLE}", n % PER_ARTICLE, "It was so.") for n in range(claims)),
        )
        ledger.executemany(
            'INSERT INTO claims (id, article_id, sentence_id, kind, measure, quote, start, "end", value, value_text,'
            " unit, low, high, usual_low, usual_high, hedge, modality, extractor, evidence, seal)"
            " VALUES (?, ?, ?, 'quantity', 'well', '12', 0, 2, ?, '12',"
            " 'well', ?, ?, ?, ?, 'none', 'stated', 'x', '{}', 0)",
            (_claim(n, key, chance) for n, key in enumerate(keys)),
        )
        ledger.execute(
            "INSERT INTO claim_keys SELECT rowid, rowid, 1 + sentence_id / ?, sentence_id, sentence_id,"
            " CAST(substr(id, instr(id, '/') + 1) AS INTEGER), 1, 1, 1, 1, NULL, 1, 0, 365, NULL, NULL, 1, NULL,"
            " value, low, high, usual_low, usual_high FROM claims",
            [PER_ARTICLE],
        )
        for one_article in (0, 1):
            ledger.execute(
                "INSERT INTO slot_pairs SELECT slot, slot, ?, 4, 1.0, 'same measure' FROM claim_keys"
                " GROUP BY slot HAVING count(*) > 1",
                [one_article],
            )
        # Two slots whose scopes may be one, as where one text leaves a facet unsaid: half of them are for totals.
        ledger.execute(
            "INSERT INTO slot_pairs SELECT slot, slot + 1, 0, 2 + slot / 2 % 2, 1.0, 'a facet is unsaid'"
            " FROM (SELECT DISTINCT slot FROM claim_keys WHERE slot % 2 = 0)"
        )
        _fill_pairs(ledger, claims)


def _claim(n: int, key: int, chance: random.Random) -> tuple[object, ...]:
    value = float(1000 + key // 2 % 977 + (chance.randint(1, 99) if chance.random() < 0.01 else 0))
    return f"{n}/{key}", f"a{n // PER_ARTICLE}", n, value, value, value, value, value


def _fill_pairs(ledger: sqlite3.Connection, claims: int) -> None:
    """One claim in a hundred stands in a pair, a split, a working and a series."""
    some = range(2, claims - PARTS_OF_A_SPLIT, 100)
    ledger.executemany(
        "INSERT INTO told_pairs VALUES (?, ?, ?, 0, 0.5, 'both told')",
        ((KINDS[n // 100 % len(KINDS)], n, n + 1) for n in some),
    )
    ledger.executemany("INSERT INTO splits VALUES (?, ?, 1, '1 + 1 = 2', 0, 1e300)", ((n, n) for n in some))
    ledger.executemany(
        "INSERT INTO split_parts VALUES (?, ?)", ((n, n + i) for n in some for i in range(1, PARTS_OF_A_SPLIT))
    )
    ledger.executemany("INSERT INTO workings VALUES (?, ?, 'share', 1, 2, 1, 2, 1, '1 / 2')", ((n, n) for n in some))
    ledger.executemany("INSERT INTO working_parts VALUES (?, ?)", ((n, n + 1) for n in some))
    ledger.executemany(
        "INSERT INTO change_series VALUES (?, ?, ?, ?, 'difference', 1, 2, 1, 2, '2 - 1')",
        ((n, n + 1, n + 2, years) for n in some for years in (4, 5)),
    )
    ledger.executemany(
        "INSERT INTO reference_checks VALUES (?, NULL, 'above', -1e300, 1, 'known')", ((n,) for n in some)
    )


def timed(ledger: sqlite3.Connection, sql: str) -> float:
    """Processor seconds of the faster of two runs, rows fetched: other programs of the machine take no part in it."""
    times = []
    for _ in range(2):
        start = time.process_time()
        ledger.execute(sql).fetchall()
        times.append(time.process_time() - start)
    return min(times)


def measure(claims: int, one_key: int = 0) -> dict[str, float]:
    """Seconds of the scan and of every rule."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "facts.db")
        fill(ledger, claims, one_key)
        found = {"scan": timed(ledger, SCAN)} | {rule.code: timed(ledger, rule.sql) for rule in load_rules()}
        ledger.close()
    return found


def _lines(claims: int, found: dict[str, float]) -> Iterator[str]:
    rules = {code: seconds / found["scan"] for code, seconds in found.items() if code != "scan"}
    yield f"{claims:,} claims: one scan {found['scan'] * 1000:.0f} ms; rules in scans:"
    yield "  " + ", ".join(f"{code} {scans:.1f}" for code, scans in rules.items())
    yield f"  on average {sum(rules.values()) / len(rules):.1f}, the slowest {max(rules.values()):.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the times at a tenth of the claims and at all of them, the growth, and the time with one large key."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    claims = parser.parse_args(arguments).claims
    few, many = measure(claims // 10), measure(claims)
    print(*_lines(claims // 10, few), *_lines(claims, many), sep="\n")
    total = [sum(seconds for code, seconds in found.items() if code != "scan") for found in (few, many)]
    print(f"growth exponent {log(total[1] / total[0]) / log(10):.2f}")
    large = measure(claims, claims // 10)
    whole = sum(seconds for code, seconds in large.items() if code != "scan")
    print(
        f"one key shared by {claims // 10:,} claims: {whole / total[1]:.1f} times the time of all rules,"
        f" {large['FIG1'] / many['FIG1']:.1f} times that of FIG1"
    )


if __name__ == "__main__":
    main()
