"""What each article tells of the people it names: offices, ages, deeds, and which claims name them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ledger.claims import verbs
from ledger.compare.facets.digits import digits
from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import GENERAL
from ledger.compare.facets.names import NameRelation, capitalised, compare_people, fold, name_words, person_tokens
from ledger.compare.facets.scopes import Knowledge
from ledger.mentions.lexicon import OCCUPATION, OFFICE, lexicon

_UNIT = frozenset({"of", "for", "in", "at", "with", "to", "from", "on", "s"})
_OWNED = re.compile(r"\w['’]s ")
_WORDS_OF_A_NAME = 4


@dataclass
class Told:
    """What one article tells of one person."""

    article: str
    name: str
    tokens: tuple[str, ...]
    entries: list[Keyed] = field(default_factory=list)
    """The claims that name the person."""
    posts: set[str] = field(default_factory=set)
    """Heads of offices and occupations."""
    offices: set[str] = field(default_factory=set)
    """Words of them all, with what they are held in."""
    bodies: set[str] = field(default_factory=set)
    """Names in them: of a town, a firm, a ministry."""
    ages: dict[float, Keyed] = field(default_factory=dict)
    figures: set[float] = field(default_factory=set)
    """What is told of the person alone in figures of two digits or more, without years and ages."""
    deeds: set[tuple[str, str]] = field(default_factory=set)
    """What was done, and a word of what it was done to."""
    kin: bool = False
    sure: bool = False
    """Whether the text tells that the name is a person's."""

    @property
    def leads(self) -> bool:
        """Whether the person is told to be at the head of something."""
        heads, leading = name_words("heads"), name_words("leading")
        return not self.posts.isdisjoint(heads) or any(
            lemma in leading or thing in heads for lemma, thing in self.deeds
        )


def read_persons(
    keyed: Sequence[Keyed], people: Mapping[int, Sequence[str]], knowledge: Knowledge
) -> Mapping[str, Sequence[Told]]:
    """The people that each article tells, by the article's id; `people` are the names in each sentence, by its id."""
    named: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    sure: dict[str, set[str]] = defaultdict(set)
    for entry in keyed:
        claim = entry.claim
        names = people.get(claim.sentence_id, ())
        sure[claim.article].update(names)
        named[claim.article][claim.sentence_id].update(names)
        if claim.kind == "event" and claim.subject == claim.quote and len(fold(claim.quote).split()) > 1:
            named[claim.article][claim.sentence_id].add(claim.quote)
    found = {}
    for article, sentences in named.items():
        whole = _whole_names({name for names in sentences.values() for name in names})
        told = {name: Told(article, name, person_tokens(name)) for name in dict.fromkeys(whole.values()) if name}
        for person in told.values():
            person.sure = any(whole[name] == person.name for name in sure[article])
        found[article] = told, sentences, whole
    for entry in keyed:
        told, sentences, whole = found[entry.claim.article]
        beside = sentences.get(entry.claim.sentence_id, ())
        for name in beside:
            if whole[name]:
                _add(told[whole[name]], entry, name, knowledge)
                if len(beside) == 1 and entry.claim.kind == "quantity" and entry.claim.measure != "age":
                    _add_figure(told[whole[name]], entry)
    return {
        article: [person for person in told.values() if person.entries or person.ages]
        for article, (told, *_) in found.items()
    }


def _whole_names(names: set[str]) -> Mapping[str, str]:
    """Each name of an article to the longest form of it; one that may be short for two persons to nothing."""
    longest: dict[str, str] = {}
    for name in sorted(names, key=lambda each: (-len(person_tokens(each)), each)):
        if len(person_tokens(name)) > _WORDS_OF_A_NAME:
            longest[name] = ""
            continue
        whole = [other for other in dict.fromkeys(longest.values()) if other and _short_for(name, other)]
        longest[name] = name if not whole else whole[0] if len(whole) == 1 else ""
    return longest


def _short_for(name: str, other: str) -> bool:
    return compare_people(name, other) in (NameRelation.SAME, NameRelation.SHORT)


def _add(person: Told, entry: Keyed, name: str, knowledge: Knowledge) -> None:
    """Enters a claim of a sentence that names the person, with what it tells of them."""
    claim, own = entry.claim, frozenset(person.tokens)
    if fold(name) in fold(claim.quote):
        person.entries.append(entry)
    if claim.kind == "quantity":
        if claim.measure == "age" and claim.value is not None and claim.subject and _short_for(claim.subject, name):
            person.ages.setdefault(claim.value, entry)
    elif claim.kind == "role" and claim.subject and _short_for(claim.value_text, name):
        _add_post(person, claim.subject, knowledge)
    elif claim.kind == "event" and fold(name) in fold(claim.subject or ""):
        things = knowledge.terms.words(claim.value_text)
        person.deeds.update((claim.measure, word) for word in (*things, "") if word not in own)


def _add_figure(person: Told, entry: Keyed) -> None:
    value = entry.claim.value
    if value is not None and len(digits(value)) > 1:
        person.figures.add(value)


def _add_post(person: Told, office: str, knowledge: Knowledge) -> None:
    head = _head(office)
    if head in name_words("kin"):
        person.kin = True
    elif lexicon().get(head, 0) & (OFFICE | OCCUPATION):
        own = head in name_words("crowd") and _OWNED.search(office)
        person.posts.add(fold(office) if own else head)  # "Okoye's driver": there is one
        person.offices.update(knowledge.terms.words(office))
        names = capitalised(office, within=False)
        person.bodies.update(fold(name) for name in names if not lexicon().get(name.lower(), 0) & GENERAL)


def _head(office: str) -> str:
    """'chairman' of 'chairman of the education committee', 'architect' of "the city's architect"."""
    words = fold(office).split()
    end = next((i for i, word in enumerate(words) if i and word in _UNIT), len(words))
    return words[end - 1]


def deeds_in_common(a: Told, b: Told) -> Iterator[str]:
    """What both did to the same thing, 'be' and 'say' aside."""
    for lemma, thing in sorted(a.deeds & b.deeds):
        if thing and lemma not in ("be", "say", "age") and verbs.lemma(lemma):
            yield lemma
