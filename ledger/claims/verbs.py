"""Verb forms to their lemma, from a table of general news English."""

from functools import cache, lru_cache
from typing import Any

from ledger.resources import data_table

_SILENT = ("v", "c", "g", "z", "at", "ut", "us", "as", "os", "ur", "ir", "iz", "is", "in", "id", "ov")
"""Endings of an unknown stem that more often than not have lost an e: 'remov', 'designat'."""
_MOST_WORDS = 20_000
"""Words kept in memory with their lemmas."""
VOWELS = frozenset("aeiou")


@cache
def _table() -> dict[str, Any]:
    return data_table("claims", "verbs")


def _regular_forms(lemma: str) -> list[str]:
    """The regular forms of a verb: third person, past, -ing; British travelled beside traveled."""
    if lemma.endswith("e"):
        stem = lemma if lemma.endswith(("ee", "ye", "oe")) else lemma[:-1]
        forms = [lemma + "s", lemma + "d"]
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        return [lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    else:
        sibilant = lemma.endswith(("s", "x", "ch", "sh", "z", "o"))
        stem, forms = lemma, [lemma + ("es" if sibilant else "s"), lemma + "ed"]
    forms.append(stem + "ing")
    if _doubles(lemma) or lemma.endswith("l"):
        forms += [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"]
    return forms


@cache
def forms() -> dict[str, str]:
    """Every known form, in lower case, to its lemma."""
    table = _table()
    found: dict[str, str] = {}
    for group in ("linking", "rising", "falling", "other"):
        for lemma in table[group].split():
            found.setdefault(lemma, lemma)
            for form in _regular_forms(lemma):
                found.setdefault(form, lemma)
    for lemma, irregular in table["irregular"].items():
        found.update(dict.fromkeys(irregular.split(), lemma))
    return found


@cache
def group(name: str) -> frozenset[str]:
    """Lemmas of `linking`, `rising`, `falling` or `acting`."""
    return frozenset(_table()[name].split())


@lru_cache(_MOST_WORDS)
def lemma(word: str) -> str | None:
    """The lemma of a verb form in lower case, or None. A word that only looks like a past tense gives its stem."""
    known = forms().get(word)
    if known or not word.endswith("ed") or len(word) < 5:
        return known
    if word.endswith("eed"):
        return word[:-1]
    stem = word[:-3] + "y" if word.endswith("ied") else word[:-2]
    return stem + "e" if stem.endswith(_SILENT) else stem


@cache
def participle(lemma: str) -> str:
    """The past participle of a lemma: 'implemented', 'sold'. Irregular ones stand last in the table."""
    irregular = _table()["irregular"].get(lemma, "").split()
    past = [form for form in irregular if not form.endswith(("ing", "s"))]
    if past:
        return str(past[-1])
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ed"


def _doubles(lemma: str) -> bool:
    """Whether the last consonant is doubled: in one-syllable verbs (plan, drop) and those the table names."""
    if lemma in _table()["doubling"].split():
        return True
    one_syllable = sum(letter in VOWELS for letter in lemma) == 1
    return one_syllable and lemma[-1] not in VOWELS | {"w", "x", "y"} and lemma[-2] in VOWELS
