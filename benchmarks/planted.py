"""Plants one change at a time in a copy of an article and sees what the rules say: `python -m benchmarks.planted`.

The article and its copy are checked together. A planted error is found when a new conflict (error or warning) names a
claim on the changed words; a harmless change gives a false alarm when a new conflict between the two appears. Edits of
figures count only where the changed figure is beyond what the printed precision allows. The copy is word for word, or
with `--reworded` in other words and with other sentences turned round.
"""

import argparse
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.edits import ERRORS, HARMLESS, Edit, reworded
from ledger.check import refresh
from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.compare.facets.intervals import disjoint
from ledger.reported import read_conflicts
from ledger.store.connection import scratch_ledger, transaction
from ledger.store.rows import ArticleRows, rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text
from ledger.text.article import Article

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "articles"
EACH = 8
"""Edits of a kind in one article at most, spread over it."""
EXACT = frozenset({"digit", "digits swapped", "scale"})


def edited(article: Article, edit: Edit, otherwise: Sequence[tuple[int, int, str]] = ()) -> tuple[Article, int]:
    """The copy with the edit, and where the edit begins in it; `otherwise` is reworded where the edit leaves it."""
    own = [(edit.start, edit.end, edit.text), *edit.also]
    words = [o for o in otherwise if not any(o[0] < end and start < o[1] for start, end, _ in own)]
    text, at = article.text, edit.start
    for start, end, new in sorted([*own, *words], reverse=True):
        text = text[:start] + new + text[end:]
        at += len(new) - (end - start) if start < edit.start else 0
    return article_from_text(text, id=f"{article.id}-copy"), at


def conflicts(original: ArticleRows, copy: ArticleRows) -> Iterator[tuple[str, frozenset[tuple[str, int, int]]]]:
    """Level and claims of what is reported of an article and its copy."""
    ledger: sqlite3.Connection = scratch_ledger()
    with transaction(ledger):
        write_article(ledger, original)
        write_article(ledger, copy)
        refresh(ledger)
    for conflict in read_conflicts(ledger):
        if conflict.level != "note":
            spans = frozenset((c.claim.article, c.claim.start, c.claim.end) for c in conflict.claims if c.witness)
            yield conflict.rule, spans
    ledger.close()


def _beyond(claim: Claim, changed: Sequence[Claim], at: int) -> bool:
    """Whether the changed figure cannot be the printed one."""
    now = next((c for c in changed if c.kind == "quantity" and c.start <= at < c.end), None)
    return now is not None and disjoint(claim.low, claim.high, now.low, now.high)


def _placed(changed: Sequence[Claim], at: int) -> bool:
    """Whether the changed figure is read as one of the other place."""
    return any(c.start <= at < c.end and "Norvale" in (c.place or "") for c in changed)


def measure(files: Sequence[Path], each: int = EACH, in_other_words: bool = False) -> dict[str, list[bool]]:
    """For each kind of edit, whether each was reported; `each` edits of a kind in one article at most."""
    found: dict[str, list[bool]] = defaultdict(list)
    for file in files:
        article = article_from_text(file.read_text(encoding="utf-8"), id=file.stem)
        otherwise = reworded(article) if in_other_words else ()
        extraction = extract_article(article)
        original = rows_of(extraction)
        plain, _ = edited(article, Edit(0, 0, ""), otherwise)
        known = _across(conflicts(original, rows_of(extract_article(plain))))
        found["the copy itself"].append(known > 0)
        for kind, planter in {**ERRORS, **HARMLESS}.items():
            edits = {(e.start, e.text): (c, e) for c in extraction.claims if (e := planter(article, c)) is not None}
            chosen = list(edits.values())
            for claim, edit in chosen[:: max(1, len(chosen) // each)][:each]:
                copy, at = edited(article, edit, otherwise)
                changed = extract_article(copy)
                if kind in EXACT and not _beyond(claim, changed.claims, at):
                    continue
                if kind == "other place" and not _placed(changed.claims, at):
                    continue
                reported = list(conflicts(original, rows_of(changed)))
                if kind in HARMLESS:
                    found[kind].append(_across(reported) > known)
                else:
                    spans = [s for _, spans in reported for s in spans]
                    hit = any(a == copy.id and start <= at + len(edit.text) and at <= end for a, start, end in spans)
                    found[kind].append(hit)
    return found


def _across(reported: Iterable[tuple[str, frozenset[tuple[str, int, int]]]]) -> int:
    """How many conflicts stand between the article and its copy."""
    return sum(len({article for article, *_ in spans}) > 1 for _, spans in reported)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each kind of edit: how many of how many were reported."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="*", default=[CORPUS], help="files, or folders of them")
    parser.add_argument("--each", type=int, default=EACH, metavar="N", help="edits of a kind in one article at most")
    parser.add_argument("--reworded", action="store_true", help="tell the copy in other words")
    options = parser.parse_args(arguments)
    files = [f for path in options.articles for f in (sorted(path.glob("*.*")) if path.is_dir() else [path])]
    found = measure([file for file in files if file.suffix in (".md", ".txt")], options.each, options.reworded)
    for title, kinds in (
        ("planted errors found", [*ERRORS]),
        ("false alarms on harmless changes", [*HARMLESS]),
        ("articles whose copy raises an alarm without a change", ["the copy itself"]),
    ):
        print(title)
        for kind in kinds:
            hits, of = sum(found[kind]), len(found[kind])
            print(f"  {kind:20} {hits:4} / {of:<4} {100 * hits / of if of else 0:6.1f} %")


if __name__ == "__main__":
    main()
