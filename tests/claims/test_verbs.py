"""Verb forms: what a word is a form of, and the participle that names what was done."""

import pytest

from ledger.claims import verbs

FORMS = {
    "agree": "agrees agreed agreeing",
    "see": "sees saw seen seeing",
    "plan": "plans planned planning",
    "carry": "carries carried carrying",
    "reach": "reaches reached reaching",
    "commit": "commits committed committing",
    "travel": "travels traveled travelled travelling",
    "sell": "sells sold selling",
    "set": "sets set setting",
    "fall": "falls fell fallen falling",
}
PARTICIPLES = {
    "implement": "implemented", "sell": "sold", "plan": "planned", "carry": "carried", "occur": "occurred",
    "visit": "visited", "set": "set", "cut": "cut", "build": "built",
    "offer": "offered", "see": "seen", "write": "written",
}  # fmt: skip


@pytest.mark.parametrize(("lemma", "form"), [(lemma, form) for lemma, forms in FORMS.items() for form in forms.split()])
def test_lemma(lemma: str, form: str) -> None:
    assert verbs.lemma(form) == lemma


@pytest.mark.parametrize("lemma", PARTICIPLES)
def test_participle(lemma: str) -> None:
    assert verbs.participle(lemma) == PARTICIPLES[lemma]


@pytest.mark.parametrize(
    ("word", "lemma"), [("refuelled", "refuell"), ("galvanised", "galvanise"), ("relocated", "relocate")]
)
def test_an_unknown_past_gives_its_stem(word: str, lemma: str) -> None:
    assert verbs.lemma(word) == lemma


@pytest.mark.parametrize("word", ["table", "hundreds", "red", "need", "thing", "wicked"[:4]])
def test_other_words_are_no_verbs(word: str) -> None:
    assert verbs.lemma(word) in (None, "need")
