"""Place names that are known without a word for their kind: countries, parts of the world, large cities."""

from functools import cache
from typing import NamedTuple

from ledger.mentions.tables import table
from ledger.mentions.tokens import tokenize

CITY, PART, COUNTRY, CONTINENT = 3, 5, 6, 7


class Known(NamedTuple):
    """What is known of a place by its name alone."""

    rank: int
    """How wide the place is; see `kinds` in places.toml."""
    within: str | None


def _spellings(name: str) -> list[str]:
    """A name of the library as people write it: 'Bosnia & Herzegovina', 'Myanmar (Burma)', 'Hong Kong SAR China'."""
    plain = name.partition(" (")[0].partition(" SAR ")[0]
    return [plain, plain.replace(" & ", " and "), plain.replace("St. ", "Saint ")]


@cache
def gazetteer() -> dict[str, Known]:
    """Tokens in lower case, joined with blanks, to what is known of the place; a wider place wins."""
    places, territories = table("places"), table("territories")
    listed = [(name.strip(), Known(CITY, None)) for name in places["cities"]["names"].split(";")]
    listed += [(part, Known(PART, whole)) for whole, parts in places["parts"].items() for part in parts]
    listed += [(name, Known(COUNTRY, None)) for name in places["names"]["country"]]
    listed += [(name, Known(CONTINENT, None)) for name in places["names"]["continent"]]
    listed += [(name, Known(CONTINENT, None)) for name in places["names"]["union"]]
    for section, rank in (("countries", COUNTRY), ("regions", CONTINENT)):
        listed += [(text, Known(rank, None)) for name in territories[section].values() for text in _spellings(name)]
    return {_key(name): known for name, known in listed}


def _key(name: str) -> str:
    if name.replace(" ", "").isalpha():
        return name.lower()
    return " ".join(token.lower for token in tokenize(name))


@cache
def first_words() -> frozenset[str]:
    """First words of all known names, in lower case."""
    return frozenset(name.partition(" ")[0] for name in gazetteer())


@cache
def longest() -> int:
    """Tokens of the longest name."""
    return max(name.count(" ") + 1 for name in gazetteer())
