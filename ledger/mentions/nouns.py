"""Number of English nouns, and the word classes that bound a noun phrase."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ledger.mentions.numbers import NUMBER_WORDS
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token

PREPOSITIONS = words("words", "prepositions")
AUXILIARIES = words("words", "auxiliaries")
DETERMINERS = words("words", "determiners")
PRONOUNS = words("words", "pronouns")
CONJUNCTIONS = words("words", "conjunctions")
RELATIVES = words("words", "relatives")
ADVERBS = words("words", "adverbs")
DEICTICS = words("words", "deictics")
VERBS = words("words", "verbs")
CASUALTIES = words("words", "casualties")
STOP_WORDS = PREPOSITIONS | AUXILIARIES | DETERMINERS | PRONOUNS | CONJUNCTIONS | RELATIVES | ADVERBS | DEICTICS
"""Function words: none of them is a noun or stands inside the modifiers of one."""
NOT_NOUNS = STOP_WORDS | VERBS
"""Words that hardly ever are a noun or qualify one."""

_IRREGULAR: dict[str, str] = table("nouns")["irregular"]
_INVARIANT = words("nouns", "invariant")
_SINGULAR = words("nouns", "singular")

_COMPOUNDED = ("women", "men", "children", "people", "wives", "mice", "feet", "teeth")

# Ending of a plural, what replaces it; the first that fits is taken.
_ENDINGS = (
    ("ches", "ch"),
    ("shes", "sh"),
    ("sses", "ss"),
    ("xes", "x"),
    ("zzes", "zz"),
    ("oes", "o"),
    ("ies", "y"),
    ("s", ""),
)


def _last_part(word: str) -> tuple[str, str]:
    """The word split before the part that carries its number ('vice-presidents', 'great-grandchildren')."""
    head, hyphen, tail = word.rpartition("-")
    return head + hyphen, tail


def _irregular(tail: str) -> str | None:
    """The singular of an irregular plural or of a compound of one ('policewomen', 'grandchildren')."""
    if tail in _IRREGULAR:
        return _IRREGULAR[tail]
    if tail in _SINGULAR:
        return None
    for ending in _COMPOUNDED:
        if tail.endswith(ending):
            return tail.removesuffix(ending) + _IRREGULAR[ending]
    return None


@cache
def singular(word: str) -> str:
    """The singular of a lower-case noun; a word that is no plural comes back as it is."""
    lead, tail = _last_part(word)
    irregular = _irregular(tail)
    if irregular:
        return lead + irregular
    if not is_plural(word) or tail in _INVARIANT:
        return word
    for ending, replacement in _ENDINGS:
        if tail.endswith(ending) and len(tail) > len(ending) + 1:
            return lead + tail.removesuffix(ending) + replacement
    return word


@cache
def is_plural(word: str) -> bool:
    """Whether a lower-case word can stand as the plural noun after a number; invariant nouns can."""
    _, tail = _last_part(word)
    irregular = _irregular(tail)
    if irregular or tail in _INVARIANT:
        return irregular != tail
    if not tail.endswith("s") or len(tail) < 3 or tail in _SINGULAR:
        return False
    return not tail.endswith(("ss", "us", "is", "'s"))


def _plain_plural(word: str) -> bool:
    """Whether a word is a plural alone: 'symptoms', but not 'series'."""
    return is_plural(word) and singular(word) != word


QUALIFYING_PLURALS = words("nouns", "qualifying")
ELIDED = words("nouns", "elided")
REPEATING: dict[str, str] = table("units")["rates"]["adjectives"]
"""Adjectives that may stand before a counted noun and tell its rate ('11 weekly flights'), with their time."""
_UNIT_OF: dict[str, str] = {noun: unit for unit, nouns in table("nouns")["unit"].items() for noun in nouns.split()}
_UNIT_OF["person"] = "person"
_DEMONYMS = words("nouns", "demonym")
_PERSON_ENDINGS = tuple(sorted(words("nouns", "person_endings")))
_EARLIER = frozenset({"previous", "prior"})
_THINGS = words("nouns", "things")
_COLLECTIVES = words("nouns", "collective")
_PARTITIVE = words("nouns", "partitive")
_OPENING_QUOTES = frozenset("“‘\"'«„")
_CLOSING_QUOTES = frozenset("”’\"'»")
_ATTRIBUTIVE = words("nouns", "attributive")
_MOST_MODIFIERS = 8


class CountedNoun(NamedTuple):
    """tokens[first:last] is the noun phrase after a number; `head` is its noun."""

    first: int
    head: int
    last: int


@cache
def unit_of(noun: str) -> str:
    """The unit that a lower-case singular noun counts by: its class (`person`), else the noun itself."""
    _, tail = _last_part(noun)
    if tail in _UNIT_OF:
        return _UNIT_OF[tail]
    return "person" if tail.endswith(_PERSON_ENDINGS) and tail not in _THINGS else noun


def noun_unit(token: Token) -> str:
    """The unit counted by the noun `token`; a people's name counts persons ('two Americans'), as do casualties."""
    if token.lower in CASUALTIES or token.lower in _COLLECTIVES:
        return "person"
    noun = singular(token.lower)
    if token.text[:1].isupper() and (noun in _DEMONYMS or token.lower.endswith(("ians", "eans", "icans", "exans"))):
        return "person"
    return unit_of(noun)


def counted_noun(tokens: Sequence[Token], index: int, one: bool, partitive: bool) -> CountedNoun | None:
    """The counted noun phrase that begins at token `index`, right after a number.

    `one`: the number is one, so the noun is a singular. `partitive`: 'of' alone leads to the noun ('dozens of people'),
    else it needs a determiner ('12 of the students').
    """
    first = index
    if tokens[first].lower == "of":
        if tokens[first + 1].lower in _PARTITIVE:
            first, one = first + 2, False
        elif partitive:
            first += 1
        else:
            return None
    if first > index and tokens[first].lower in CASUALTIES:  # 'eight of the dead'
        return CountedNoun(first, first, first + 1)
    head = _singular_head(tokens, first) if one else _plural_head(tokens, first)
    if head is not None and first > index and tokens[head].lower == "series":  # one thing, of which 7 is the number
        return None
    if head is None:
        return None
    last = head + 1
    quoted = any(tokens[here].text in _OPENING_QUOTES for here in range(first, head))
    if quoted and tokens[last].text in _CLOSING_QUOTES:
        last += 1
    return CountedNoun(first, head, last)


def repeated(tokens: Sequence[Token], noun: CountedNoun) -> tuple[str, ...]:
    """The time in which so many are counted: 'week' of 'weekly flights'; 'monthly active users' are no rate."""
    for here in range(noun.first, noun.head):
        if tokens[here].lower in REPEATING and tokens[here + 1].lower != "active":
            return (REPEATING[tokens[here].lower],)
    return ()


def _is_name_word(token: Token) -> bool:
    return token.text[:1].isupper()


def _breaks(token: Token) -> bool:
    """Whether a token cannot stand inside a noun phrase."""
    if token.kind == "taken":
        counts = token.lower in NUMBER_WORDS and token.text.islower()  # 'two years ago', but 'Big Ten games'
        return not token.text[0].isalpha() or token.lower in STOP_WORDS or counts
    if token.kind != "word" or token.lower in NUMBER_WORDS:
        return True
    if token.lower in REPEATING or token.lower in _EARLIER:
        return False
    return token.lower in STOP_WORDS and not (_is_name_word(token) and token.lower in ADVERBS)


def _plural_head(tokens: Sequence[Token], index: int) -> int | None:
    """The plural noun that closes the modifiers beginning at token `index`."""
    here, modifiers = index + (tokens[index].lower == "such"), 0
    while modifiers <= _MOST_MODIFIERS:
        token = tokens[here]
        step = _step_over(tokens, here, modifiers > 0)
        if step:
            here += step
            continue
        if _breaks(token):
            return None
        acting = here == index and token.lower in VERBS and not _is_counted(tokens, here)
        if is_plural(token.lower) and not acting:  # '2.1 million faces hunger'
            return _furthest_plural(tokens, here)
        acts = token.lower in VERBS and not (len(token.text) > 1 and token.text.isupper())  # 'LED street lights'
        if acts and not _leads_to_plural(tokens, here + 1, 3 if token.lower in _ATTRIBUTIVE else 1):
            return None
        modifiers, here = modifiers + 1, here + 1
    return None


def _is_counted(tokens: Sequence[Token], index: int) -> bool:
    """Whether a form that may be a verb is what the number before it counts: '15 runs.', '15 runs in', not 'Flight 15
    leaves for'."""
    named = index > 1 and _is_name_word(tokens[index - 2])
    after = tokens[index + 1]
    return not named and (after.kind in {"punct", "end"} or after.lower in PREPOSITIONS)


def _step_over(tokens: Sequence[Token], here: int, inside: bool) -> int:
    """How many tokens at `here` belong to the modifiers without being words: quotes, '3-star', 'and', commas."""
    token, following = tokens[here], tokens[here + 1]
    if token.kind == "punct":
        if token.text in _OPENING_QUOTES and following.start == token.end:
            return 1
        if token.text in _CLOSING_QUOTES and inside and _opened(tokens, here):
            return int(_leads_to_plural(tokens, here + 1, 3))
        if token.text == "-" and inside and following.start == token.end:
            return 1
        if token.text == "," and inside and tokens[here - 1].lower not in ELIDED:
            joined = tokens[here + 2].lower in {"and", "or"} and not _breaks(
                tokens[here + 1]
            )  # 'army, fire and police'
            ends = _leads_to_plural(tokens, here + 3 if joined else here + 1, 2)
            return int(ends and tokens[here - 1].text.islower())
        return 0
    numeric = token.kind == "number" or token.lower in NUMBER_WORDS
    if numeric and following.text == "-" and tokens[here + 2].kind == "word":
        return 3
    if token.kind == "number" and inside and _is_name_word(tokens[here - 1]):  # '14 Leopard 2 tanks'
        return int(_leads_to_plural(tokens, here + 1, 2))
    if token.lower in {"and", "or", "&"} and inside and tokens[here - 1].lower not in ELIDED:
        return int(_leads_to_plural(tokens, here + 1, 4))
    return 0


def _opened(tokens: Sequence[Token], closing: int) -> bool:
    """Whether a quotation of a few words ends with token `closing`: the “model” of '45 “model” farms'."""
    return any(token.text in _OPENING_QUOTES for token in tokens[max(0, closing - 5) : closing - 1])


def _leads_to_plural(tokens: Sequence[Token], index: int, reach: int) -> bool:
    """Whether a plural noun comes within `reach` words from token `index`, nothing breaking the phrase."""
    for token in tokens[index : index + reach]:
        if _breaks(token) or token.lower in VERBS:
            return False
        if is_plural(token.lower):
            return True
    return False


def _furthest_plural(tokens: Sequence[Token], head: int) -> int:
    """From a plural to the one it qualifies: adjacent ('women voters'), or after names and a few set words."""
    while True:
        reach = 3 if tokens[head].lower in QUALIFYING_PLURALS or _is_name_word(tokens[head]) else 1
        for here in range(head + 1, head + 1 + reach):
            token = tokens[here]
            if _breaks(token) or token.lower in VERBS:
                return head
            if is_plural(token.lower):
                break
        else:
            return head
        head = here


def _singular_head(tokens: Sequence[Token], index: int) -> int | None:
    """The noun after 'one': the last word before the phrase ends."""
    here, head = index, None
    if tokens[here].lower in VERBS and tokens[here].lower.endswith("s"):  # 'one knows'
        return None
    while here - index <= _MOST_MODIFIERS:
        token = tokens[here]
        step = _step_over(tokens, here, False)
        if step:
            here += step
            continue
        word = token.lower
        if _breaks(token) or (head is not None and (word in VERBS or word.endswith(("ed", "ing")))):
            break
        if word not in ELIDED and not word.endswith("ly"):
            head = here
        here += 1
    if head is not None and _plain_plural(tokens[head].lower):  # 'all but one showed symptoms'
        return None
    return head
