"""The articles of seeds/ are restatements: in other words than their originals, and nothing checkable is lost.

The originals are not part of the project. Where their folder is at hand (FACTS_ORIGINALS, or `../shared/seeds` beside
the project) texts are compared with it; where hand-made claims of them lie beside that folder, so are these.
"""

import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
RESTATEMENTS = sorted((ROOT / "seeds").glob("*.md"))
ORIGINALS = Path(os.environ.get("FACTS_ORIGINALS") or ROOT.parent / "shared" / "seeds")
CLAIMS = ORIGINALS.parent / "gold" / "claims.jsonl"

needs_originals = pytest.mark.skipif(
    "FACTS_ORIGINALS" not in os.environ and not ORIGINALS.is_dir(),
    reason="the originals are not here; set FACTS_ORIGINALS to their folder",
)
needs_claims = pytest.mark.skipif(not CLAIMS.is_file(), reason=f"no claims of the originals in {CLAIMS.parent.name}/")
each_restatement = pytest.mark.parametrize("path", RESTATEMENTS, ids=lambda path: path.stem)

RUN = 8
MONTHS = "january february march april may june july august september october november december"
NUMBER_WORDS = "one two three four five six seven eight nine ten hundred thousand most all no"
UNITS = "% ha km t million billion trillion"
FIGURE_WORDS = frozenset(f"{MONTHS} {NUMBER_WORDS} {UNITS}".split())
SMALL_WORDS = frozenset(["by", "for", "from", "in", "of", "per", "to", "with"])
SAME_WORD = {"hectare": "ha", "ton": "t", "tons": "t", "tonne": "t"}
HEDGES = {
    "more_than": ("more than", "over", "exceeded", "above"),
    "nearly": ("nearly", "almost", "just under"),
    "about": ("about", "around", "roughly"),
}
AT_LEAST = ("or more", "or higher")
MODALITIES = {
    "planned": {"plan", "will"},
    "target": {"aim", "goal", "eliminate"},
    "projected": {"projected", "expected", "will"},
    "estimated": {"estimated"},
}
SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMs)[.!?][”’]?\s+|\n+")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def front_matter(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1]))


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def original_of(path: Path) -> Path:
    return ORIGINALS / front_matter(path)["restates"]["file"]


def claims_of(path: Path) -> list[dict[str, Any]]:
    name = front_matter(path)["restates"]["file"]
    claims = map(json.loads, CLAIMS.read_text(encoding="utf-8").splitlines())
    return [claim for claim in claims if claim["article"] == name]


def shared_runs(text: str, original: str) -> list[str]:
    """Runs of eight words that both texts hold, except those that are nearly all names and figures."""
    words = [word.casefold() for word in re.findall(r"\w+", nfc(text))]
    here = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    theirs = re.findall(r"\w+", nfc(original))
    runs = [theirs[i : i + RUN] for i in range(len(theirs) - RUN + 1)]
    plain = [run for run in runs if sum(word[0].islower() for word in run) >= RUN // 2]
    return [" ".join(run) for run in plain if tuple(word.casefold() for word in run) in here]


def tokens(text: str) -> list[str]:
    """Words and figures in one spelling: singular, no thousands separators, `%` for per cent, `ha` for hectares, no
    case."""
    text = re.sub(r"\bper\s?cent\b", "%", nfc(text).casefold())
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    words = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+|%", text)
    words = [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words]
    return [SAME_WORD.get(word, word) for word in words]


def sentences(text: str) -> list[list[str]]:
    """The tokens of each sentence, roughly; each claim of the originals stands in one sentence of theirs."""
    return [words for part in SENTENCE_END.split(text) if (words := tokens(part))]


def sentence_at(text: str, start: int) -> str:
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end <= start), default=0)
    return text[first : min((end for end in ends if end > start), default=len(text))]


def needed(claim: dict[str, Any], original: str) -> Counter[str]:
    """What one sentence of the restatement has to hold: figures, units, names and the thing measured as the quote has
    them, and as much of the place, the programme and the years as the original's own sentence holds."""
    lower = set(re.findall(r"\b[^\W\d_A-Z][^\W\d_]*", original))
    names = [
        word for word in re.findall(r"[^\W\d_]+", claim["quote"]) if word[0].isupper() and word.lower() not in lower
    ]
    about = FIGURE_WORDS.union(tokens(claim["indicator"].replace("_", " ")), tokens(claim["unit"] or "")) - SMALL_WORDS
    found = Counter(word for word in tokens(claim["quote"]) if word[0].isdigit() or word in about)
    found |= Counter(tokens(" ".join(names)))
    facets = re.findall(r"\b[^\W\d_a-z]\w+", claim["place"] or "")
    facets += re.findall(r"\w{4,}", claim["programme"] or "") + re.findall(r"\b\d{4}\b", claim["period"] or "")
    around = tokens(sentence_at(original, claim["start"]))
    return found | Counter({word for word in tokens(" ".join(facets)) if word in around})


def hedge_before(words: list[str], at: int) -> str:
    """The hedge of the figure at `words[at]`: said within four words before it, or just after it."""
    after = " ".join(words[at + 1 : at + 4])
    if any(phrase in after for phrase in AT_LEAST):
        return "at_least"
    first = max((i + 1 for i in range(at) if words[i][0].isdigit()), default=0)
    before = f" {' '.join(words[max(first, at - 4) : at])} "
    return next((hedge for hedge, said in HEDGES.items() if any(f" {word} " in before for word in said)), "none")


def lost(claim: dict[str, Any], read: list[list[str]], original: str) -> str | None:
    """What of a claim no sentence of the restatement states, in words; None when one states all of it."""
    need = needed(claim, original)
    full = [words for words in read if not need - Counter(words)]
    if not full:
        nearest = min(((need - Counter(words)).total(), i) for i, words in enumerate(read))[1]
        return (
            f"{claim['id']} {claim['quote']!r}: no sentence has {sorted(need - Counter(read[nearest]))} with the rest"
        )
    manner = MODALITIES.get(claim["modality"])
    if manner and not any(manner & set(words) for words in full):
        return f"{claim['id']} {claim['quote']!r}: not said to be {claim['modality']}"
    figures = [word for word in tokens(claim["quote"]) if word[0].isdigit()]
    if claim["kind"] != "quantity" or not figures:
        return None
    wanted = claim["hedge"] if claim["hedge"] in (*HEDGES, "at_least") else "none"
    said = {hedge_before(words, i) for words in full for i, word in enumerate(words) if word == figures[0]}
    return None if wanted in said else f"{claim['id']} {claim['quote']!r}: hedged {wanted}, restated {sorted(said)}"


def test_there_are_restatements() -> None:
    restated = [front_matter(path)["restates"]["file"] for path in RESTATEMENTS]
    assert len(restated) == len(set(restated)) == 5


@each_restatement
def test_front_matter(path: Path) -> None:
    head = front_matter(path)
    assert head.keys() - {"published"} == {"title", "publisher", "url", "language", "restates"}
    assert head["restates"].keys() == {"file", "sha256"}
    assert re.fullmatch(r"\w+\.txt", head["restates"]["file"])
    assert re.fullmatch(r"[0-9a-f]{64}", head["restates"]["sha256"])
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", head.get("published", "2000"))
    assert head["publisher"].endswith("(restated)")
    assert head["language"] == "en"
    assert head["url"].startswith("https://")
    assert "in our own words" in path.read_text(encoding="utf-8").split("\n")[1]


@needs_originals
@each_restatement
def test_names_its_original(path: Path) -> None:
    assert hashlib.sha256(original_of(path).read_bytes()).hexdigest() == front_matter(path)["restates"]["sha256"]


@needs_originals
@each_restatement
def test_says_it_in_other_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {
        original.name: runs
        for original in sorted(ORIGINALS.glob("*.txt"))
        if (runs := shared_runs(text, original.read_text(encoding="utf-8")))
    } == {}


@needs_originals
@needs_claims
@each_restatement
def test_states_every_claim(path: Path) -> None:
    read, original = sentences(body(path)), original_of(path).read_text(encoding="utf-8")
    assert [fault for claim in claims_of(path) if (fault := lost(claim, read, original))] == []


@needs_originals
@needs_claims
@each_restatement
def test_a_lost_word_is_noticed(path: Path) -> None:
    """Every figure, name and hedge of the claims is taken away in turn, wherever it stands."""
    read, original = sentences(body(path)), original_of(path).read_text(encoding="utf-8")
    unnoticed = []
    for claim in claims_of(path):
        planted = [{word} for word in needed(claim, original)]
        if claim["hedge"] in HEDGES and re.search(r"\d", claim["quote"]):
            planted.append({word for phrase in HEDGES[claim["hedge"]] for word in phrase.split()})
        for words in planted:
            if not lost(claim, [["Q" if word in words else word for word in sentence] for sentence in read], original):
                unnoticed.append((claim["id"], words))
    assert unnoticed == []


@needs_originals
@each_restatement
def test_a_copied_sentence_is_noticed(path: Path) -> None:
    original = original_of(path).read_text(encoding="utf-8")
    longest = max(SENTENCE_END.split(original), key=len)
    assert shared_runs(path.read_text(encoding="utf-8") + longest, original)


CLAIM = {
    "id": "x",
    "kind": "quantity",
    "quote": "more than 1,250 tons of rice",
    "start": 22,
    "hedge": "more_than",
    "indicator": "rice_sold",
    "unit": "t",
    "modality": "stated",
    "place": "Ashford town",
    "programme": None,
    "period": "2019",
}
ORIGINAL = "A lead about farming.\nIn 2019 farmers of Ashford sold more than 1,250 tons of rice. They sold little else."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ashford sold over 1,250 tonnes of rice in 2019.", None),
        ("Rice sales from Ashford in 2019: more than 1250 t of rice.", None),
        ("Ashford sold over 1,520 tonnes of rice in 2019.", "no sentence has ['1250']"),
        ("Ashford sold over 1,250 bags of rice in 2019.", "no sentence has ['t']"),
        ("Ashford sold over 1,250 tonnes of rice. That was in 2019.", "no sentence has ['2019']"),
        ("The town sold over 1,250 tonnes of rice in 2019.", "no sentence has ['ashford']"),
        ("Ashford sold 1,250 tonnes of rice in 2019.", "hedged more_than, restated ['none']"),
        ("Ashford sold nearly 1,250 tonnes of rice in 2019.", "hedged more_than, restated ['nearly']"),
        ("Over 30 farms of Ashford sold 1,250 tonnes of rice in 2019.", "hedged more_than, restated ['none']"),
        ("Ashford sold over 1,250 tonnes of wheat in 2019.", "no sentence has ['rice']"),
    ],
)
def test_losses_are_found(text: str, fault: str | None) -> None:
    assert_fault(lost(CLAIM, sentences(text), ORIGINAL), fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ashford plans to sell over 1,250 tonnes of rice in 2019.", None),
        ("Ashford sold over 1,250 tonnes of rice in 2019.", "not said to be planned"),
    ],
)
def test_a_plan_told_as_done_is_found(text: str, fault: str | None) -> None:
    assert_fault(lost(CLAIM | {"modality": "planned"}, sentences(text), ORIGINAL), fault)


def assert_fault(found: str | None, expected: str | None) -> None:
    assert (found is None) is (expected is None), found
    assert expected is None or expected in str(found)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("They said the farmers of the valley had sold all of it.", True),
        ("THEY SAID: the farmers of the valley, had sold", True),
        ("They said the farmers of a valley had sold all of it.", False),
        ("the Old Ashford Rice Growers Union of Kent", False),
    ],
)
def test_runs_are_found(text: str, copied: bool) -> None:
    original = "They said the farmers of the valley had sold all. It was the Old Ashford Rice Growers Union of Kent."
    assert bool(shared_runs(text, original)) is copied
