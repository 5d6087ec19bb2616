"""People whom two articles on one matter tell alike, under names that differ in one part.

A captain of one age under two family names is one captain. What ties two such names is an office or occupation, an age,
or a deed told of both; what parts them is that either article knows both, or that they are told as kin.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ledger.claims import verbs
from ledger.compare.keys import Keyed
from ledger.compare.names import NameRelation, compare_people, fold, name_words, person_tokens
from ledger.compare.offices import People
from ledger.compare.scopes import Knowledge
from ledger.mentions.lexicon import OCCUPATION, OFFICE, lexicon

_UNIT = frozenset({"of", "for", "in", "at", "with", "to", "from", "on", "s"})
_OWNED = re.compile(r"\w['’]s ")
_LONGEST = 3
"""Letters that a part of a name has at least of which another name can be told."""

_THINGS = 2
"""Words of what a deed was done to that two deeds share at least."""


@dataclass
class Told:
    """What one article tells of one person."""

    name: str
    tokens: frozenset[str]
    entry: Keyed
    """The first claim that names the person."""
    posts: set[str] = field(default_factory=set)
    """Heads of offices and occupations."""
    ages: set[float] = field(default_factory=set)
    deeds: set[tuple[str, str]] = field(default_factory=set)
    """What was done, and a word of what it was done to."""
    kin: bool = False


def find_persons(
    keyed: Sequence[Keyed], related: set[frozenset[str]], people: Mapping[int, Sequence[str]], knowledge: Knowledge
) -> Iterator[People]:
    """Pairs of claims of two related articles that name one person in two ways; `people` are the names in each
    sentence, by its id."""
    near = {article for pair in related for article in pair}
    told = read_people((e for e in keyed if e.claim.article in near), people, knowledge)
    found = [
        (a, b, why)
        for left, right in sorted(tuple(sorted(pair)) for pair in related)
        for a in told[left]
        for b in told[right]
        if not a.tokens.isdisjoint(b.tokens) and (why := _one(a, b, knowledge))
    ]
    others: dict[str, set[str]] = defaultdict(set)
    for a, b, _ in found:
        others[fold(a.name)].add(fold(b.name))
        others[fold(b.name)].add(fold(a.name))
    for a, b, why in found:
        names = frozenset((fold(a.name), fold(b.name)))
        if all(len(others[name]) == 1 for name in names):  # one of two clerks is nobody's second name
            reason = f"{a.name} and {b.name}: {why}, in articles on one matter"
            yield People(a.entry, b.entry, False, reason, names)


def read_people(
    keyed: Iterable[Keyed], people: Mapping[int, Sequence[str]], knowledge: Knowledge
) -> Mapping[str, Sequence[Told]]:
    """The people that each article tells with more than one name, by the article's id."""
    found: dict[str, dict[str, Told]] = defaultdict(dict)
    for entry in keyed:
        claim = entry.claim
        for name in people.get(claim.sentence_id, ()):
            tokens = frozenset(person_tokens(name))
            if len(tokens) > 1 and _is_told_of(entry, name):
                person = found[claim.article].setdefault(fold(name), Told(name, tokens, entry))
                _add(person, entry, knowledge)
    return defaultdict(list, {article: list(told.values()) for article, told in found.items()})


def _is_told_of(entry: Keyed, name: str) -> bool:
    """Whether a claim says something of a person: who it is, how old, or what was done."""
    claim = entry.claim
    if claim.kind == "role":
        return compare_people(claim.value_text, name) in (NameRelation.SAME, NameRelation.SHORT)
    if claim.kind == "quantity":
        return claim.measure == "age" and claim.subject == name
    return claim.kind in ("event", "date") and name in (claim.subject or "")


def _add(person: Told, entry: Keyed, knowledge: Knowledge) -> None:
    claim = entry.claim
    if claim.kind == "quantity" and claim.value is not None:
        person.ages.add(claim.value)
    elif claim.kind == "role" and claim.subject:
        head = _head(claim.subject)
        if head in name_words("kin"):
            person.kin = True
        elif head in name_words("crowd") and _OWNED.search(claim.subject):
            person.posts.add(fold(claim.subject))  # "Okoye's driver": there is one
        elif lexicon().get(head, 0) & (OFFICE | OCCUPATION) and head not in name_words("crowd"):
            person.posts.add(head)
    elif claim.kind in ("event", "date"):
        done = [word for word in fold(claim.subject or "").split() if word not in person.tokens]
        lemmas = {claim.measure} if claim.kind == "event" else {word for word in done if verbs.lemma(word) == word}
        around = set(fold(claim.place or "").split()) | lemmas
        things = knowledge.terms.words(f"{' '.join(done)} {claim.value_text}")
        person.deeds.update((lemma, word) for lemma in lemmas for word in {*things} - around if word.isalpha())


def _head(office: str) -> str:
    """'chairman' of 'chairman of the education committee', 'architect' of "the city's architect"."""
    words = fold(office).split()
    end = next((i for i, word in enumerate(words) if i and word in _UNIT), len(words))
    return words[end - 1]


def _one(a: Told, b: Told, knowledge: Knowledge) -> str:
    """What makes two people one whose names differ in a part; empty where nothing does."""
    if compare_people(a.name, b.name) is not NameRelation.PARTLY or knowledge.one_person(a.name, b.name):
        return ""
    own = [x.tokens - y.tokens for x, y in ((a, b), (b, a))]
    articles = a.entry.claim.article, b.entry.claim.article
    if any(len(parts) != 1 or len(min(parts)) < _LONGEST for parts in own):
        return ""
    known = [knowledge.mentioned(article) for article in reversed(articles)]
    if any(not parts.isdisjoint(names) for parts, names in zip(own, known, strict=True)):
        return ""
    if a.kin or b.kin or (a.ages and b.ages and a.ages.isdisjoint(b.ages)):
        return ""
    if posts := a.posts & b.posts:
        return f"both told as {min(posts)}"
    if a.posts and b.posts:
        return ""
    if ages := a.ages & b.ages:
        return f"both {min(ages):g} years old"
    deeds = Counter(lemma for lemma, _ in a.deeds & b.deeds)
    told = [lemma for lemma, things in deeds.items() if things >= _THINGS]
    return f"both told to {min(told)}" if told else ""
