"""What is written comes back, rows hash the same everywhere, and the digest follows every cell."""

import itertools
import random
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import article_of, claim_of, extract_toy, sentences_of

from ledger.claims.extraction import Extraction
from ledger.claims.identity import claim_ids
from ledger.errors import NotFoundError
from ledger.store.canonical import decimal_text, row_hash
from ledger.store.connection import open_ledger, transaction
from ledger.store.digest import ledger_digest, notes, sections, stored_digest, write_digest
from ledger.store.read import find_claim, full_id, read_article, read_claims, read_conflicts, read_sentences, sources
from ledger.store.records import Conflict, ConflictClaim, Corroboration, Rule
from ledger.store.rows import rows_of
from ledger.store.tables import CLAIMS
from ledger.store.write import (
    clear_conflicts,
    delete_articles,
    write_article,
    write_conflicts,
    write_corroborations,
    write_refusals,
    write_rules,
)
from ledger.text.article import Span

ROOT = Path(__file__).parents[2]
TEXTS = {
    "a": "More than 40 houses burned.\n\nMs. Ode and mayor Lund saw about 3 boats. Relief known as Blue.",
    "b": "Điện Biên lost 4,821 trees. It allegedly lost dozens of boats.",
    "c": "Nothing happened.",
}


def fill(connection: sqlite3.Connection, ids: str = "abc") -> None:
    with transaction(connection):
        for id in ids:
            write_article(connection, rows_of(extract_toy(article_of(TEXTS[id], id))))
        write_rules(connection, [Rule("FIG1", "incompatible values", "error", "One scope, two values.")])
        clear_conflicts(connection)
        claims = list(read_claims(connection))
        parts = (ConflictClaim(claims[0], "a"), ConflictClaim(claims[1], "b"), ConflictClaim(claims[2], "c", False))
        conflict = Conflict("blake2b-0", "FIG1", "error", "Two values.", parts)
        place = Conflict("blake2b-1", "FIG1", "note", "Not read.", (), "b", 48, 54)
        write_conflicts(connection, [place, conflict])
        write_corroborations(connection, [Corroboration(claims[1], claims[2], "equal")])
        write_refusals(connection, [("other/1", "no such article", "{}")])
        write_digest(connection)


def test_records_come_back_as_they_went_in(ledger: sqlite3.Connection) -> None:
    article = article_of(
        TEXTS["b"], "b", title="A 'title'", published="2024-05", restates="0f" * 32, url="https://example.org/b",
        front_matter=Span(0, 4), body=(Span(4, 9), Span(12, 60)), furniture=(Span(9, 12),), media="html",
    )  # fmt: skip
    extraction = extract_toy(article)
    odd = claim_of("b", extraction.sentences[0], 0, 4, kind="event", value=None, evidence={"place": Span(1, 2)})
    extraction = extraction._replace(claims=(*extraction.claims, odd))
    with transaction(ledger):
        write_article(ledger, rows_of(extraction), "as now")
    assert read_article(ledger, "b") == article
    assert read_sentences(ledger, "b") == extraction.sentences
    ids = claim_ids(extraction.sentences, extraction.claims)
    assert read_claims(ledger, "b") == dict(zip(ids, extraction.claims, strict=True))
    assert sources(ledger) == {"b": ("b", article.file, article.sha256, article.restates, "as now")}
    with pytest.raises(NotFoundError, match="no article 'x'"):
        read_article(ledger, "x")


def test_conflicts_come_errors_first_with_their_claims_in_the_order_of_the_text(ledger: sqlite3.Connection) -> None:
    fill(ledger)
    conflict, place = read_conflicts(ledger)
    assert [(part.role, part.witness) for part in conflict.claims] == [("a", True), ("b", True), ("c", False)]
    assert (place.article, place.start, place.end, place.claims) == ("b", 48, 54, ())


def test_an_id_may_be_shortened(ledger: sqlite3.Connection) -> None:
    fill(ledger)
    for id, claim in read_claims(ledger).items():
        assert find_claim(ledger, id) == (id, claim)
        assert find_claim(ledger, id[:14]) == find_claim(ledger, id[8:14]) == (id, claim)
    assert full_id(ledger, "conflicts", "blake2b-0") == "blake2b-0"
    with pytest.raises(NotFoundError, match="several conflicts begin with 'blake2b-'"):
        full_id(ledger, "conflicts", "blake2b-")
    with pytest.raises(NotFoundError, match="no conflict 'zz' in this ledger"):
        full_id(ledger, "conflicts", "zz")


def test_equal_claims_become_one_row() -> None:
    sentences = sentences_of("It lost 40 houses.")
    claim = claim_of("a", sentences[0], 8, 17)
    rows = rows_of(Extraction(article_of("It lost 40 houses."), sentences, (claim, replace(claim, value=1))))
    assert rows.count(CLAIMS) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4821e9, "4821000000000"),
        (100.0, "100"),
        (0.1, "0.1"),
        (1e23, "100000000000000000000000"),
        (-0.0, "0"),
        (1.5e-7, "0.00000015"),
        (2.0**-30, "0.0000000009313225746154785"),
    ],
)
def test_a_float_is_written_as_a_plain_decimal(value: float, text: str) -> None:
    assert decimal_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_reads_back_as_its_float(value: float) -> None:
    assert float(decimal_text(value)) == value


def test_a_float_without_digits_is_refused() -> None:
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="has no decimal form"):
            row_hash("claims", ("value",), (value,))


def test_a_row_hash_covers_table_columns_and_values() -> None:
    hashes = {
        row_hash(*row)
        for row in [
            ("t", ("a", "b"), ("x", "y")),
            ("u", ("a", "b"), ("x", "y")),
            ("t", ("a", "c"), ("x", "y")),
            ("t", ("a", "b"), ("xy", "")),
            ("t", ("a", "b"), ("x", None)),
            ("t", ("a", "b"), ("x", "Y")),
            ("t", ("a", "b"), ("1", "y")),
            ("t", ("a", "b"), (1, "y")),
        ]
    }
    assert len(hashes) == 8


def test_an_order_of_writing_makes_no_difference(tmp_path: Path) -> None:
    digests = set()
    for number, order in enumerate(itertools.permutations("abc")):
        with_detours = open_ledger(tmp_path / f"{number}.db")
        for id in order:
            with transaction(with_detours):
                other = article_of("Something else with 99 words. And 7 more.", id)
                write_article(with_detours, rows_of(extract_toy(other)))
        fill(with_detours, "".join(reversed(order)))
        digests.add(stored_digest(with_detours))
        assert ledger_digest(with_detours) == stored_digest(with_detours)
        with_detours.close()
    assert len(digests) == 1


def test_a_digest_is_the_same_in_every_process(ledger: sqlite3.Connection, database: Path) -> None:
    fill(ledger)
    code = (
        "import sys; sys.path.insert(0, 'tests/store')\n"
        "from pathlib import Path; from test_rows import *; c = open_ledger(Path(sys.argv[1])); fill(c)\n"
        "print(stored_digest(c))"
    )
    for number, (seed, zone) in enumerate([("1", "Asia/Ho_Chi_Minh"), ("2", "America/Lima")]):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code, str(database.with_name(f"{number}.db"))]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == stored_digest(ledger)


def test_an_article_that_is_gone_leaves_nothing(ledger: sqlite3.Connection) -> None:
    fill(ledger)
    before = ledger_digest(ledger)
    with transaction(ledger):
        clear_conflicts(ledger)
        delete_articles(ledger, ["b"])
    tables = ["articles", "sentences", "claims", "mentions", "people", "aliases", "refusals", "uncovered"]
    for table in tables:
        column = "id" if table == "articles" else "article_id"
        assert ledger.execute(f"SELECT count(*) FROM {table} WHERE {column} = 'b'").fetchone() == (0,), table
    assert ledger_digest(ledger) != before


CELLS = [
    ("rules", "summary"),
    ("rules", "level"),
    ("conflicts", "message"),
    ("conflicts", "status"),
    ("conflict_claims", "role"),
    ("conflict_claims", "witness"),
    ("corroborations", "reason"),
    ("refusals", "reason"),
    ("articles", "root"),
    ("articles", "reading"),
]


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_the_digest_follows_every_part(table: str, column: str, ledger: sqlite3.Connection) -> None:
    fill(ledger)
    before = sections(ledger) | notes(ledger)
    changed = {"status": "'lapsed'", "level": "'note'", "witness": "1 - witness"}.get(column, f"{column} || 'x'")
    where = "article_id IS NULL" if table == "refusals" else "true"
    ledger.execute(
        f"UPDATE {table} SET {column} = {changed} WHERE rowid = (SELECT max(rowid) FROM {table} WHERE {where})"
    )
    after = sections(ledger) | notes(ledger)
    assert [name for name in before if before[name] != after[name]] == [
        {"conflict_claims": "conflicts", "reading": "sources"}.get(column if column == "reading" else table, table)
    ]


def test_random_content_survives(ledger: sqlite3.Connection) -> None:
    """Any text without NUL and lone surrogates, in any order, comes back equal."""
    chance = random.Random(4821)
    letters = "abcđếłé\u0301 \t\r\n'\"\\/.,0123456789\u200b\U0001f600\ufeff漢"
    for number in range(30):
        text = "".join(chance.choices(letters, k=chance.randrange(400)))
        extraction = extract_toy(article_of(text, f"n{number}", title=text))
        with transaction(ledger):
            write_article(ledger, rows_of(extraction))
        assert read_article(ledger, f"n{number}") == extraction.article
        assert read_sentences(ledger, f"n{number}") == extraction.sentences
