"""Plants one change at a time in a copy of an article and sees what the rules say: `python -m benchmarks.planted`.

The article and its copy are checked together. A planted error is found when a new conflict (error or warning) names a
claim on the changed words; a harmless change gives a false alarm when a new conflict between the two appears. Edits of
figures count only where the changed figure is beyond what the printed precision allows.
"""

import argparse
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger.check import refresh
from ledger.claims.claim import Claim
from ledger.claims.extract import extract_article
from ledger.compare.intervals import disjoint
from ledger.reported import read_conflicts
from ledger.store.connection import scratch_ledger, transaction
from ledger.store.rows import ArticleRows, rows_of
from ledger.store.write import write_article
from ledger.text import article_from_text
from ledger.text.article import Article

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "articles"
EACH = 8
"""Edits of a kind in one article at most, spread over it."""


@dataclass(frozen=True)
class Edit:
    """Words replaced at [start, end) of the article's text, and more replacements of that sentence."""

    start: int
    end: int
    text: str
    also: tuple[tuple[int, int, str], ...] = ()


Planter = Callable[[Article, Claim], Edit | None]

_SCALES = {"million": "billion", "billion": "trillion", "trillion": "billion", "thousand": "million", "m": "bn"}
_UNITS = {
    "km": "miles", "kilometres": "miles", "hectares": "square metres", "tonnes": "kilograms", "metres": "feet",
    "millimetres": "centimetres", "per cent": "percentage points", "kg": "tonnes", "US$": "€", "£": "€", "$": "£",
    "€": "$",
}  # fmt: skip
_HEDGES = {
    "more than": "less than", "over": "under", "at least": "at most", "less than": "more than",
    "under": "over", "up to": "at least", "nearly": "more than", "almost": "more than", "below": "above",
}  # fmt: skip
_WORDS = {
    "per cent": "%", "percent": "per cent", "km": "kilometres", "hectares": "ha", "kilometers": "km",
    " ha": " hectares",
}  # fmt: skip


def _figure(claim: Claim) -> re.Match[str] | None:
    return re.search(r"\d[\d,]*(?:\.\d+)?", claim.quote) if claim.kind == "quantity" and claim.value else None


def plant_digit(article: Article, claim: Claim) -> Edit | None:
    """Another first or second digit."""
    match = _figure(claim)
    if match is None or len(re.sub(r"\D", "", match[0])) < 2:
        return None
    at = [i for i, c in enumerate(match[0]) if c.isdigit()][len(re.sub(r"\D", "", match[0])) > 2]
    new = str((int(match[0][at]) + 3) % 9 + 1)
    if new == match[0][at]:
        return None
    start = claim.start + match.start() + at
    return Edit(start, start + 1, new)


def plant_swap(article: Article, claim: Claim) -> Edit | None:
    """Two neighbouring digits in each other's place."""
    match = _figure(claim)
    if match is None:
        return None
    for i in range(len(match[0]) - 1):
        a, b = match[0][i], match[0][i + 1]
        if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
            start = claim.start + match.start() + i
            return Edit(start, start + 2, b + a)
    return None


def _replaced(table: dict[str, str], words: str = r"\b{}\b(?!/)") -> Planter:
    def plant(article: Article, claim: Claim) -> Edit | None:
        if _figure(claim) is None:
            return None
        for old, new in table.items():
            pattern = words.format(re.escape(old)) if old[-1].isalpha() and old[0].isalpha() else re.escape(old)
            if match := re.search(pattern, claim.quote, re.IGNORECASE):
                return Edit(claim.start + match.start(), claim.start + match.end(), new)
        return None

    return plant


def plant_scale(article: Article, claim: Claim) -> Edit | None:
    """A billion for a million."""
    match = re.search(r"(?<=[\d ])(million|billion|trillion|thousand|m)\b", claim.quote)
    if match is None or _figure(claim) is None:
        return None
    return Edit(claim.start + match.start(), claim.start + match.end(), _SCALES[match[0]])


def plant_name(article: Article, claim: Claim) -> Edit | None:
    """Another family name for the holder of an office or a resident."""
    if claim.kind != "role" or " " not in claim.value_text or claim.value_text not in claim.quote:
        return None
    start = claim.start + claim.quote.index(claim.value_text) + claim.value_text.rindex(" ") + 1
    end = claim.start + claim.quote.index(claim.value_text) + len(claim.value_text)
    return Edit(start, end, "Harwick")


def plant_date(article: Article, claim: Claim) -> Edit | None:
    """Another day of the month."""
    if claim.kind != "date" or claim.measure != "date" or not re.fullmatch(r"\d{4}-\d\d-\d\d", claim.value_text):
        return None
    match = re.search(r"(?<!\d)\d{1,2}(?!\d)", claim.quote)
    if match is None:
        return None
    start = claim.start + match.start()
    return Edit(start, claim.start + match.end(), str(int(match[0]) % 27 + 1))


def harmless_rounding(article: Article, claim: Claim) -> Edit | None:
    """'about 18,000' for 18,142."""
    match = _figure(claim)
    digits = re.sub(r"\D", "", match[0]) if match else ""
    if match is None or "." in match[0] or len(digits.rstrip("0")) < 4 or claim.hedge != "none":
        return None
    step = 10 ** (len(digits) - 2)
    start = claim.start + match.start()
    return Edit(start, claim.start + match.end(), f"{round(int(digits) / step) * step:,}", ((start, start, "about "),))


def harmless_year(article: Article, claim: Claim) -> Edit | None:
    """Another figure of another year."""
    return _elsewhere(article, claim, r"\b(?:in|In) (20\d\d)\b", lambda year: str(int(year) - 7))


def harmless_place(article: Article, claim: Claim) -> Edit | None:
    """Another figure of another place."""
    name = (claim.place or "").split(",")[0]
    if not name or "place" not in claim.evidence:
        return None
    return _elsewhere(article, claim, rf"\b({re.escape(name.split()[0])})\b", lambda _: "Norvale")


def _elsewhere(article: Article, claim: Claim, pattern: str, new: Callable[[str], str]) -> Edit | None:
    edit = plant_digit(article, claim)
    sentence = _sentence(article, claim)
    if edit is None or sentence is None:
        return None
    start, end = sentence
    also = tuple(
        (start + m.start(1), start + m.end(1), new(m[1])) for m in re.finditer(pattern, article.text[start:end])
    )
    return Edit(edit.start, edit.end, edit.text, also) if also else None


def _sentence(article: Article, claim: Claim) -> tuple[int, int] | None:
    start = max(article.text.rfind(mark, 0, claim.start) for mark in (". ", "\n", "? ", "! "))
    end = article.text.find("\n", claim.end)
    return start + 1, min(e for e in (end, article.text.find(". ", claim.end)) if e > 0) if end > 0 else claim.end


ERRORS: dict[str, Planter] = {
    "digit": plant_digit,
    "digits swapped": plant_swap,
    "scale": plant_scale,
    "name": plant_name,
    "date": plant_date,
    "hedge turned round": _replaced(_HEDGES),
    "unit swapped": _replaced(_UNITS),
}
HARMLESS: dict[str, Planter] = {
    "rounding": harmless_rounding,
    "other unit words": _replaced(_WORDS),
    "other year": harmless_year,
    "other place": harmless_place,
}
EXACT = frozenset({"digit", "digits swapped", "scale"})


def edited(article: Article, edit: Edit) -> tuple[Article, int]:
    """The copy with the edit, and where the edit begins in it."""
    text, at = article.text, edit.start
    for start, end, new in sorted([(edit.start, edit.end, edit.text), *edit.also], reverse=True):
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


def measure(files: Sequence[Path], each: int = EACH) -> dict[str, list[bool]]:
    """For each kind of edit, whether each was reported; `each` edits of a kind in one article at most."""
    found: dict[str, list[bool]] = defaultdict(list)
    for file in files:
        article = article_from_text(file.read_text(encoding="utf-8"), id=file.stem)
        extraction = extract_article(article)
        original = rows_of(extraction)
        plain, _ = edited(article, Edit(0, 0, ""))
        unchanged = conflicts(original, rows_of(extract_article(plain)))
        known = sum(len({a for a, *_ in spans}) > 1 for _, spans in unchanged)
        for kind, planter in {**ERRORS, **HARMLESS}.items():
            edits = [(c, e) for c in extraction.claims if (e := planter(article, c)) is not None]
            for claim, edit in edits[:: max(1, len(edits) // each)][:each]:
                copy, at = edited(article, edit)
                changed = extract_article(copy)
                if kind in EXACT and not _beyond(claim, changed.claims, at):
                    continue
                reported = list(conflicts(original, rows_of(changed)))
                if kind == "other place" and not _placed(changed.claims, at):
                    continue
                if kind in HARMLESS:
                    across = [spans for _, spans in reported if len({a for a, *_ in spans}) > 1]
                    found[kind].append(len(across) > known)
                else:
                    spans = [s for _, spans in reported for s in spans]
                    hit = any(a == copy.id and start <= at + len(edit.text) and at <= end for a, start, end in spans)
                    found[kind].append(hit)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each kind of edit: how many of how many were reported."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="*", default=[CORPUS], help="files, or folders of them")
    parser.add_argument("--each", type=int, default=EACH, metavar="N", help="edits of a kind in one article at most")
    options = parser.parse_args(arguments)
    files = [f for path in options.articles for f in (sorted(path.glob("*.*")) if path.is_dir() else [path])]
    found = measure([file for file in files if file.suffix in (".md", ".txt")], options.each)
    for title, kinds in (("planted errors found", ERRORS), ("false alarms on harmless changes", HARMLESS)):
        print(title)
        for kind in kinds:
            hits, of = sum(found[kind]), len(found[kind])
            print(f"  {kind:20} {hits:4} / {of:<4} {100 * hits / of if of else 0:6.1f} %")


if __name__ == "__main__":
    main()
