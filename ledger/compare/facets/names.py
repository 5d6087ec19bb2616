"""Names as they are compared: spelling variants are one name, names that differ in a letter are two.

Folding takes away what writers and keyboards leave out: composition (NFC and NFD), diacritics, case, punctuation.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from ledger.resources import data_table

# Letters that Unicode does not decompose although writers without them put the plain one.
_PLAIN = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th",
        "'": None, "’": None, "‘": None, "ʼ": None, "`": None,
    }
)  # fmt: skip
_BREAK = re.compile(r"(?:[^\w%]|_)+")
_POSSESSIVE = re.compile(r"[’'ʼ]s\b")
_NO_AMOUNT = r"(?![.,]\d|\s(?:million|billion|trillion|crore|lakh)\b)"
"""Behind a word: it is no amount printed with its currency ('Sh12.1 billion')."""
_WORD = re.compile(rf"[^\W\d_]\w{{2,}}+{_NO_AMOUNT}")
_WITHIN = re.compile(rf"(?<=[\w,;] )[“‘\"'(]?([^\W\d_]\w{{2,}}+){_NO_AMOUNT}")

_LETTERS = 5
"""Letters of names from which two that differ in one are hardly two names."""


class NameRelation(StrEnum):
    """How two names of people stand to each other."""

    SAME = "same"
    SHORT = "short form"
    PARTLY = "partly alike"
    APART = "apart"


@cache
def name_words(table: str) -> frozenset[str]:
    """One table of `data/names.toml`: `titles` or `programme_weak`."""
    data = data_table("compare", "names")
    return frozenset(data[table].split())


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower-case plain letters, digits and `%`, words parted by one blank: 'Zoë Łukasik’s' -> 'zoe lukasik'."""
    plain = _POSSESSIVE.sub("", text)
    if plain.isascii():
        return _BREAK.sub(" ", plain.lower().replace("'", "").replace("`", "")).strip()
    lower = unicodedata.normalize("NFKD", plain).casefold()
    # Folding case can bring composed letters back ('ŉ', 'ǰ'), hence twice.
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return _BREAK.sub(" ", plain.translate(_PLAIN)).strip()


def same_name(a: str, b: str) -> bool:
    """Whether two spellings are one name: equal after folding."""
    return fold(a) == fold(b)


def capitalised(text: str, *, within: bool) -> list[str]:
    """Words of three letters or more with a capital, as printed; `within` leaves out what may begin a sentence."""
    return [word for word in (_WITHIN if within else _WORD).findall(text) if word[0].isupper()]


def person_tokens(name: str) -> tuple[str, ...]:
    """The folded parts of a person's name, without titles and offices."""
    tokens = tuple(fold(name).split())
    bare = tuple(token for token in tokens if token not in name_words("titles"))
    return bare or tokens


@lru_cache(maxsize=1 << 16)
def compare_people(a: str, b: str) -> NameRelation:
    """Compares two people's names part by part.

    A form that leaves parts out, gives initials or a nickname ('Jane', 'J. Smith', 'Bill Clinton') is a short form.
    Names that share a part and differ in another are partly alike, whichever part it is; so are single names that
    differ in a letter or two.
    """
    left, right = person_tokens(a), person_tokens(b)
    if sorted(left) == sorted(right):
        return NameRelation.SAME
    shorter, longer = sorted((left, right), key=len)
    if not shorter or _covers(longer, shorter):
        return NameRelation.SHORT
    if any(len(token) > 1 and token in right for token in left):
        return NameRelation.SHORT if _nickname(left, right) else NameRelation.PARTLY
    return NameRelation.PARTLY if name_similarity(a, b) >= 0.85 else NameRelation.APART


def _nickname(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names differ only in one given name and its nickname or beginning: 'Rudolph Lee', 'Rudy Lee'; 'Dev
    Rao', 'Devendra Rao'."""
    if len(a) != len(b) or a[1:] != b[1:]:
        return False
    short, long = sorted((a[0], b[0]), key=len)
    # 'Henrique' is not short for 'Henriqueta'.
    begins = 2 < len(short) <= len(long) / 2 and long.startswith(short)
    return begins or a[0] in _other_forms(b[0])


@lru_cache(maxsize=1 << 12)
def _other_forms(given: str) -> frozenset[str]:
    """A given name's nicknames, and what it is a nickname of."""
    known = _nicknames()
    return frozenset(known.nicknames_of(given) | known.canonicals_of(given))


@cache
def _nicknames() -> Any:
    from nicknames import NickNamer  # reads its table, and only pairs of names need it

    return NickNamer()


def name_similarity(a: str, b: str) -> float:
    """0 to 1, after folding: the normalised similarity of the two spellings (Indel distance)."""
    from rapidfuzz import fuzz  # costs 20 ms, and only pairs of names need it

    return float(fuzz.ratio(" ".join(person_tokens(a)), " ".join(person_tokens(b)))) / 100


def _covers(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether each part of the shorter name, or its initial, stands in the longer one."""
    left = list(longer)
    for token in sorted(shorter, key=len, reverse=True):
        fitting = [part for part in left if part == token or (len(token) == 1 and part[0] == token) or
                   (len(part) == 1 and token[0] == part)]  # fmt: skip
        if not fitting:
            return False
        left.remove(fitting[0])
    return True


def misspelt(a: str, b: str) -> bool:
    """Whether two folded names of five letters or more differ in one letter, or lack one: 'lepik' and 'leppik'."""
    if min(len(a), len(b)) < _LETTERS or abs(len(a) - len(b)) > 1:
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(a, b, score_cutoff=1) == 1
