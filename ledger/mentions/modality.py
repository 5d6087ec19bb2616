"""Modality: which part of a sentence is planned, targeted, estimated or projected rather than stated."""

from collections.abc import Sequence

from ledger.mentions.lexicon import CAPITAL, CUE, FUNCTION, SAY, Line
from ledger.mentions.nouns import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, RELATIVES, VERBS, is_plural
from ledger.mentions.numbers import NUMBER_WORDS
from ledger.mentions.records import Reach
from ledger.mentions.tables import table, words
from ledger.text.article import Span

_LIMITS = words("modality", "limits")
_HEDGING = frozenset({"more", "less", "fewer"})
_SIDES = frozenset({"from", "up", "down"})
_STOPS = frozenset(',;:.()–—“”"')
_FORESEEN = frozenset({"projected", "expected", "forecast", "predicted", "estimated", "anticipated"})
_QUOTES = frozenset('“”"')
_QUOTED = 4  # tokens from mark to mark
_JOINTS = CONJUNCTIONS | RELATIVES | {"and"}
_IN_PHRASE = frozenset(
    {
        "half",
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "of",
        "the",
        "a",
        "an",
        "in",
        "for",
        "and",
        "to",
        "or",
        "more",
        "than",
        "about",
        "only",
        "per",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "over",
        "under",
        "some",
    }
)
_GOING_ON = frozenset({"or", "more", "nearly", "almost", "about"})
"""After a comma behind an estimate: the same in other words ('an estimated 25 million, or half of the people')."""
_COMPARING = frozenset({"than", "as"})
"""Before 'expected' and the like: 'fell more than expected to 3 percent' tells what was."""
_SPEAKERS = frozenset({"it", "he", "she", "they", "we"})
_HAPPENING = words("modality", "happening")
_FUNDING = words("modality", "funding")
_PHRASAL = words("modality", "phrasal")
_HOLDING = words("modality", "holding")
_DRIFTING = words("modality", "drifting")
_PROMISED = words("modality", "promised")
_HEDGING = words("modality", "hedging")
_NO_NOUN_BEFORE = AUXILIARIES | PREPOSITIONS
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_SUBJECT = 7  # tokens of a subject at most
_CLAUSE = 60  # tokens a clause has at most
_SEEN = 6  # tokens between a figure and the cue behind it, or 'sees' and what is to come
_DONE = words("modality", "done")
_FAR = 30  # tokens between who promises and the promise
_PHRASE = 10  # tokens a cue before a noun phrase reaches at most


def _index() -> dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]]:
    """The first two words of a cue ('' after a single one) to its words, modality and reach, longest first."""
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = {}
    for cue in table("modality")["cue"]:
        for phrase in cue["words"]:
            parts = tuple(phrase.split())
            found.setdefault((*parts, "")[:2], []).append((parts, cue["modality"], cue["reach"]))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


_CUES = _index()


def read_modality(line: Line) -> list[Reach]:
    """The cues of a sentence in order, each with the stretch it reaches: its clause or the phrase after it."""
    if not line.seen & CUE:
        return []
    found: list[Reach] = []
    end = 0
    for i in [i for i, bits in enumerate(line.bits) if bits & CUE]:
        if i < end or (line.bits[i] & CAPITAL and i):
            continue  # 'May' the month
        cue = _cue_at(line, i)
        if cue and not (cue[2] == "phrase" and line.word(cue[0]) in AUXILIARIES):  # 'the forecast was wrong'
            if line.word(i - 1) in _COMPARING or _is_value(line, i) or (cue[0] < i + 3 and _is_other(line, i, cue[0])):
                continue
            end, modality, reach = cue
            if reach == "purpose" and not _is_funded(line, i):
                continue
            if reach == "before":
                first = _phrase_start(line, i)
                if first < i:
                    found.append(Reach(line.span(i, end), modality, line.span(first, end)))
                elif line.word(i) == "targeted" or modality != "target":  # 'analysts expected sales of $5 million'
                    found.append(Reach(line.span(i, end), modality, _reach(line, i, end, "phrase")))
                continue
            if _is_promise(line, i):
                modality = "planned"
            elif line.word(end - 2) == "set" and line.word(end) in _DRIFTING:
                modality = "projected"  # 'imports are set to rise'
            elif modality == "planned" and line.word(i) == "will" and _is_foretold(found, line.tokens[i].start):
                modality = "projected"  # 'predicted that the storm will make landfall'
            found.append(Reach(line.span(i, end), modality, _reach(line, i, end, reach)))
    return found


def _is_foretold(found: Sequence[Reach], offset: int) -> bool:
    """Whether what stands at an offset is what somebody projects."""
    return any(r.modality == "projected" and r.span.start < offset < r.reach.end for r in found)


def _is_value(line: Line, i: int) -> bool:
    """Whether 'to be' only says what something is: 'put the toll to be around 150', 'is expected to be a record 40'."""
    if line.word(i) != "to" or line.word(i + 1) != "be":
        return False
    following = i + 2
    number = following < len(line.tokens) and line.tokens[following].kind in ("number", "symbol")
    thing = line.word(i - 1) in _FORESEEN and line.word(following) in ("a", "an", "the")
    return number or thing or line.word(following) in _HEDGING


def _foresees(line: Line, i: int) -> bool:
    """Whether what is seen is to come: 'sees oil use rising', 'sees inflation at 4%'."""
    following = range(i + 1, min(len(line.tokens), i + _SEEN))
    return any(line.word(k).endswith("ing") or line.word(k) == "at" for k in following)


def _is_other(line: Line, i: int, end: int) -> bool:
    """Whether a short cue is another word here: 'sees' of what is, 'of 16 targets, 8 were met', 'goal of the day'."""
    if line.word(i) == "goal" and line.word(i + 1) == "of" and end < len(line.tokens):
        return not line.word(end).endswith("ing") and line.tokens[end].kind not in ("number", "symbol")
    if end > i + 1:
        return False
    if line.word(i) == "sees":
        return not _foresees(line, i)
    if line.word(i) != "targets":
        return False
    following = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    return following is None or following.kind == "punct" or following.lower in _NO_NOUN_BEFORE


def _is_funded(line: Line, i: int) -> bool:
    """Whether the purpose at token i is that of money set aside: 'allocated 7 million to buy 40 buses'."""
    return any(line.word(k) in _FUNDING for k in range(max(0, i - _FAR), i))


def _phrase_start(line: Line, i: int) -> int:
    """Where the figure before a 'target' at token i begins; i where none stands there: 'its 90 percent target'."""
    for k in range(i - 1, max(-1, i - _SEEN), -1):
        if line.tokens[k].kind == "number":
            return k - (k > 0 and line.tokens[k - 1].kind == "symbol")
        if line.bits[k] & FUNCTION and line.word(k) not in NUMBER_WORDS and line.word(k) != "per":
            return i
        if line.tokens[k].kind == "punct" and line.tokens[k].text not in "-–":
            return i
    return i


def _is_promise(line: Line, i: int) -> bool:
    """Whether 'would' is what somebody said they will do: 'said it would close 40 shops', not 'would rise to 4%'."""
    done = line.word(i + 1) == "be" and (line.word(i + 2).endswith("ed") or line.word(i + 2) in _DONE)
    if line.word(i) != "would" or (line.word(i + 1) in _HAPPENING and not done):
        return False
    if line.word(i + 1) in _PROMISED or done:
        return any(line.has(k, SAY) for k in range(max(0, i - _FAR), i))
    if line.word(i - 1) not in _SPEAKERS:
        return False
    return any(line.has(k, SAY) for k in range(max(0, i - 4), i))


def _cue_at(line: Line, i: int) -> tuple[int, str, str] | None:
    """The longest cue that begins with token i: the index after it, its modality and its reach."""
    name = line.word(i)
    for key in ((name, line.word(i + 1)), (name, "")):
        for parts, modality, reach in _CUES.get(key, ()):
            if len(parts) < 3 or all(line.word(i + n) == part for n, part in enumerate(parts)):
                return i + len(parts), modality, reach
    return None


def modality_at(reaches: Sequence[Reach], span: Span) -> tuple[str, Span | None]:
    """The modality of what stands at `span` and the cue that gives it; 'stated' without one.

    Of several cues the nearest before the span counts, then one after it.
    """
    over = [reach for reach in reaches if reach.reach.start <= span.start and span.end <= reach.reach.end]
    if not over:
        return "stated", None
    before = [reach for reach in over if reach.span.start <= span.start]
    chosen = before[-1] if before else over[0]
    return chosen.modality, chosen.span


def _reach(line: Line, first: int, end: int, reach: str) -> Span:
    """From the cue on, or for a finite verb ('300 jobs will go') from its subject on."""
    k = end
    if reach == "phrase":
        while k < min(len(line.tokens), end + _PHRASE) and (
            line.tokens[k].text not in _STOPS or (line.tokens[k].text == "," and line.word(k + 1) in _GOING_ON)
        ):
            if k > end and line.bits[k] & FUNCTION and line.word(k) not in _IN_PHRASE:
                break
            if line.word(k - 1) == "and" and line.word(k) in VERBS:
                break  # 'spends an estimated 5 million and employs 120'
            k += 1
    else:
        while k < min(len(line.tokens), end + _CLAUSE) and not _closes(line, k):
            k += 1
        if line.word(first) in AUXILIARIES:
            first = _subject_start(line, first)
    return Span(line.tokens[first].start, line.tokens[k - 1].end)


def _subject_start(line: Line, first: int) -> int:
    """The first token of the subject before a verb: up to a stop, another verb or a word that joins clauses."""
    end = first
    while first and end - first < _CLAUSE:
        name, bits = line.word(first - 1), line.bits[first - 1]
        if name.endswith("ed") and line.word(first) in PREPOSITIONS:
            first -= 1
            continue  # 'half of the fees raised in towns will be'
        aside = _aside_start(line, first - 1) if name in (",", ")") else 0
        if aside:
            first = aside
            continue
        if (
            line.tokens[first - 1].text in _STOPS
            or name in _JOINTS
            or name in VERBS
            or name in AUXILIARIES
            or bits & SAY
        ):
            break
        first -= 1
    return first


def _aside_start(line: Line, k: int) -> int:
    """Where an aside begins that the comma or bracket at token k closes: ', or 31.8 per cent,', '(63 mph)'; else 0."""
    for i in range(k - 1, max(0, k - _SUBJECT), -1):
        if line.tokens[i].text == "(" and line.tokens[k].text == ")":
            return i
        if line.tokens[i].text == ",":
            return i if line.word(i + 1) == "or" else 0
    return 0


def _closes(line: Line, k: int) -> bool:
    """Whether token k opens another clause or the other side of a comparison: a semicolon, 'while', 'from 4%'."""
    token = line.tokens[k]
    if token.text in _STOPS:
        if token.text in _QUOTES and _is_short_quote(line, k):
            return False
        if token.text == ";" and line.word(k - 1) == ")":
            return False  # 'aims to fund wells (5 million); dams (9 million)'
        return token.text not in (",", "(", ")") and not (token.text == "-" or line.tight(k + 1))
    if token.lower in ("and", "as"):
        return _goes_on_finite(line, k + 1)  # 'is expected to rise as 23 people were buried'
    if token.lower == "but" and _between_adjectives(line, k):
        return False
    if token.lower == "which" and (line.word(k - 1) == "of" or line.word(k + 1) in _HOLDING or _tells_again(line, k)):
        return False  # 'will invest 6 million, of which 2 million in roads', 'plans to renew the port, which includes'
    if token.lower == "from" and "to" in (line.word(i) for i in range(k + 2, k + _SEEN)):
        return False  # 'to raise the wage from 870 to 1,020 euros'
    if token.lower in _SIDES and line.word(k - 1) not in _PHRASAL:
        return k + 1 < len(line.tokens) and (line.tokens[k + 1].kind != "word" or line.word(k + 1) in _SIDES)
    if token.lower == "than" and line.word(k - 1) in _HEDGING:
        following = line.tokens[k + 1] if k + 1 < len(line.tokens) else token
        return following.kind == "word" and following.lower not in NUMBER_WORDS  # 'more than 450' is a figure
    return token.lower in _LIMITS


def _tells_again(line: Line, k: int) -> bool:
    """Whether the 'which' at token k gives the same in other units: ', which is about 4 million gallons'."""
    return line.word(k + 1) == "is" and line.word(k + 2) in ("about", "approximately", "around", "roughly", "nearly")


def _is_short_quote(line: Line, k: int) -> bool:
    """Whether the mark at token k opens or closes a quotation of a few words: 'will build 45 “model” farms'."""
    others = (*range(k - _QUOTED, k - 1), *range(k + 2, k + _QUOTED + 1))
    return any(0 <= i < len(line.tokens) and line.tokens[i].text in _QUOTES for i in others)


def _between_adjectives(line: Line, k: int) -> bool:
    """Whether token k joins two words of one phrase: 'with weaker but dangerous winds of 180 kph'."""
    if not all(line.word(i).isalpha() and not line.has(i, CAPITAL | FUNCTION) for i in (k - 1, k + 1, k + 2)):
        return False
    acts = line.word(k + 2) in VERBS or (line.word(k + 2).endswith("ed") and not is_plural(line.word(k + 3)))
    return not acts and line.word(k + 1) not in VERBS and not line.word(k + 1).endswith("ed")


def _goes_on_finite(line: Line, k: int) -> bool:
    """Whether another finite clause follows an 'and': 'and 40 shops have closed', not 'and repair 40 roads'."""
    for i in range(k, min(len(line.tokens), k + _SUBJECT)):
        if line.tokens[i].text in _STOPS:
            return False
        if line.word(i) in _FINITE:
            return True
    return False
