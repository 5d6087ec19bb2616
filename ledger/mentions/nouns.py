"""Number of English nouns, and the word classes that bound a noun phrase."""

from functools import cache

from ledger.mentions.tables import table, words

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
STOP_WORDS = (
    PREPOSITIONS | AUXILIARIES | DETERMINERS | PRONOUNS | CONJUNCTIONS | RELATIVES | ADVERBS | DEICTICS
)
"""Function words: none of them is a noun or stands inside the modifiers of one."""

_IRREGULAR: dict[str, str] = table("nouns")["irregular"]
_INVARIANT = frozenset(table("nouns")["invariant"]["words"].split())
_SINGULAR = frozenset(table("nouns")["singular"]["words"].split())
QUALIFYING_PLURALS = frozenset(table("nouns")["qualifying"]["words"].split())

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
