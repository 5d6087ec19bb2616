"""Claims that other tools or people propose: read from JSON lines, completed, and shown to admission.

Those that were let in are kept in `imported.jsonl` of the corpus, one proposal a line as it was made, so that every
build reads them again and shows them to admission again. What a proposal leaves out the ledger fills with its own
reading of the quote. Where the quote stands once in its article, it is kept without offsets: then it survives edits
elsewhere in the article.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from ledger.claims.admission import Admission
from ledger.claims.agreement import same_unit
from ledger.claims.claim import Claim
from ledger.claims.extraction import Extraction, Refusal
from ledger.claims.identity import canonical_json
from ledger.claims.reading import Reading, read
from ledger.errors import StoreError
from ledger.resources import schema_text
from ledger.store.canonical import text_hash
from ledger.store.json_lines import append_lines, parse_object
from ledger.text import Article, Sentence
from ledger.text.article import Span

FILE_NAME = "imported.jsonl"
_SHOWN = 10_000
"""Bytes kept of a line that holds no proposal."""
_SEEN = {ord(character): " " for character in "\xa0\u200c\u200d"}
"""What a name may hold besides printable characters: a blank that does not break, and joiners."""
_PLACE = ("start", "end")
_NOT_SAID = frozenset({"id", "sentence", "article", *_PLACE, "evidence"})
"""Keys of a proposal that are no field to be taken over: handles, and what is worked out."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of proposed claims that the schema allows."""

    line: int
    """From 1."""
    said: Mapping[str, Any]
    """Its keys and values, without those that say nothing (null), and without `id` and `sentence`."""

    @property
    def article(self) -> str:
        """The article it is about."""
        return str(self.said["article"])

    @property
    def text(self) -> str:
        """The proposal as canonical JSON."""
        return canonical_json(self.said)


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that holds no proposal."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What `imported.jsonl` holds."""

    proposals: Mapping[str, tuple[Proposal, ...]]
    """By article, each once, in the order of the file."""
    problems: tuple[str, ...]
    """A line for each line that is no proposal: file, line, what is wrong, what to do."""


def load_imported(path: Path | None) -> ImportedFile:
    """The kept proposals of a corpus; none when there is no file yet. Raises StoreError when it cannot be read."""
    if path is None or not path.exists():
        return ImportedFile({}, ())
    if not path.is_file():
        raise StoreError(f"{path}: is no regular file; the imported claims of a corpus are one")
    try:
        with path.open("rb") as lines:
            read_lines = read_proposals(lines)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); mend the file") from error
    found: defaultdict[str, dict[str, Proposal]] = defaultdict(dict)
    problems = []
    for item in read_lines:
        if isinstance(item, Unread):
            problems.append(f"{path}:{item.line}: {item.reason}; take the line back from version control")
        else:
            found[item.article].setdefault(item.text, item)
    return ImportedFile({article: tuple(items.values()) for article, items in found.items()}, tuple(problems))


def append_imported(path: Path, proposals: Iterable[Proposal]) -> None:
    """Add proposals at the end of the file, all or none. Raises StoreError."""
    append_lines(path, "".join(f"{proposal.text}\n" for proposal in proposals), "nothing was imported")


def read_proposals(lines: Iterable[bytes]) -> list[Proposal | Unread]:
    """Every line that is not blank, as a proposal or with the reason why it is none."""
    found: list[Proposal | Unread] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_proposal(number, line))
            except ValueError as error:
                text = line[:_SHOWN].decode(errors="backslashreplace").strip().replace("\0", "\\x00")
                found.append(Unread(number, str(error), text))
    return found


def hash_of(proposals: Sequence[Proposal]) -> str:
    """Hash of what is proposed for one article: as part of `Source.reading` it tells when to read it again."""
    return text_hash("\n".join(sorted(proposal.text for proposal in proposals)))


def with_imported(extraction: Extraction, proposals: Sequence[Proposal]) -> Extraction:
    """An extraction with the proposals that admission lets in, and a refusal for each of the others."""
    if not proposals:
        return extraction
    door = Door(extraction.article, extraction.sentences)
    claims, refusals = list(extraction.claims), list(extraction.refusals)
    for proposal in proposals:
        claim = door.claim_of(proposal)
        if isinstance(claim, Claim):
            claims += [claim] if claim not in claims else []
        else:
            refusals.append(Refusal(str(proposal.said["extractor"]), claim, proposal.text))
    claims.sort(key=lambda claim: (claim.start, claim.end, claim.kind, claim.measure, claim.extractor))
    return extraction._replace(claims=tuple(claims), refusals=tuple(refusals))


class Door:
    """Completes proposals about one article and shows them to admission."""

    def __init__(self, article: Article, sentences: tuple[Sentence, ...]) -> None:
        from ledger.claims.extract import extract

        self._reading: Reading = read(article, sentences)
        self._sentences = sentences
        self._admission = Admission(self._reading, tuple(extract(self._reading)))

    def claim_of(self, proposal: Proposal) -> Claim | str:
        """The claim that enters, or why none does."""
        span = self._span(proposal)
        if isinstance(span, str):
            return span
        within = [s for s in self._sentences if s.start <= span.start and span.end <= s.end]
        if not within:
            return "the quote does not lie within one sentence of the article's body"
        own = self._admission.counterparts(str(proposal.said["kind"]), span)
        reasons = []
        for mine in own:
            claim = _completed(proposal, mine, span, within[0].n)
            reason = self._admission.reason_to_refuse(claim)
            if reason is None:
                return claim
            reasons.append(reason)
        return min(reasons, key=len, default=f"the ledger reads no {proposal.said['kind']} in the quote")

    def figures(self, span: Span) -> list[Claim]:
        """What the ledger itself reads of the figures that stand wholly within a span of the article."""
        own = self._admission.counterparts("quantity", span)
        return [claim for claim in own if claim.quote.find(claim.value_text) >= 0 and _holds_figure(claim, span)]

    def placed(self, proposal: Proposal) -> Proposal:
        """The proposal as it is kept: without offsets where its quote stands once."""
        quote = str(proposal.said["quote"])
        kept = {name: value for name, value in proposal.said.items() if name not in _PLACE or self._count(quote) > 1}
        return replace(proposal, said=kept)

    def _count(self, quote: str) -> int:
        """How often a quote stands in the article: 0, 1 or 2 for more often; occurrences may overlap."""
        text = self._reading.article.text
        first = text.find(quote)
        return 0 if first < 0 else 1 if text.find(quote, first + 1) < 0 else 2

    def _span(self, proposal: Proposal) -> Span | str:
        """Where the quote stands, or why that cannot be told."""
        text, quote = self._reading.article.text, str(proposal.said["quote"])
        start, end = (proposal.said.get(name) for name in _PLACE)
        if start is None and end is None:
            count = self._count(quote)
            if count == 0:
                return "the quote does not stand, character for character, in the article"
            if count > 1:
                return "the quote stands more than once in the article: give start and end"
            start = text.index(quote)
        start = int(end) - len(quote) if start is None and end is not None else int(start or 0)
        span = Span(start, start + len(quote) if end is None else int(end))
        if span.start < 0 or text[span.start : span.end] != quote:
            return "the quote does not stand, character for character, at its offsets"
        return span


def _proposal(number: int, line: bytes) -> Proposal:
    """Raises ValueError."""
    try:
        data = parse_object(line.decode("utf-8-sig" if number == 1 else "utf-8").strip())
    except UnicodeDecodeError as error:
        raise ValueError(f"no UTF-8 ({error.reason} at byte {error.start} of the line)") from error
    for wrong in sorted(_validator().iter_errors(data), key=lambda wrong: list(map(str, wrong.absolute_path))):
        where = ".".join(map(str, wrong.absolute_path))
        message = wrong.message if len(wrong.message) <= 200 else f"{wrong.message[:200]} ..."
        raise ValueError(f"{where}: {message}" if where else message)
    if data["article"] is None:
        raise ValueError("article: a claim of the ledger names its article")
    for name, value in data.items():
        if isinstance(value, str) and name not in ("quote", "value_text") and not value.translate(_SEEN).isprintable():
            raise ValueError(f"{name}: has characters that cannot be seen")
    said = {name: value for name, value in data.items() if value is not None and name not in ("id", "sentence")}
    return Proposal(number, said | {"value": data["value"], "unit": data["unit"]})


def _completed(proposal: Proposal, own: Claim, span: Span, sentence: int) -> Claim:
    """What is proposed, and for the rest what the ledger reads at that place."""
    said = {name: value for name, value in proposal.said.items() if name not in _NOT_SAID}
    if "period" in said and said["period"] == own.period:
        said.setdefault("period_kind", own.period_kind)
    elif "period" in said:
        said.setdefault("period_kind", "during")
    evidence = {facet: Span(*map(int, given)) for facet, given in proposal.said.get("evidence", {}).items()}
    place = {"sentence": sentence, "start": span.start, "end": span.end}
    # Claims are compared by unit: the counted thing goes by the ledger's word for it.
    said["unit"] = own.unit if same_unit(own, said["unit"]) else said["unit"]
    return Claim(**(_fields(own) | said | place | {"evidence": {**own.evidence, **evidence}}))


def _holds_figure(claim: Claim, span: Span) -> bool:
    start = claim.start + claim.quote.find(claim.value_text)
    return span.start <= start and start + len(claim.value_text) <= span.end


def _fields(claim: Claim) -> dict[str, Any]:
    return {part.name: getattr(claim, part.name) for part in fields(claim)}


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema_text("claim")))
