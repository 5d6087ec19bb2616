"""People by office and by spelling: one office told with two holders, one name told in two spellings.

Two persons can hold one office only where it is one of a kind ('the mayor of Orsa') and the texts are of one time. An
office without its unit ('the chief executive') is one office only in articles on one matter.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations, islice
from typing import NamedTuple

from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import Pair
from ledger.compare.facets.names import NameRelation, compare_people, fold, name_similarity, name_words, person_tokens
from ledger.compare.facets.periods import Days, PeriodRelation, parse_period, relate_periods
from ledger.compare.facets.places import PlaceRelation
from ledger.compare.facets.scopes import Knowledge

PAIRS = 300
"""Pairs looked at for one office or one name."""
_TERM = 366
"""Days after which an office may well have another holder."""
_FEW = 30
"""Posts of one title that are looked at most where one of two leaves the unit out."""
_SPELLING = 0.8
_RELATED_SPELLING = 0.6
"""Similarity from which two different names may be one name misspelled, and in articles on one matter."""
_SHORT = 3
"""Letters that a name has at least of which a misspelling can be told."""
_LONGEST = 4
"""Parts of a name, at most."""


class Post(NamedTuple):
    """A person told as the holder of an office."""

    entry: Keyed
    person: str
    words: frozenset[str]
    """Of the office with its unit: 'mayor', 'orsa'."""
    title: frozenset[str]
    """Those of `words` that name the office itself."""

    @property
    def unit(self) -> bool:
        """Whether the text says of what."""
        return self.words != self.title

    @property
    def ministry(self) -> bool:
        """Whether a country has one of it, as of a minister of health; those for foreign affairs meet each other."""
        return "minister" in self.title and bool(self.title & name_words("ministries"))


class People(NamedTuple):
    """Two claims that name people who should be one, whether nothing was left open, and in words why."""

    a: Keyed
    b: Keyed
    certain: bool
    reason: str
    names: frozenset[str]
    """Both names, folded."""


def keys_of(entry: Keyed, knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    """What another claim must share with one that names somebody, to be looked at with it."""
    for post in _posts([entry], knowledge):
        yield from {("office", *sorted(post.words)), ("office", *sorted(post.title))}
    claim = entry.claim
    if claim.kind in ("role", "event") and claim.subject:
        tokens = person_tokens(claim.value_text if claim.kind == "role" else claim.subject)[-_LONGEST:]
        yield from (("named", token) for token in tokens if len(tokens) > 1)


def find_holders(keyed: Sequence[Keyed], related: Set[Pair], knowledge: Knowledge) -> Iterator[People]:
    """Pairs of claims that give one office to two persons."""
    blocks: dict[frozenset[str], list[Post]] = defaultdict(list)
    for post in _posts(keyed, knowledge):
        if post.title & name_words("one_holder") and not post.title & name_words("many_holders"):
            blocks[post.title].append(post)
    for block in blocks.values():
        for a, b in islice(_of_one_unit(block), PAIRS):
            if found := _two_holders(a, b, related, knowledge):
                yield found


def _of_one_unit(posts: Sequence[Post]) -> Iterator[tuple[Post, Post]]:
    """Pairs of posts of one title whose unit is the same, or left out by one of them."""
    units: dict[frozenset[str], list[Post]] = defaultdict(list)
    for post in posts:
        units[post.words].append(post)
    bare = [post for post in posts if not post.unit]
    for unit, block in units.items():
        yield from combinations(block, 2)
        if unit != posts[0].title:
            yield from ((min(a, b, key=_at), max(a, b, key=_at)) for a in block[:_FEW] for b in bare[:_FEW])


def _at(post: Post) -> int:
    return post.entry.position


def _posts(keyed: Sequence[Keyed], knowledge: Knowledge) -> Iterator[Post]:
    titles = name_words("one_holder") | name_words("many_holders") | name_words("office_words")
    for entry in keyed:
        claim = entry.claim
        if (
            claim.kind == "role"
            and claim.measure == "holder"
            and claim.subject
            and not fold(claim.subject).startswith("resident of")
        ):
            words = frozenset(fold(claim.subject).split()) - _SMALL
            yield Post(entry, claim.value_text, words, words & titles)


_SMALL = frozenset({"the", "of", "for", "at", "in", "and", "s", "a"})


def _two_holders(a: Post, b: Post, related: Set[Pair], knowledge: Knowledge) -> People | None:
    names = compare_people(a.person, b.person)
    left, right = a.entry.claim, b.entry.claim
    if names in (NameRelation.SAME, NameRelation.SHORT) or knowledge.one_person(a.person, b.person):
        return None
    if knowledge.places.relate(left.place, right.place) is PlaceRelation.DIFFERS or _other_time(a.entry, b.entry):
        return None
    one_article = left.article == right.article
    on_one_matter = one_article or frozenset((left.article, right.article)) in related
    alike = names is NameRelation.PARTLY or _misspelled(a.person, b.person)
    unit = a.unit and b.unit
    if not (unit or (on_one_matter and (alike or a.ministry))) or (one_article and not alike):
        return None
    office = left.subject if a.unit else right.subject
    reason = f"both are told as {office}" + ("" if unit else ", in articles on one matter")
    names_of_both = frozenset((fold(a.person), fold(b.person)))
    return People(a.entry, b.entry, unit and alike and not one_article, reason, names_of_both)


def _misspelled(a: str, b: str) -> bool:
    """Whether a family name told alone is nearly that of the other: 'Mr Lindqvist', 'Eva Lundqvist'."""
    left, right = person_tokens(a), person_tokens(b)
    alone = min(len(left), len(right)) == 1 and len(left) != len(right)
    return alone and len(left[-1]) > 3 and name_similarity(left[-1], right[-1]) >= _SPELLING


def _other_time(a: Keyed, b: Keyed) -> bool:
    """Whether the two texts speak of times so far apart that an office may have changed hands."""
    if a.claim.period and b.claim.period:
        stated = [parse_period(e.claim.period, e.claim.period_kind) for e in (a, b)]
        if relate_periods(*stated) is PeriodRelation.DIFFERS and _gap(*stated) > _TERM:
            return True
    published = [parse_period(e.claim.published) for e in (a, b)]
    return _gap(*published) > _TERM


def _gap(a: Days | None, b: Days | None) -> int:
    return abs(a.last - b.last) if a and b else 0


def find_spellings(
    keyed: Sequence[Keyed],
    related: Set[Pair],
    knowledge: Knowledge,
    people: Mapping[int, Sequence[str]],
) -> Iterator[People]:
    """Pairs of claims whose persons have nearly one name, told in one office, one place or articles on one matter.

    `people` are the names in each sentence, by its id. Names that agree in all but diacritics are one name; they are
    told as well, as certain ones.
    """
    named: dict[tuple[str, ...], list[tuple[Keyed, str]]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    for entry, person in _named(keyed, people):
        tokens = person_tokens(person)
        articles[entry.claim.article].add(fold(person))
        if len(tokens) > 1:
            for key in ((tokens[0], "first"), (tokens[-1], "last")):
                named[key].append((entry, person))
    seen: set[frozenset[str]] = set()
    for block in named.values():
        for (a, left), (b, right) in islice(combinations(block, 2), PAIRS):
            pair = frozenset((fold(left), fold(right)))
            if pair in seen or left == right or a.claim.sentence_id == b.claim.sentence_id:
                continue
            both_known = any(pair <= articles[entry.claim.article] for entry in (a, b))
            one_article = a.claim.article == b.claim.article
            on_one_matter = not one_article and frozenset((a.claim.article, b.claim.article)) in related
            if (one_article or not both_known) and (
                found := _two_spellings(a, b, (left, right), on_one_matter, knowledge)
            ):
                seen.add(pair)
                yield found


def _named(keyed: Sequence[Keyed], people: Mapping[int, Sequence[str]]) -> Iterator[tuple[Keyed, str]]:
    """Claims that name a person: those of an office, and events of which a person is the actor."""
    for entry in keyed:
        claim = entry.claim
        if claim.kind == "role":
            yield entry, claim.value_text
        elif claim.kind == "event" and claim.subject:
            yield from ((entry, name) for name in people.get(claim.sentence_id, ()) if claim.subject.endswith(name))


def _two_spellings(
    a: Keyed, b: Keyed, names: tuple[str, str], on_one_matter: bool, knowledge: Knowledge
) -> People | None:
    left, right = (person_tokens(name) for name in names)
    both = frozenset(map(fold, names))
    if knowledge.one_person(*names) or len(left) != len(right):
        return None
    if left == right:
        if _plain(names[0]) == _plain(names[1]):
            return None
        return People(a, b, True, "the same but for diacritics", both)
    differing = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    held = a.claim.measure == "holder" and a.claim.kind == b.claim.kind == "role"
    office = held and fold(a.claim.subject or "a") == fold(b.claim.subject or "b")
    if len(differing) != 1 or not (office or on_one_matter) or not _nearly_one(*differing[0], on_one_matter):
        return None
    shared = f"both are told as {a.claim.subject}" if office else "in articles on one matter"
    return People(a, b, False, f"the names differ in {differing[0][0]} / {differing[0][1]}; {shared}", both)


def _nearly_one(a: str, b: str, on_one_matter: bool) -> bool:
    """Whether two parts of names may be one misspelled; less alike where two articles tell one matter."""
    if min(len(a), len(b)) < _SHORT or (a[0] != b[0] and a[-1] != b[-1]):
        return False
    likeness = name_similarity(a, b)
    return likeness >= _SPELLING or (on_one_matter and a[:2] == b[:2] and likeness >= _RELATED_SPELLING)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
