"""People whom two articles on one matter tell alike, under two names or with two ages.

All people of two such articles are laid side by side. Whoever has one name in both is one person; of the others those
two belong together for whom most speaks, seen from either side, where the odds are good enough: offices, ages, deeds,
and how much of the names agrees.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import product
from typing import NamedTuple

from ledger.compare.facets.keys import Keyed
from ledger.compare.facets.matters import OneMatter
from ledger.compare.facets.names import NameRelation, compare_people, fold, name_similarity, name_words
from ledger.compare.facets.periods import parse_period
from ledger.compare.facets.scopes import Knowledge
from ledger.compare.matching import best_of
from ledger.compare.people.offices import People
from ledger.compare.people.persons import Told, deeds_in_common, read_persons
from ledger.mentions.lexicon import GIVEN, lexicon
from ledger.resources import data_table
from ledger.weighing import Evidence, Weights, odds

PEOPLE = 60
"""People of one article that are laid side by side, at most: the first."""
_ALIKE = 0.55
"""Similarity of two names from which they may be one with a slip."""
_YEAR = 366
_SOON = 31
"""Days between two articles within which hardly anybody has a birthday."""
_UNLIKE = 0.42
"""Similarity below which two parts of names are no slip of each other."""
_MUCH_ALIKE = 0.7
"""The same where one name has more parts: 'Julia Alvares Neto', 'Julia Alvarez'."""
_FEW = 3


class Match(NamedTuple):
    """Two people of two articles who may be one, and what speaks for and against it."""

    a: Told
    b: Told
    evidence: Evidence
    reason: str


@cache
def weights() -> Weights:
    """The weights as fitted."""
    fitted: Weights = data_table("compare", "identity")["people"]
    return fitted


@cache
def likely() -> float:
    """The log odds from which two people are taken to be one."""
    return float(data_table("compare", "identity")["likely"]["people"])


def find_persons(
    keyed: Sequence[Keyed],
    matters: OneMatter,
    people: Mapping[int, Sequence[str]],
    knowledge: Knowledge,
    about: Set[str] | None = None,
) -> Iterator[tuple[str, People]]:
    """Pairs of claims of two articles on one matter and one person: `persons` name them in two ways, `values` tell two
    ages.

    `people` are the names in each sentence, by its id; `about` are the articles to which one of each two belongs, None
    for any.
    """
    found: Mapping[frozenset[str], list[tuple[float, Match]]] = defaultdict(list)
    for left, right in _sides(keyed, matters.sides(about), people, knowledge):
        for a, b in product(left, right):
            if a.ages and b.ages and _one_by_name(a, b):
                yield from (("values", ages) for ages in _two_ages(a, b))
        matches = [(odds(match.evidence, weights()), match) for match in _matches(left, right, matters, knowledge)]
        for likelihood, match in best_of(matches, likely()):
            found[frozenset((fold(match.a.name), fold(match.b.name)))].append((likelihood, match))
            yield from (("values", ages) for ages in _two_ages(match.a, match.b))
    for names, told in found.items():
        # What is told of two names stands with each pair of articles that tells them: they make one report.
        _, (first, second, _, why) = max(told, key=lambda judged: judged[0])
        reason = f"{first.name} and {second.name}: {why}, in articles on one matter"
        for _, match in told:
            yield "persons", People(naming(match.a), naming(match.b), False, reason, names)


def naming(person: Told) -> Keyed:
    """The claim that names a person most fully."""
    whole = [entry for entry in person.entries if fold(person.name) in fold(entry.claim.quote)]
    return min(whole or person.entries, key=lambda entry: (entry.claim.kind != "role", entry.position))


def lay_people_side_by_side(
    keyed: Sequence[Keyed], matters: OneMatter, people: Mapping[int, Sequence[str]], knowledge: Knowledge
) -> Iterator[Sequence[Match]]:
    """For every two articles on one matter, each two people that may be one under two names."""
    for left, right in _sides(keyed, matters.sides(), people, knowledge):
        yield list(_matches(left, right, matters, knowledge))


def _sides(
    keyed: Sequence[Keyed],
    sides: Sequence[tuple[str, str]],
    people: Mapping[int, Sequence[str]],
    knowledge: Knowledge,
) -> Iterator[tuple[Sequence[Told], Sequence[Told]]]:
    """The people of every two such articles."""
    near = {article for pair in sides for article in pair}
    told = read_persons([e for e in keyed if e.claim.article in near], people, knowledge)
    for left, right in sides:
        yield told.get(left, ())[:PEOPLE], told.get(right, ())[:PEOPLE]


def _matches(left: Sequence[Told], right: Sequence[Told], matters: OneMatter, knowledge: Knowledge) -> Iterator[Match]:
    free = _unmatched(left, right), _unmatched(right, left)
    for a in free[0]:
        for b in free[1]:
            if _may_be_one(a, b) and not knowledge.one_person(a.name, b.name):
                evidence = {
                    **_evidence(a, b, knowledge),
                    "few left": float(max(map(len, free)) <= _FEW),
                    "tied by a third": float(frozenset((a.article, b.article)) in matters.tied),
                }
                yield Match(a, b, {name: value for name, value in evidence.items() if value}, _reason(a, b))


def _unmatched(people: Sequence[Told], others: Sequence[Told]) -> Sequence[Told]:
    """Those whose name, or a shorter form of it, the other article does not tell."""
    return [
        person
        for person in people
        if person.entries
        and all(
            compare_people(person.name, other.name) not in (NameRelation.SAME, NameRelation.SHORT) for other in others
        )
    ]


def _is_given(person: Told) -> bool:
    return bool(lexicon().get(person.tokens[0], 0) & GIVEN)


def _may_be_one(a: Told, b: Told) -> bool:
    """Whether two names may be one: alike as a whole, or with a part in common and the rest alike or something else
    that ties them. Those told as kin have their family name in common."""
    shared, own = set(a.tokens) & set(b.tokens), _own(a, b)
    if not shared:
        return _likeness(a, b) >= _ALIKE
    if not all(own) or ((a.kin or b.kin) and a.tokens[0] != b.tokens[0]):
        return False
    one_part = max(map(len, own)) == 1  # 'Hồ Văn Nam' and 'Lê Văn Hòa' have no more in common than their neighbours
    alike = _likeness(a, b) >= (_UNLIKE if one_part else _MUCH_ALIKE)
    return alike or (_tied(a, b) and not _of_two_bodies(a, b))


def _tied(a: Told, b: Told) -> bool:
    """Whether an office, an age, a figure or a deed ties two people."""
    crowd = name_words("crowd")
    posts = (a.posts & b.posts) - crowd
    # What each of many got ties no two of them.
    figures = a.ages.keys() & b.ages.keys() or (crowd.isdisjoint(a.posts | b.posts) and a.figures & b.figures)
    return bool(posts or figures or (a.leads and b.leads)) or any(deeds_in_common(a, b))


def _of_two_bodies(a: Told, b: Told) -> bool:
    """Whether their offices are of bodies of other names: the chairmen of two communes."""
    return bool(a.bodies and b.bodies) and a.bodies.isdisjoint(b.bodies)


def _own(a: Told, b: Told) -> tuple[set[str], set[str]]:
    """The parts of either name that the other has not."""
    return set(a.tokens) - set(b.tokens), set(b.tokens) - set(a.tokens)


def _evidence(a: Told, b: Told, knowledge: Knowledge) -> dict[str, float]:
    """What two people have in common, and what sets them apart."""
    own = _own(a, b)
    known = [knowledge.mentioned(person.article) for person in (b, a)]
    crowd = name_words("crowd")
    posts = a.posts & b.posts
    shared = set(a.tokens) & set(b.tokens)
    likeness = _likeness(a, b)
    return {
        "family name shared": float(a.tokens[-1] in shared or b.tokens[-1] in shared),
        "given name shared": float(a.tokens[0] in shared or b.tokens[0] in shared),
        "no part shared": float(not shared),
        "likeness of the rest": likeness,
        "rest unlike": float(likeness < _UNLIKE),
        "given name that many have": float(_is_given(a) and a.tokens[0] == b.tokens[0]),
        "more than one part differs": float(bool(shared) and max(map(len, own)) > 1),
        "rest known to the other": float(any(parts & names for parts, names in zip(own, known, strict=True))),
        "post shared": float(bool(posts - crowd)),
        "post of many shared": float(bool(posts & crowd) and not posts - crowd),
        "posts differ": float(bool(a.posts and b.posts) and not posts),
        "office words shared": float(min(len((a.offices & b.offices) - posts), 3)),
        "both lead": float(a.leads and b.leads and not posts),
        "age shared": float(bool(a.ages.keys() & b.ages.keys())),
        "figures shared": float(min(len(a.figures & b.figures), 2)),
        "bodies differ": float(_of_two_bodies(a, b)),
        "ages differ": float(bool(a.ages and b.ages) and not a.ages.keys() & b.ages.keys()),
        "deeds shared": float(min(len(set(deeds_in_common(a, b))), 2)),
        "kin": float(a.kin or b.kin),
        "not told to be people": float(not (a.sure and b.sure)),
        "told by one name": float(min(len(a.tokens), len(b.tokens)) == 1),
    }


def _likeness(a: Told, b: Told) -> float:
    """How alike the differing parts of two names are, 0 to 1: of names with a part in common those most alike, of
    others the given or the family names, whichever are less alike."""
    own = _own(a, b)
    if set(a.tokens).isdisjoint(b.tokens):
        return min(_alike(a.tokens[i], b.tokens[i]) for i in (0, -1))
    return max((name_similarity(x, y) for x in own[0] for y in own[1]), default=0.0)


def _alike(a: str, b: str) -> float:
    """How alike two parts are; an initial is like whatever begins with it."""
    return 1.0 if min(len(a), len(b)) == 1 and a[0] == b[0] else name_similarity(a, b)


def _reason(a: Told, b: Told) -> str:
    """In words what makes two people one."""
    if posts := a.posts & b.posts:
        return f"both told as {min(posts)}"
    if ages := a.ages.keys() & b.ages.keys():
        return f"both {min(ages):g} years old"
    if figures := a.figures & b.figures:
        return f"both told with {min(figures):g}"
    if deeds := set(deeds_in_common(a, b)):
        return f"both told to {min(deeds)}"
    return "the names differ in a part"


def _one_by_name(a: Told, b: Told) -> bool:
    """Whether two names are one, or share the part that a short form has."""
    return compare_people(a.name, b.name) in (NameRelation.SAME, NameRelation.SHORT)


def _two_ages(a: Told, b: Told) -> Iterator[People]:
    """The ages of one person, where they are further apart than a birthday between the articles makes them."""
    if len(a.ages) != 1 or len(b.ages) != 1:
        return
    (left, x), (right, y) = next(iter(a.ages.items())), next(iter(b.ages.items()))
    days = [parse_period(entry.claim.published) for entry in (x, y)]
    between = abs(days[0].first - days[1].first) if days[0] and days[1] else _YEAR
    if abs(left - right) > (between > _SOON) + between // _YEAR:
        yield People(x, y, False, f"both are told as the age of {a.name}", frozenset())
