"""Offices: before a name ('General Director', 'Mayor of X') or after it in apposition ('X, Chairman of Y')."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.mentions.lexicon import (
    CAPITAL,
    COMMON,
    DEMONYM,
    FUNCTION,
    GEO,
    MODIFIER,
    OCCUPATION,
    OFFICE,
    PARTICLE,
    SAY,
    TIME,
    Line,
)
from ledger.mentions.names import LEADERS, opens
from ledger.mentions.nouns import VERBS
from ledger.mentions.sites import Site
from ledger.mentions.tables import words

PORTFOLIOS = words("people", "portfolios")
LINKS = frozenset({"of", "for", "at", "in", "with", "on", "to", "from"})
_ARTICLES = frozenset({"a", "an", "one"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our"})
_JOINTS = frozenset({"of", "for", "at", "and", "the", "in", "on", "&", "to"})
_JOINING = _JOINTS | LINKS
_TITLES = words("people", "titles")
_SEEKING = frozenset({"nominee", "candidate", "choice", "pick"})
_HEADING = frozenset({"chief", "head", "district"})
_IS = frozenset({"is", "remains", "becomes", "became"})
_NAMED = words("people", "named")
_SERVING = words("people", "serving")
_HELPING = frozenset({"is", "was", "were", "has", "have", "had", "been", "be", "will", "newly", "recently", "also"})
_FOLLOWING = frozenset(
    {"succeeded", "succeeds", "succeed", "succeeding", "replaced", "replaces", "replace", "replacing"}
)
_FOLLOWED = 8  # tokens of the one who is succeeded
_ASIDE = 14  # tokens of an aside between a name and what it is, at most
_REACH = 9  # tokens between the comma and the head of the office
_LONGEST = 22


class Told:
    """The places and bodies read so far, by their first token and by the one after them."""

    def __init__(self, sites: Sequence[Site], bodies: Mapping[int, int]) -> None:
        self.places = {site.first: site for site in sites}
        self.place_ends = {site.after: site for site in sites}
        self.bodies = bodies
        self.body_ends = {end: start for start, end in bodies.items()}

    def inside(self, first: int, after: int) -> Site | None:
        """The first place that begins within these tokens."""
        return next((self.places[i] for i in range(first, after) if i in self.places), None)


class Post(NamedTuple):
    """An office or occupation, tokens `first` to `after` - 1."""

    first: int
    after: int
    is_office: bool
    """Held by one person in its unit; 'a director', 'farmer' and 'spokeswoman' are not."""
    place: str | None = None
    """The place it is held or followed in, as `Place.label`."""


def post_at(line: Line, head: int, told: Told) -> Post:
    """The office or occupation whose head is token `head`, with what stands before it."""
    start = _start_of(line, head, told)
    return Post(start, head + 1, _is_office(line, start, head) and line.word(start - 1) not in _ARTICLES)


def _is_office(line: Line, start: int, head: int) -> bool:
    """Whether one person holds it; a chief economist is one, an economist is not."""
    titled = line.word(head) in _TITLES and line.has(head, CAPITAL)
    return line.has(head, OFFICE) or titled or any(line.word(i) in _HEADING for i in range(start, head))


def post_before(line: Line, first: int, told: Told) -> Post | None:
    """The office right before the name at token `first`: 'chief executive X', 'the chairman is X'; none that is only
    sought: 'the nominee as chairman, X'."""
    post = _ending_at(line, first, told)
    k = post.first - 1 if post else 0
    k -= line.word(k) == "the"
    return None if line.word(k) in ("as", "for") and line.word(k - 1) in _SEEKING else post


def _ending_at(line: Line, first: int, told: Told) -> Post | None:
    end = first - (line.word(first - 1) in (",", *_IS))
    end = _before_short_form(line, end)
    i = end - 1
    if line.has(i, OFFICE | OCCUPATION) and not line.word(i).endswith("'s"):
        return post_at(line, i, told)
    unit = _unit_before(line, end, told)
    if unit is None:
        return _series_before(line, end, told) if end < first else None
    i, place = unit
    i -= line.word(i) == "the"
    if line.word(i) == "," and end < first and line.has(i - 1, OFFICE):
        return Post(_start_of(line, i - 1, told), end, True, place)  # 'Director, National Library, Jane Doe'
    if line.word(i) in LINKS and line.has(i - 1, OFFICE | OCCUPATION):
        return Post(_start_of(line, i - 1, told), end, line.has(i - 1, OFFICE), place)
    return _series_before(line, end, told) if end < first else None


def _before_short_form(line: Line, end: int) -> int:
    """Where an office ends whose abbreviation stands behind it: 'Commissioner of Lands (CCL)', 'Press Officer, PO,'."""
    if line.word(end - 1) == ")" and line.word(end - 3) == "(" and line.tokens[end - 2].text.isupper():
        return end - 3
    abbreviated = end > 1 and line.tokens[end - 1].text.isupper() and len(line.tokens[end - 1].text) > 1
    return end - 2 if abbreviated and line.word(end) == line.word(end - 2) == "," else end


def past_portfolio(line: Line, first: int, after: int) -> int:
    """Where the name begins in the 'Health Jane Doe' of 'Minister of Health Jane Doe'."""
    while first + 1 < after and line.word(first) in PORTFOLIOS:
        first += 1
    return first


def _series_before(line: Line, end: int, told: Told) -> Post | None:
    """'the Minister for Farms, Food and the Sea', 'the head of the rescue team' before the comma at token `end`."""
    listed = plain = True
    for i in range(end - 1, max(0, end - _LONGEST) - 1, -1):
        name = line.word(i)
        if line.has(i, OFFICE | OCCUPATION) and line.word(i + 1) in ("of", "for"):
            start, office = _start_of(line, i, told), line.has(i, OFFICE)
            sure = (office and listed) or (line.word(start - 1) == "the" and end - i < _REACH)
            return Post(start, end, office) if sure else None
        listed = listed and (line.has(i, CAPITAL | PARTICLE) or name in _JOINTS or name == ",")
        noun = name in _JOINTS or line.has(i, MODIFIER) or not line.has(i, SAY | FUNCTION)
        plain = plain and line.tokens[i].kind == "word" and noun
        if not listed and (not plain or name in VERBS):
            break
    return None


def _unit_before(line: Line, first: int, told: Told) -> tuple[int, str | None] | None:
    """The token before the body, place or portfolio that ends at token `first`, and the place."""
    start = told.body_ends.get(first)
    if start is not None:
        inner = told.inside(start, first)
        return start - 1, inner.place(line).label if inner else None
    site = told.place_ends.get(first)
    if site and site.name:
        i = site.first - 1
        while line.word(i) in ("and", ",") and i in told.place_ends:
            i = told.place_ends[i].first - 1  # 'Director for Kenya and Uganda Jane Doe'
        return i, site.place(line).label
    i = first - 1
    while line.word(i) in PORTFOLIOS or (line.word(i) == "and" and line.word(i - 1) in PORTFOLIOS):
        i -= 1
    return (i, None) if i < first - 1 else None


def _start_of(line: Line, head: int, told: Told) -> int:
    """The first token of an office that ends with its head: 'Deputy Prime Minister', 'Bank of Thornby governor'."""
    i = head
    while i and i > head - 7:
        if i in told.body_ends:
            i = told.body_ends[i]
            break
        before = line.bits[i - 1]
        name = line.word(i - 1)
        if name.endswith("'s") and before & CAPITAL:
            return _owner_start(line, i - 1)
        if name in LEADERS and before & CAPITAL and line.has(i, CAPITAL) and not line.has(i, OFFICE | OCCUPATION):
            i -= 1  # 'New York mayor', but 'New Mayor'
            continue
        if name.endswith("'s") or (before & FUNCTION and not before & MODIFIER):
            break
        if not before & (CAPITAL | MODIFIER | OFFICE | OCCUPATION) or line.tokens[i - 1].kind != "word":
            break
        if opens(line, i - 1) and before & COMMON and not before & (MODIFIER | OFFICE):
            break
        i -= 1
    return i


def _owner_start(line: Line, i: int) -> int:
    """The first token of the name that ends, in the possessive, at token i: "South Africa's"."""
    while i and line.has(i - 1, CAPITAL) and not line.word(i - 1).endswith("'s"):
        if opens(line, i - 1) and line.has(i - 1, FUNCTION | COMMON) and not line.has(i - 1, GEO):
            break
        i -= 1
    return i


def post_after(line: Line, i: int, told: Told) -> Post | None:
    """The office after a name, from the comma, bracket or verb at token i: ', 45, a farmer from Y', 'is mayor of Y'."""
    verb = _verb_after(line, i)
    told_by_verb = _post_from(line, verb, ",", told, line.word(verb) not in _IS) if verb is not None else None
    if told_by_verb is not None or line.word(i) not in (",", "(", "–", "—"):
        return told_by_verb
    return _post_from(line, i, ")" if line.word(i) == "(" else ",", told, False)


def _post_from(line: Line, i: int, closing: str, told: Told, given: bool) -> Post | None:
    """The office that begins behind token i, past an age and 'who is'. What is `given` by a verb is one, whatever it is
    called: 'elected as the Landammann of Uri'."""
    k = i + 1
    k += line.word(k) == "aged"
    if k < len(line.tokens) and line.tokens[k].kind == "number" and len(line.tokens[k].text) <= 3:
        if line.word(k + 1) != ",":
            return None
        k += 2
    if line.word(k) in ("who", "whose") and line.word(k + 1) in _IS | {"was"}:
        k += 2
    article = line.word(k) in _ARTICLES
    if article or line.word(k) in _DETERMINERS:
        k += 1 + (line.word(k + 1) in ("new", "next"))
        k += line.word(k).endswith("'s") and line.word(k + 3) == "year-old"  # "the ship's 54-year-old captain"
    if line.word(k + 2) == "year-old":
        k += 3
    head = _head_after(line, k)
    unknown = _title_end(line, k) if head < 0 and given and not article else -1
    head = max(head, unknown)
    if head < 0 or line.has(head + 1, CAPITAL):
        return None  # 'X, former Minister Y' are two
    end, place = _end_of(line, head, closing, told)
    while any(line.word(j).endswith("'s") and not line.has(j, CAPITAL) for j in range(k, head)):
        k += 1  # "the company's head of research"
    return Post(k, end, unknown >= 0 or (_is_office(line, k, head) and not article), place)


def _title_end(line: Line, k: int) -> int:
    """The last of the capitals at token k that 'of' follows; -1 for none."""
    after = k
    while line.has(after, CAPITAL):
        after += 1
    return after - 1 if after > k and line.word(after) == "of" and line.has(after + 1, CAPITAL) else -1


def post_given(line: Line, first: int, after: int, told: Told) -> Post | None:
    """The office that a verb gives the name of tokens `first` to `after` - 1: 'named X chief executive', 'appointed X,
    head of sales, as director'."""
    if line.word(first - 1) not in _NAMED:
        return None
    if line.word(after) == ",":
        closing = next((j for j in range(after + 1, min(len(line.tokens), after + _ASIDE)) if line.word(j) == ","), 0)
        return _post_from(line, closing + 1, ",", told, True) if closing and line.word(closing + 1) == "as" else None
    return _post_from(line, after - 1 + (line.word(after) in ("as", "to")), ",", told, True)


def post_beside(line: Line, post: Post, told: Told) -> Post | None:
    """A second office behind the first one: 'Secretary of X, Chairman of Y'; both are written with capitals."""
    if line.word(post.after) != "," or not line.has(post.after + 1, CAPITAL) or not line.has(post.first, CAPITAL):
        return None
    second = _post_from(line, post.after, ",", told, False)
    return second if second and second.is_office and second.first == post.after + 1 else None


def _verb_after(line: Line, i: int) -> int | None:
    """The word before an office that a name at token i is told to hold or to get: the 'is' that follows at once or
    behind an aside ('X, until now head of Y, is mayor of Z'), 'was sworn in as', 'succeeded Y as'."""
    if line.word(i) in _FOLLOWING:
        return next((j for j in range(i + 1, i + _FOLLOWED) if line.word(j) == "as"), None)
    k = i
    while line.word(k) in _HELPING:
        k += 1
    if k > i and line.word(k) in _NAMED:
        k += line.word(k + 1) == "in"
        return k + (line.word(k + 1) in ("as", "to"))
    if line.word(k) in _SERVING:
        k += 1 + (line.word(k + 1) in ("over", "up"))
        return k if line.word(k) == "as" else None
    if line.word(i) == ",":
        aside = range(i + 1, min(len(line.tokens), i + _ASIDE))
        i = next((j + 1 for j in aside if line.word(j) == ","), i)
    return i if line.word(i) in _IS else None


def _head_after(line: Line, k: int) -> int:
    """The head of the office that begins at token k; -1 for none."""
    head = -1
    for j in range(k, min(len(line.tokens), k + _REACH)):
        token = line.tokens[j]
        if token.kind != "word":
            if (token.text in "-–" and head < 0) or (token.text == "/" and line.has(j + 1, OFFICE | OCCUPATION)):
                continue
            break
        bits, name = line.bits[j], token.lower
        if bits & OFFICE and bits & MODIFIER and _leads_on(line, j):
            continue  # 'Deputy Relief Coordinator'
        if bits & (OFFICE | OCCUPATION) and not name.endswith("'s"):
            head = j
            joined = line.word(j + 1) in ("and", "/") and line.has(j + 2, OFFICE)
            if not line.has(j + 1, OFFICE | OCCUPATION) and not (joined or line.word(j + 1) == "/"):
                break
            continue
        if head >= 0 and name != "and":
            break
        if bits & SAY or (bits & FUNCTION and not bits & (MODIFIER | CAPITAL) and name not in ("of", "and", "for")):
            break
        if name in LINKS and head < 0:
            break
    return head


def _leads_on(line: Line, j: int) -> bool:
    """Whether the head of the office follows behind what qualifies it: 'chief financial officer', 'Chief Planning and
    Supply Chain Officer'."""
    k = j + 1
    while k < j + 6 and not line.has(k, OFFICE | OCCUPATION):
        joint = line.word(k) in ("and", "&") and k > j + 1
        if not joint and not line.has(k, CAPITAL | MODIFIER):
            return False
        k += 1
    return k > j + 1 and line.has(k, OFFICE | OCCUPATION) and (k < j + 4 or line.has(k, CAPITAL))


def _end_of(line: Line, head: int, closing: str, told: Told) -> tuple[int, str | None]:
    """The index after an office and the unit it is held in, and the place in that."""
    k = head + 1
    place: str | None = None
    if line.word(k) not in LINKS or "effect" in (line.word(k + 1), line.word(k + 2)):
        return k, None  # 'with effect from May'
    while k < min(len(line.tokens), head + _LONGEST):
        if k in told.bodies:
            inner = told.inside(k, told.bodies[k])
            place = place or (inner.place(line).label if inner else None)
            k = max(told.bodies[k], inner.after if inner else 0)
            continue
        site = told.places.get(k)
        if site:
            place, k = place or (site.place(line).label if site.name else None), site.after
            continue
        token, bits = line.tokens[k], line.bits[k]
        if token.kind != "word":
            break
        if token.lower in ("on", "in") and line.has(k + 1, TIME):
            break
        if (bits & SAY and not bits & CAPITAL) or (
            bits & FUNCTION and token.lower not in _JOINTS and token.lower not in LINKS and not bits & DEMONYM
        ):
            break
        if bits & CAPITAL and place is None and line.word(k - 1) in ("from", "in", "of"):
            place = _bare_place(line, k)
        k += 1
    while k > head + 1 and line.word(k - 1) in _JOINING:
        k -= 1
    return k, place


def _bare_place(line: Line, k: int) -> str | None:
    """The capitals at token k, as the home of 'a farmer from Thornby'; only where the apposition closes after them."""
    after = k
    while line.has(after, CAPITAL):
        after += 1
    if line.word(k - 1) == "of" or line.word(after) not in (",", ".", ")", ""):
        return None
    return line.cut(k, after)
