"""Tokens of a sentence: numbers, words, symbols and punctuation, found in one pass."""

import re
from functools import cache
from itertools import accumulate
from unicodedata import normalize

from ledger.mentions.tables import table
from ledger.record import record


@record
class Token:
    """`sentence[start:end]`, in code points of the sentence."""

    start: int
    end: int
    text: str
    lower: str
    """See `plain`."""
    kind: str
    """number | word | symbol | punct"""


def _prefixes() -> str:
    """Alternation of what is glued to the front of an amount ('VND3,618'), longest first."""
    currencies = table("currencies")
    ambiguous = set(currencies["ambiguous"]["codes"])
    codes = (set(currencies["names"]) | set(currencies["letters"])) - ambiguous
    return "|".join(sorted(map(re.escape, codes), key=lambda code: (-len(code), code)))


_INITIALS = "".join(table("currencies")["initials"])
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_FRACTIONS = "¼½¾⅐-⅞"
_RAISED = "²³¹⁰-⁹₀-₉"
_CURRENCY_SIGNS = "$€£¥₫₩₹₽₺₴₦₱฿₪₸₾₡₲₭៛৳₵₿¢"
_TURNED = "|".join(re.escape(sign) for sign in table("currencies")["symbols"] if sign[0] == "$" and len(sign) > 1)
"""Signs with their letters behind: '$US74.29'."""
_SYMBOLS = "%‰°+~≈=<>≤≥±×#&@/№"
_LETTER = rf"[^\W\d_{_FRACTIONS}{_RAISED}]"

# What a reader does not see, or sees in another order, and letters that look like digits: a figure with such inside is
# no number, so that 4,8<zero width space>21 is neither 4,821 nor 21.
_UNSEEN = "\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_OVERRIDES = "\u202d\u202e"
_LIKE_DIGITS = "OoОоΟοlIІ"
_OBSCURED = rf"""
        [{_OVERRIDES}][^\s\u202c]*+\u202c?
      | \d[\d.,]*+(?:
            [{_UNSEEN}][\d.,{_UNSEEN}]*\d
          | [{_LIKE_DIGITS}][\d.,{_LIKE_DIGITS}]*\d\w*+
          | [OОоΟο](?!\w)
          | [，．٬٫](?=\d)[\d，．٬٫]*+
        )
"""
_ESCAPE = r"\x1b(?:\[[\d;:?]*+[A-Za-z]?)?"
_MOST_DIGITS = 300
"""No text has a longer figure."""

_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*[{_FRACTIONS}]?|[{_FRACTIONS}]|\.\d+")
_OPENS_WORD = re.compile(_LETTER)
_MOST_PIECES = 20_000
"""Pieces kept in memory with what they are; then memory begins anew."""

# A piece is a token with the white space before it. Plain words, the most, are tried first for speed.
# Every alternative consumes at least one character and none nests a repeat inside a repeat that can match the
# same text twice, so a scan is linear. Longer readings come first.
_PIECE = re.compile(
    rf"""\s*+(?:
    [a-z]++(?=[\s,;)])
  | (?: # a figure that is not what it looks like
{_OBSCURED}
    )
  | {_ESCAPE}
  | (?: # number
        \d+(?:[.,]\d+)*[{_FRACTIONS}]?
      | [{_FRACTIONS}]
      | (?<![\w.,)])\.\d+
    )
  | (?: # symbol
        (?:{_TURNED})(?=\s?\d)
      | [A-Z]{{0,3}}[{_CURRENCY_SIGNS}]
      | °\s?[CFK](?![^\W\d_])
      | [{_SYMBOLS}]
    )
  | (?: # word
        https?://\S+ | www\.\S+
      | (?=[A-Z][A-Za-zĐ]{{1,3}}\d)(?:{_prefixes()})(?=\d)
      | [{_INITIALS}](?=\d{{1,3}}(?:,\d{{3}}|\s\d{{3}}(?=[\d\s]*,\d\d(?!\d)))+(?!\d))
      | [{_INITIALS}](?=\d+(?:[.,]\d+)*\s?(?:[mb]n?|tn|million|billion|trillion)(?![^\W_]))
      | (?:[A-Za-z]\.){{2,}}
      | [^\W\d_{_FRACTIONS}{_RAISED}]
        (?:[^\W_{_FRACTIONS}]|[{_MARKS}_]
          |['’ʼ‑](?={_LETTER})
          |-(?!(?<=illion-)(?:[A-Z]\.){{2}})(?={_LETTER}|\d{{1,3}}(?!\d))
          |(?<=\d)\.(?=\d)
        )*
    )
  | \S
    )""",
    re.VERBOSE,
)
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‑": "-"})


def plain(text: str) -> str:
    """The form tables are keyed by: lower case, composed (NFC), with typewriter apostrophes and hyphens."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", text.lower().translate(_PLAIN))


def tokenize(sentence: str) -> list[Token]:
    """The tokens in order; white space is what lies between them.

    A hyphenated word is one token ('poverty-reduction', 'COVID-19'), a number with a tail is several
    ('3', '-', 'star'; '80', 'km'; 'VND', '3,618'; 'US$', '1.762', 'bn').
    """
    known = _known_pieces()
    pieces = _PIECE.findall(sentence, 0, len(sentence.rstrip()))
    try:
        looks = [known[piece] for piece in pieces]
    except KeyError:
        looks = [known[piece] if piece in known else _look_at(piece, known) for piece in pieces]
    ends = accumulate(map(len, pieces))
    return [Token(end - size, end, text, low, kind) for end, (size, text, low, kind) in zip(ends, looks, strict=True)]


_Looks = tuple[int, str, str, str]
"""Length of a token, its text, its `plain` form and its kind."""


@cache
def _known_pieces() -> dict[str, _Looks]:
    """What the pieces met so far are: most come again, and one string for each saves memory and time."""
    return {}


def _look_at(piece: str, known: dict[str, _Looks]) -> _Looks:
    text = piece.lstrip()
    looks = len(text), text, plain(text), kind_of(text)
    if len(known) >= _MOST_PIECES:
        known.clear()
    known[piece] = looks
    return looks


def kind_of(text: str) -> str:
    """The kind of a token, which its first character tells, or the sign behind letters ('US$')."""
    if len(text) > _MOST_DIGITS:
        return "word"
    if _NUMBER.fullmatch(text):
        return "number"
    if text[0].isdecimal() or text[0] in _OVERRIDES:  # a figure that is not what it looks like
        return "word"
    if text[0] in _SYMBOLS or text[0] in _CURRENCY_SIGNS or (len(text) <= len("XXX$") and text[-1] in _CURRENCY_SIGNS):
        return "symbol"
    return "word" if _OPENS_WORD.match(text) else "punct"
