"""A small corpus with figures that disagree, a vocabulary, decisions and claims of another tool."""

import json
from pathlib import Path

from ledger.build import BuildOptions, build
from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.config import load_config
from ledger.decisions import Verdict, decide
from ledger.exchange.importing import Reader, import_claims
from ledger.store.connection import ledger_at
from ledger.store.read import read_conflicts

ARTICLES = {
    "council.md": (
        "---\ntitle: A budget for roads\npublished: 2024-03-04\n---\n"
        "The town of Marlow spent $4.2 million on roads in 2023. Mayor Ann Bell opened 14 clinics in March 2023.\n\n"
        "The jobless rate of Marlow was 5.1% in 2023. More than 1,200 families got a grant in 2023.\n\n"
        "The School Meals Programme (SMP) fed 3,400 pupils. Of the 900 houses, 600 are old and 300 are new.\n"
    ),
    "letters.txt": (
        "The town of Marlow spent $4.9 million on roads in 2023.\n\n"
        "In 2023 the jobless rate of Marlow stood at 5.9%. Mayor Anna Bell opened 16 clinics in March 2023.\n\n"
        "SMP fed 3,900 pupils.\n"
    ),
    "harbour.md": "---\npublished: 2024-03-05\n---\nAbout 320 boats lay in the port of Điện Bay. It has 3 cranes.\n",
}
VOCABULARY = """
[[places]]
name = "Marlow"
kind = "town"
[[places]]
name = "Old Marlow"
within = "Marlow"
"""
PROPOSED = (
    {"article": "harbour", "quote": "3 cranes", "kind": "quantity", "measure": "cranes", "value": 3, "unit": "crane",
     "extractor": "reader/1"},
    {"article": "harbour", "quote": "3 cranes", "kind": "quantity", "measure": "cranes", "value": 4, "unit": "crane",
     "extractor": "reader/1"},
)  # fmt: skip


def make_corpus(folder: Path) -> Path:
    """The articles and the vocabulary, in a new folder."""
    folder.mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    return folder


def options(corpus: Path) -> BuildOptions:
    """As the command line builds."""
    return BuildOptions(extract_article, refresh, load_config([corpus]))


def make_ledger(corpus: Path, database: Path) -> Path:
    """A ledger with an imported claim, a refused one, and two decisions on one conflict."""
    build([corpus], database, options(corpus))
    with ledger_at(database) as connection:
        lines = [json.dumps(claim).encode() for claim in PROPOSED]
        report = import_claims(connection, lines, Reader(extract_article, refresh))
        assert (report.admitted, len(report.refused)) == (1, 1), report
        conflict = read_conflicts(connection)[0].id
        for verdict in ("unsure", "a_wrong"):
            decide(connection, conflict, Verdict(verdict, "Looked it up.", "ann"), corpus / "decisions.jsonl")
    return database
