"""A reader of very plain articles, for tests of what comes after reading: '40 houses burned. Two ...'."""

import re
import sqlite3
from collections.abc import Sequence
from hashlib import sha256

from ledger.claims.claim import Claim
from ledger.claims.extraction import AliasRow, Extraction, MentionRow, PersonRow, Refusal
from ledger.claims.identity import conflict_id
from ledger.store.read import read_claims
from ledger.store.records import Conflict, ConflictClaim, Rule
from ledger.store.write import clear_conflicts, write_conflicts, write_rules
from ledger.text.article import Article, Sentence, Span

SENTENCE = re.compile(r"\S[^.]*\.")
FIGURE = re.compile(r"(?:(more than|about) )?(\d[\d,]*) (\w+)")
PERSON = re.compile(r"Ms\. (\w+)|mayor (\w+)")


def article_of(text: str, id: str = "a", **changes: object) -> Article:
    """An article without front matter and furniture."""
    fields: dict[str, object] = {
        "id": id, "file": f"seeds/{id}.md", "sha256": sha256(text.encode()).hexdigest(), "text": text,
        "encoding": "utf-8", "media": "text", "title": None, "publisher": None, "published": None, "url": None,
        "language": "en", "restates": None, "front_matter": Span(0, 0), "body": (Span(0, len(text)),),
        "furniture": (),
    }  # fmt: skip
    return Article(**(fields | changes))  # type: ignore[arg-type]


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Everything up to a stop; a paragraph is what blank lines separate."""
    return tuple(
        Sentence(n, found.start(), found.end(), found[0], len(re.findall(r"\n\s*\n", text[: found.start()])))
        for n, found in enumerate(SENTENCE.finditer(text))
    )


def claim_of(article: str, sentence: Sentence, start: int, end: int, **changes: object) -> Claim:
    """A claim whose quote stands at [start, end) of its sentence."""
    fields: dict[str, object] = {
        "article": article, "sentence": sentence.n, "start": sentence.start + start, "end": sentence.start + end,
        "quote": sentence.text[start:end], "kind": "quantity", "subject": None, "measure": "number",
        "value": 1.0, "value_text": sentence.text[start:end], "unit": None, "low": None, "high": None,
        "usual_low": None, "usual_high": None, "hedge": "none", "place": None, "period": None, "period_kind": None,
        "programme": None, "population": None, "modality": "stated", "speaker": None, "extractor": "toy/1",
        "evidence": {},
    }  # fmt: skip
    return Claim(**(fields | changes))  # type: ignore[arg-type]


def extract_toy(article: Article) -> Extraction:
    """Figures as claims, everything named as a mention, one alias and one refusal where the text asks for them."""
    sentences = sentences_of(article.text)
    claims, mentions, people, aliases, refusals = [], [], [], [], []
    for sentence in sentences:
        for found in FIGURE.finditer(sentence.text):
            value = float(found[2].replace(",", ""))
            low = value if found[1] != "about" else value * 0.9
            high = None if found[1] == "more than" else value
            hedge = (found[1] or "none").replace(" ", "_")
            said = {"value": value, "value_text": found[2], "unit": found[3], "low": low, "high": high, "hedge": hedge}
            evidence = {"place": Span(sentence.start, sentence.start + 1)}
            claims.append(claim_of(article.id, sentence, *found.span(), **said, measure=found[3], evidence=evidence))
            place = sentence.start + found.start()
            mentions.append(MentionRow(sentence.n, "quantity", place, place + len(found[0]), found[0], found[2]))
        for found in PERSON.finditer(sentence.text):
            people.append(PersonRow(sentence.n, found[1] or found[2], "mayor" if found[2] else None, None))
        if "known as" in sentence.text:
            aliases.append(AliasRow(sentence.n, "programme", sentence.text.split()[-1], sentence.text.split()[0]))
        if "allegedly" in sentence.text:
            refusals.append(Refusal("toy/1", "hearsay", '{"quote":"allegedly"}'))
    uncovered = tuple(Span(*found.span()) for found in re.finditer(r"\bdozens\b", article.text))
    found_all = (tuple(claims), tuple(mentions), tuple(people), tuple(aliases), tuple(refusals))
    return Extraction(article, sentences, *found_all, uncovered=uncovered)


def refresh_toy(connection: sqlite3.Connection) -> None:
    """One rule: two articles give different numbers of one thing; the earliest claim of each value is a witness."""
    clear_conflicts(connection)
    write_rules(connection, [Rule("FIG1", "incompatible values", "error", "One thing, two numbers.")])
    told: dict[str, dict[float, str]] = {}
    for id, claim in read_claims(connection).items():
        told.setdefault(claim.measure, {}).setdefault(claim.value or 0.0, id)
    conflicts = []
    for measure, witnesses in told.items():
        if len(witnesses) > 1:
            parts = tuple(ConflictClaim(id, role) for id, role in zip(witnesses.values(), "abcdef", strict=False))
            id = conflict_id("FIG1", witnesses.values())
            conflicts.append(Conflict(id, "FIG1", "error", f"{measure}: several values.", parts))
    write_conflicts(connection, conflicts)


def accept_toy(article: Article, sentences: tuple[Sentence, ...], claims: Sequence[Claim]) -> list[str | None]:
    """Reads every figure again, as admission does."""
    read = {(claim.start, claim.value) for claim in extract_toy(article).claims}
    return [None if (claim.start, claim.value) in read else "the value is not in the quote" for claim in claims]
