"""Numbers that belong to a name: 'Route 66', 'Python 3.11', '3-star', '5G', '10 Downing Street', '10-year notes'."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.mentions.nouns import (
    ADVERBS,
    AUXILIARIES,
    CASUALTIES,
    DETERMINERS,
    STOP_WORDS,
    VERBS,
    counted_noun,
    singular,
)
from ledger.mentions.numbers import HYPHENS, NUMBER_WORDS, SCALES, glued, is_plain, touches_both
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token
from ledger.mentions.units import currency_before, unit_name

_DESIGNATORS = words("others", "designators")
_SOFT_DESIGNATORS = words("others", "soft_designators")
_GLUED_NAMES = words("others", "glued")
_GRADES = words("others", "grades")
_GRADED = {noun: frozenset(after.split()) for noun, after in table("others")["graded"].items()}
_STREETS = words("others", "streets")
_MONTHS = words("others", "months")
_BONDS = words("others", "bonds")
_RACES = words("others", "races")
_LISTING = frozenset({",", "and", ";"})
_LIST_GOES_ON = frozenset({",", "and", ".", ";", ""})
_LONGEST_NAME, _LIST_REACH, _FIRST_OF_LIST = 3, 24, 4
_ALIKE = 3  # a figure of a list is at most so many times the first
_SCREENS = frozenset({240, 360, 480, 720, 1080, 1440, 2160, 4320})


class OtherNumber(NamedTuple):
    """tokens[first:last] hold a number of this kind."""

    first: int
    last: int
    kind: str


def read_grade(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'3-star', 'two-way', '5-a-side': what follows the hyphen makes a grade of the number."""
    if tokens[index + 1].text not in HYPHENS or not glued(tokens, index + 1) or not glued(tokens, index + 2):
        return None
    tail = tokens[index + 2]
    graded = tokens[index + 3].lower in _GRADED.get(tail.lower, ())
    if tail.lower not in _GRADES and not graded and not (tail.text.istitle() and len(tail.text) > 3):
        return None
    last = index + 3
    while tokens[last].text in HYPHENS and touches_both(tokens, last):
        last += 2
    return OtherNumber(index, last, "grade")


def read_term(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'the 10-year Treasury note', 'two-year yields': the term that names a bond."""
    if tokens[index + 1].text not in HYPHENS or tokens[index + 2].lower not in {"year", "month"}:
        return None
    if not any(token.lower in _BONDS for token in tokens[index + 3 : index + 6]):
        return None
    return OtherNumber(index, index + 3, "term")


def read_glued_name(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'5G', '3D', '1080p', '221B', '4x100'."""
    following = tokens[index + 1]
    if not glued(tokens, index + 1):
        return None
    if following.text in {"x", "×"}:
        return OtherNumber(index, index + 3, "name") if tokens[index + 2].kind == "number" else None
    if (following.text.startswith("x") and following.text[1:2].isdecimal()) or _is_race(tokens, index + 1):
        return OtherNumber(index, index + 2, "name")
    value = int(tokens[index].text) if is_plain(tokens[index]) else 0
    if following.text == "p":
        return OtherNumber(index, index + 2, "name") if value in _SCREENS else None
    if following.text == "K" and value in {2, 4, 8} and tokens[index - 1].kind != "symbol":
        return OtherNumber(index, index + 2, "name")
    if (
        following.text in _GLUED_NAMES
        and unit_name(tokens, index + 1) is None
        and following.text not in {"C", "F", "V", "A"}
    ):
        return OtherNumber(index, index + 2, "name")
    return None


def _is_race(tokens: Sequence[Token], index: int) -> bool:
    """'a 10k run'."""
    return tokens[index].lower == "k" and tokens[index + 1].lower in _RACES


def read_address(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'10 Downing Street'."""
    if not is_plain(tokens[index]):
        return None
    for here in range(index + 1, index + 5):
        token = tokens[here]
        if token.kind not in {"word", "taken"} or not token.text[:1].isupper():
            return None
        if token.lower in _STREETS and here > index + 1:
            return OtherNumber(index, here + 1, "address")
    return None


def read_designated(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'Route 66', 'Boeing 787-9', 'articles 5 and 7'; 'no' is a number sign only with a capital."""
    if index == 0 or tokens[index - 1].lower not in _DESIGNATORS or tokens[index - 1].text == "no":
        return None
    if "," in tokens[index].text and (tokens[index - 1].lower != "number" or tokens[index - 2].lower in ADVERBS):
        return None  # 'refugees now number 14,600'
    return OtherNumber(index - 1, _last_of_list(tokens, index), "name")


def _last_of_list(tokens: Sequence[Token], index: int) -> int:
    """The index after the numbers joined to the one at `index` ('5 and 7', '787-9', '3 to 8')."""
    last = index + 1
    while tokens[last].lower in {"-", "–", "/", "and", "&", "to", "of"} and is_plain(tokens[last + 1]):
        last += 2
    return last


def read_named(tokens: Sequence[Token], index: int) -> OtherNumber | None:
    """'Python 3.11', 'phase 2': the word before makes a name of the number."""
    before, token = tokens[index - 1], tokens[index]
    if index == 0 or before.kind not in {"word", "taken"} or "," in token.text or before.lower in NUMBER_WORDS:
        return None
    if currency_before(tokens, index, scaled=False) or _is_part(tokens, index):
        return None
    capitalised = before.text[0].isupper()
    soft = (singular(before.lower) if capitalised else before.lower) in _SOFT_DESIGNATORS
    if soft and capitalised:
        return OtherNumber(index - 1, index + 1, "name")
    camel = any(letter.isupper() for letter in before.text[1:]) and not before.text.isupper()
    capital = capitalised and _may_name(before, index)
    of = tokens[index + 1].lower == "of"
    counts = None if of else counted_noun(tokens, index + 1, one=False, partitive=False)
    if counts and capital and tokens[counts.head].lower in VERBS:  # 'Bus 550 connects'
        counts = None
    if counts or not (soft or camel or capital) or (capital and not soft and _is_share_of_list(tokens, index)):
        return None
    last = _last_of_list(tokens, index) if soft and before.lower.endswith("s") else index + 1
    return OtherNumber(index - 1, last, "name")


def _is_part(tokens: Sequence[Token], index: int) -> bool:
    """Whether the figure is told of another one: the 95 of 'in Dorn 95 of the 112 houses'."""
    if tokens[index + 1].lower != "of":
        return False
    whole = index + 2 + (tokens[index + 2].lower in DETERMINERS)
    return tokens[whole].kind == "number" and counted_noun(tokens, whole + 1, one=False, partitive=False) is not None


def _is_share_of_list(tokens: Sequence[Token], index: int) -> bool:
    """Whether the figure goes on from a first one: 'Orsa counted 473 cases, Vallon 110 and Kesh 51'."""
    start = index - 1
    while start > 1 and index - start < _LONGEST_NAME and _in_name(tokens[start - 1].text):
        start -= 1
    start -= tokens[start - 1].text.islower() and tokens[start - 2].lower == "the"
    start -= tokens[start - 1].lower == "the"
    if tokens[start - 1].lower not in _LISTING or tokens[index + 1].lower not in _LIST_GOES_ON:
        return False
    if not is_plain(tokens[index]) or start < _FIRST_OF_LIST:
        return False
    for here in range(start - 2, max(start - _LIST_REACH, 0), -1):
        if tokens[here].text in ".;:":
            return False
        elided = tokens[here + 1].lower in _LIST_GOES_ON
        if tokens[here].kind == "number" and (elided or counted_noun(tokens, here + 1, one=False, partitive=False)):
            told = tokens[here - 1].lower in VERBS or tokens[here - 1].lower.endswith("ed")
            told = told or tokens[here - 1].lower in AUXILIARIES
            first = float(tokens[here].text.replace(",", "")) if tokens[here].text[0].isdecimal() else 0.0
            if told:
                return int(tokens[index].text) <= _ALIKE * first
    return False


def _in_name(text: str) -> bool:
    """Whether a token may stand within a name: 'the Workers' Party'."""
    return text[:1].isupper() or text in {"'", "’"}


def _may_name(token: Token, index: int) -> bool:
    word = token.lower
    if word in STOP_WORDS or word in VERBS or word in CASUALTIES or word in _MONTHS:
        return False
    return not word.endswith(("ed", "ing", "ly", "'s")) and not (index == 1 and word.endswith("s"))


def unit_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether a unit, a scale word or a percent sign stands at token `index`."""
    return tokens[index].lower in SCALES or unit_name(tokens, index) is not None
