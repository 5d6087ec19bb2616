"""Handles of claims and conflicts, made from what they say and not from where they happen to stand.

A claim keeps its id when the article is edited elsewhere, its paragraphs are reordered or its line ends change.
It gets another one when its sentence, the article's name, the extractor, the kind or the quote's place in the
sentence changes. Ids are handles only: decisions attach by evidence (`evidence_hash`).
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from ledger.claims.claim import Claim
from ledger.claims.serial import claim_to_json
from ledger.text.article import Sentence

ALGORITHM = "blake2b"
_BYTES = 12
_MOVING = frozenset({"article", "sentence", "start", "end", "evidence"})


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spare white space; text stands as it is. Refuses NaN and infinities."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def claim_ids(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> tuple[str, ...]:
    """The ids of all claims of one article, in the order given.

    `sentences` are the article's, in order. Claims that agree in every identifying part are told apart by a
    number that follows from their content, so neither the order given nor another article matters.
    """
    texts = [spaced(sentence.text) for sentence in sentences]
    occurrence = _occurrences(texts)
    keys = []
    for claim in claims:
        n, sentence = claim.sentence, sentences[claim.sentence]
        offset = len(spaced(f"{sentence.text[: claim.start - sentence.start]}|")) - 1
        slot = "" if claim.kind == "quantity" else claim.measure
        keys.append((claim.article, claim.extractor, texts[n], occurrence[n], offset, claim.kind, slot))
    ranks = _ranks(keys, claims)
    return tuple(_hash("claim", *key, rank) for key, rank in zip(keys, ranks, strict=True))


def conflict_id(rule: str, claims: Iterable[str]) -> str:
    """The id of a conflict between claims, given by their ids in any order."""
    return _hash("conflict", rule, *sorted(claims))


def place_id(rule: str, article: str, text: str, occurrence: int = 0) -> str:
    """The id of a conflict that has no claims, only a place in an article: the text of its span, and the number of
    places before it, in the order of reports, at which the rule found the same text in the article.
    """
    return _hash("conflict", rule, article, spaced(text), *([occurrence] if occurrence else []))


class PlaceIds:
    """The ids of conflicts without claims, asked for in the order of reports: by level, then by place."""

    def __init__(self) -> None:
        self._starts: dict[tuple[str, str, str], list[int]] = {}

    def id(self, rule: str, article: str, text: str, start: int) -> str:
        """The id of a conflict at a place; the same place has one id."""
        starts = self._starts.setdefault((rule, article, spaced(text)), [])
        if start not in starts:
            starts.append(start)
        return place_id(rule, article, text, starts.index(start))


def evidence_hash(sentence: str, quote: str) -> str:
    """What a decision attaches to: the wording, whichever article or paragraph it stands in."""
    return _hash("evidence", spaced(sentence), spaced(quote))


def decision_id(content: Mapping[str, object]) -> str:
    """The id of a decision, from everything it says."""
    return _hash("decision", {name: content[name] for name in sorted(content) if name != "id"})


def spaced(text: str) -> str:
    """The text with one blank for every run of white space, so that wrapping lines anew changes nothing."""
    return " ".join(text.split())


def _hash(what: str, *parts: object) -> str:
    digest = blake2b(canonical_json(parts).encode(), digest_size=_BYTES, person=what.encode())
    return f"{ALGORITHM}-{digest.hexdigest()}"


def _occurrences(texts: Sequence[str]) -> list[int]:
    """For each text the number of equal texts before it."""
    seen: Counter[str] = Counter()
    numbers = []
    for text in texts:
        numbers.append(seen[text])
        seen[text] += 1
    return numbers


def _ranks(keys: Sequence[tuple[object, ...]], claims: Sequence[Claim]) -> list[int]:
    """For each claim its rank, by content, among those with the same key; equal claims have one rank."""
    sharing: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        sharing[key].append(index)
    ranks = [0] * len(keys)
    for indices in sharing.values():
        if len(indices) > 1:
            contents = {index: _content(claims[index]) for index in indices}
            order = {content: rank for rank, content in enumerate(sorted(set(contents.values())))}
            for index, content in contents.items():
                ranks[index] = order[content]
    return ranks


def _content(claim: Claim) -> str:
    """What tells two claims on one span apart, without what moves when the article is edited elsewhere."""
    said = claim_to_json(claim, None) | {"quote": spaced(claim.quote)}
    return canonical_json({name: value for name, value in said.items() if name not in _MOVING})
