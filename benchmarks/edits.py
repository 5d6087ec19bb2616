"""Changes to an article, one at a time: slips that a writer makes, and changes that leave what is told as it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ledger.claims.claim import Claim
from ledger.claims.datelines import dateline_of
from ledger.text.article import Article


@dataclass(frozen=True)
class Edit:
    """Words replaced at [start, end) of the article's text, and more replacements beside them."""

    start: int
    end: int
    text: str
    also: tuple[tuple[int, int, str], ...] = ()


Planter = Callable[[Article, Claim], Edit | None]

_SCALES = {"million": "billion", "billion": "trillion", "trillion": "billion", "thousand": "million", "m": "bn"}
_UNITS = {
    "km": "miles", "kilometres": "miles", "hectares": "square metres", "tonnes": "kilograms", "metres": "feet",
    "millimetres": "centimetres", "per cent": "percentage points", "percent": "percentage points", "a kg": "a tonne",
    "kg": "tonnes", "US$": "€", "£": "€", "$": "£", "€": "$",
}  # fmt: skip
_HEDGES = {
    "more than": "less than", "over": "under", "at least": "at most", "less than": "more than",
    "under": "over", "up to": "at least", "nearly": "more than", "almost": "more than", "below": "above",
}  # fmt: skip
_WORDS = {
    "per cent": "%", "percent": "per cent", "%": " per cent", "km": "kilometres", "hectares": "ha",
    "kilometers": "km", " ha": " hectares", "a kg": "a kilogram", "kg": "kilograms", "metres": "m", "meters": "metres",
}  # fmt: skip
_OTHERS_YEAR = re.compile(
    r"[,;:()—–]|\b(?:that|which|who|when|where|while|and|but|as|than|from|to|against|since|after|before|compared)\b"
)
"""Between a figure and a year: the year may be that of something else."""
_FRONTED = re.compile(r"\W*In 20\d\d,? ")


def _figure(claim: Claim) -> re.Match[str] | None:
    return re.search(r"\d[\d,]*(?:\.\d+)?", claim.quote) if claim.kind == "quantity" and claim.value else None


def plant_digit(article: Article, claim: Claim) -> Edit | None:
    """Another first or second digit."""
    match = _figure(claim)
    if match is None or len(re.sub(r"\D", "", match[0])) < 2:
        return None
    at = [i for i, c in enumerate(match[0]) if c.isdigit()][len(re.sub(r"\D", "", match[0])) > 2]
    new = str((int(match[0][at]) + 3) % 9 + 1)
    if new == match[0][at]:
        return None
    start = claim.start + match.start() + at
    return Edit(start, start + 1, new)


def plant_swap(article: Article, claim: Claim) -> Edit | None:
    """Two neighbouring digits in each other's place."""
    match = _figure(claim)
    if match is None:
        return None
    for i in range(len(match[0]) - 1):
        a, b = match[0][i], match[0][i + 1]
        if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
            start = claim.start + match.start() + i
            return Edit(start, start + 2, b + a)
    return None


def _replaced(table: dict[str, str], words: str = r"\b{}\b(?!/)") -> Planter:
    def plant(article: Article, claim: Claim) -> Edit | None:
        if _figure(claim) is None:
            return None
        for old, new in table.items():
            pattern = words.format(re.escape(old)) if old[-1].isalpha() and old[0].isalpha() else re.escape(old)
            if match := re.search(pattern, claim.quote, re.IGNORECASE):
                return Edit(claim.start + match.start(), claim.start + match.end(), new)
        return None

    return plant


def plant_scale(article: Article, claim: Claim) -> Edit | None:
    """A billion for a million; 'm' after a blank is metres."""
    match = re.search(r"(?:(?<=[\d ])(?:million|billion|trillion|thousand)|(?<=\d)m)\b", claim.quote)
    if match is None or _figure(claim) is None or claim.unit == "m":
        return None
    return Edit(claim.start + match.start(), claim.start + match.end(), _SCALES[match[0]])


def plant_name(article: Article, claim: Claim) -> Edit | None:
    """Another family name for the holder of an office or a resident."""
    if claim.kind != "role" or " " not in claim.value_text or claim.value_text not in claim.quote:
        return None
    start = claim.start + claim.quote.index(claim.value_text) + claim.value_text.rindex(" ") + 1
    end = claim.start + claim.quote.index(claim.value_text) + len(claim.value_text)
    return Edit(start, end, "Harwick")


def plant_date(article: Article, claim: Claim) -> Edit | None:
    """Another day of the month; that of a dateline says when an article was sent."""
    if claim.kind != "date" or claim.measure != "date" or not re.fullmatch(r"\d{4}-\d\d-\d\d", claim.value_text):
        return None
    match = re.search(r"(?<!\d)\d{1,2}(?!\d)", claim.quote)
    line = article.text.rfind("\n", 0, claim.start) + 1
    dateline = dateline_of(article.text[line : claim.end + 60])
    if match is None or (dateline and line + dateline.end() >= claim.end):
        return None
    start = claim.start + match.start()
    return Edit(start, claim.start + match.end(), str(int(match[0]) % 27 + 1))


def harmless_rounding(article: Article, claim: Claim) -> Edit | None:
    """'roughly 18,000' for 18,142, 'roughly 61' for 61.4: two digits are left, of two digits one.

    Not 'about', which may belong to the verb: 'heard about 60 witnesses'.
    """
    match = _figure(claim)
    digits = re.sub(r"\D", "", match[0]).strip("0") if match else ""
    if match is None or len(digits) < 2 or claim.hedge != "none" or not claim.quote.startswith(match[0]):
        return None
    number = float(match[0].replace(",", ""))
    rounded = float(f"{number:.{min(2, len(digits) - 1)}g}")
    start = claim.start + match.start()
    return Edit(start, claim.start + match.end(), f"roughly {rounded:,.12g}")


def harmless_year(article: Article, claim: Claim) -> Edit | None:
    """Another figure of another year, where the only year of the sentence is that of the figure."""
    edit, sentence = plant_digit(article, claim), _sentence(article, claim)
    if edit is None or sentence is None:
        return None
    start, end = sentence
    years = list(re.finditer(r"\b(?:19|20)\d\d\b", article.text[start:end]))
    year = re.search(r"\b[Ii]n (20\d\d)\b(?![-/–])", article.text[start:end])
    if year is None or len(years) != 1:
        return None
    fronted = _FRONTED.match(article.text, start) is not None
    after = start + year.start() >= claim.end and not _OTHERS_YEAR.search(article.text, claim.end, start + year.start())
    if not fronted and not after:
        return None
    return Edit(edit.start, edit.end, edit.text, ((start + year.start(1), start + year.end(1), str(int(year[1]) - 7)),))


def harmless_place(article: Article, claim: Claim) -> Edit | None:
    """Another figure of another place."""
    name, edit, sentence = (claim.place or "").split(",")[0], plant_digit(article, claim), _sentence(article, claim)
    if not name or "place" not in claim.evidence or edit is None or sentence is None:
        return None
    text = article.text[slice(*sentence)]
    named = re.finditer(rf"\b{re.escape(name if name in text else name.split()[0])}\b", text)
    also = tuple((sentence[0] + m.start(), sentence[0] + m.end(), "Norvale") for m in named)
    return Edit(edit.start, edit.end, edit.text, also) if also else None


def harmless_order(article: Article, claim: Claim) -> Edit | None:
    """The figure's paragraph after the one that follows it."""
    start = article.text.rfind("\n\n", 0, claim.start) + 2
    middle = article.text.find("\n\n", claim.end)
    end = article.text.find("\n\n", middle + 2)
    end = end if end > 0 else len(article.text.rstrip())
    here, next_ = article.text[start:middle], article.text[middle + 2 : end]
    if start < 2 or middle < 0 or not next_.strip() or not (here + next_).replace(" ", "")[:1].isalnum():
        return None
    return None if next_.startswith("#") else Edit(start, end, f"{next_}\n\n{here}")


def _sentence(article: Article, claim: Claim) -> tuple[int, int] | None:
    start = max(article.text.rfind(mark, 0, claim.start) for mark in (". ", "\n", "? ", "! "))
    end = article.text.find("\n", claim.end)
    return start + 1, min(e for e in (end, article.text.find(". ", claim.end)) if e > 0) if end > 0 else claim.end


ERRORS: dict[str, Planter] = {
    "digit": plant_digit,
    "digits swapped": plant_swap,
    "scale": plant_scale,
    "name": plant_name,
    "date": plant_date,
    "hedge turned round": _replaced(_HEDGES),
    "unit swapped": _replaced(_UNITS),
}
HARMLESS: dict[str, Planter] = {
    "rounding": harmless_rounding,
    "other unit words": _replaced(_WORDS),
    "other order": harmless_order,
    "other year": harmless_year,
    "other place": harmless_place,
}


# A copy in other words

_OTHERWISE = {
    "built": "constructed", "build": "construct", "bought": "purchased", "buy": "purchase", "began": "started",
    "begin": "start", "ended": "finished", "rose to": "climbed to", "rose by": "went up by", "fell to": "dropped to",
    "fell by": "dropped by", "increased": "grew", "decreased": "fell", "pupils": "students", "residents": "inhabitants",
    "staff": "employees", "shops": "stores", "biggest": "largest", "big": "large", "whole": "entire", "help": "assist",
    "get": "receive", "showed": "revealed", "shows": "reveals", "need": "require", "many": "numerous", "but": "yet",
    "while": "whereas", "expects": "anticipates", "plans to": "intends to", "wants to": "means to", "spent": "paid out",
    "nearly": "almost", "more than": "over", "about": "around", "compared with": "against", "children": "youngsters",
    "homes": "dwellings", "jobs": "posts", "money": "funds", "according to": "in the words of", "only": "just",
    "quickly": "fast", "largely": "mainly", "because": "as", "must": "has to", "kept": "held",
}  # fmt: skip
_SPOKEN_OF = re.compile(rf"\b(?:{'|'.join(sorted(_OTHERWISE, key=len, reverse=True))})\b")
_IN_FRONT = re.compile(r"(?<=[.] )((?:In|On|By|During) [^,.;\n]{4,30}), ([^\W\d_])([^.,;:\n]{20,160})\.(?=[ \n])")
_TWICE = re.compile(r"\b(?:and|(?:19|20)\d\d|while|when|on|in [A-Z])\b")


def reworded(article: Article) -> tuple[tuple[int, int, str], ...]:
    """Replacements that tell an article in other words: verbs and nouns, and what stands in front of a sentence."""
    body = article.text.find("\n\n") + 2
    found = [(m.start(), m.end(), _OTHERWISE[m[0]]) for m in _SPOKEN_OF.finditer(article.text, body)]
    for match in _IN_FRONT.finditer(article.text, body):
        if not _TWICE.search(match[3]):
            front = match[1][0].lower() + match[1][1:]
            found = [f for f in found if not match.start() <= f[0] < match.end()]
            found.append((match.start(), match.end(), f"{match[2].upper()}{match[3]} {front}."))
    return tuple(found)
