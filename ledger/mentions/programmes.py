"""Programmes: named schemes, funds, campaigns, movements, plans and projects."""

from collections.abc import Sequence

from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.lexicon import CAPITAL, COMMON, DEMONYM, FUNCTION, GEO, OFFICE, PROGRAMME, Line
from ledger.mentions.names import CLOSED, opens
from ledger.mentions.nouns import VERBS
from ledger.mentions.records import Programme
from ledger.mentions.schemes import Read, described, introduced
from ledger.mentions.tables import table, words

_CAPITAL_ONLY = words("programmes", "capital_only")
_NUMBERED = words("programmes", "numbered")
_LEADING = words("programmes", "leading")
_PURPOSES = words("programmes", "purposes")
_INNER = words("programmes", "inner")
_PARTICIPLES = words("programmes", "participles")
_VERBS = words("programmes", "verbs") | VERBS
_BODIES = frozenset(table("organisations")["bodies"])
_LOWER_PLURALS = words("programmes", "plurals")
_WITH_MODIFIERS = words("programmes", "modified")
_CLOSING = {"”": "“", '"': '"', "’": "‘", "'": "'", "»": "«"}
_OPENING = {opening: closing for closing, opening in _CLOSING.items()}
_LONGEST_TITLE = 20  # tokens between quotation marks
_LONGEST_PURPOSE = 14


def read_programmes(line: Line, free: Sequence[bool]) -> list[Programme]:
    """The programmes of a sentence, in order. The name ends where the naming phrase ends: 'National Uplift Program for
    rural water', not 'for the 2021-2025 period'."""
    if not line.seen & PROGRAMME:
        return []
    found: list[Programme] = []
    end = 0
    for k, bits in enumerate(line.bits):
        if k < end or not free[k]:
            continue
        if bits & CAPITAL and line.word(k) in _LEADING:
            read = _operation(line, k)
        elif bits & PROGRAMME:
            read = (
                _numbered(line, k)
                or _quoted_before(line, free, k)
                or _quoted_after(line, k)
                or _headed(line, free, k, end)
                or introduced(line, free, k)
                or described(line, free, k)
            )
        else:
            continue
        if read:
            first, end, name = read
            found.append(Programme(line.span(first, end), name))
    return found


def _numbered(line: Line, k: int) -> Read:
    """'Program 140'."""
    number = line.tokens[k + 1] if k + 1 < len(line.tokens) else None
    if line.word(k) not in _NUMBERED or not line.has(k, CAPITAL) or not number or not number.text.isdigit():
        return None
    return k, k + 2, line.cut(k, k + 2)


def _operation(line: Line, k: int) -> Read:
    end = k + 1
    while line.has(end, CAPITAL):
        end += 1
    return (k, end, line.cut(k, end)) if end > k + 1 else None


def _quoted_before(line: Line, free: Sequence[bool], k: int) -> Read:
    """'the “Warm Winter” Fund', with its body: 'the “Warm Winter” Fund of the Relief Council'."""
    opening = _CLOSING.get(line.tokens[k - 1].text) if k > 2 else None
    if not opening:
        return None
    for i in range(k - 2, max(-1, k - 2 - _LONGEST_TITLE), -1):
        if line.tokens[i].text == opening:
            after = _purpose_end(line, free, k + 1) if line.word(k + 1) == "of" else k + 1
            titled = line.has(i + 1, CAPITAL) and i + 1 < k - 1
            return (i, after, line.cut(i, after)) if titled else None
    return None


def _quoted_after(line: Line, k: int) -> Read:
    """'the campaign “Clean hands, safe food”'."""
    closing = _OPENING.get(line.tokens[k + 1].text) if k + 3 < len(line.tokens) else None
    if not closing or not line.has(k + 2, CAPITAL):
        return None
    for i in range(k + 3, min(len(line.tokens), k + 3 + _LONGEST_TITLE)):
        if line.tokens[i].text == closing and line.word(i) != "'s":
            last = i - 1 if line.word(i - 1) in (",", ".") else i
            return k, i + 1, line.cut(k + 2, last)
    return None


def _headed(line: Line, free: Sequence[bool], k: int, end: int) -> Read:
    """'the Help to Buy scheme', 'National Uplift Program for rural water', 'the Aswan dam resettlement project'."""
    small = not line.has(k, CAPITAL)
    head = line.word(k)
    if (small and head in _CAPITAL_ONLY) or head.endswith("'s"):
        return None
    if not small and _goes_on(line, k + 1):
        return None
    last = k
    if small and head in _WITH_MODIFIERS:
        while last > k - 3 and _is_modifier(line, last - 1):
            last -= 1
    first = _run_start(line, free, last, end)
    if first == last or not _is_name(line, first, last, k):
        return None
    after = k + 1
    if not small and not (last == k and " ".join((line.word(k - 1), head)) in _BODIES):
        after = _purpose_end(line, free, after)
    elif not small:
        return None
    return first, after, line.cut(first, after)


def _goes_on(line: Line, i: int) -> bool:
    """Whether a head in capitals is only part of a longer name: 'Program Office', 'Project Syndicate'."""
    return line.has(i, CAPITAL) and not line.has(i, OFFICE)


def _is_modifier(line: Line, i: int) -> bool:
    """Whether token i is a lower-case noun that may stand between the name and its head."""
    if i < 1 or line.tokens[i].kind != "word" or line.bits[i] & (CAPITAL | FUNCTION):
        return False
    name = line.word(i)
    return name not in _VERBS and not (name.endswith("ed") and "-" not in name)


def _run_start(line: Line, free: Sequence[bool], end: int, floor: int) -> int:
    """The first token of the capitals, with the small words between them, that end before token `end`."""
    first = i = end
    while i > floor:
        i -= 1
        if not free[i] or (i < end - 1 and line.word(i).endswith("'s") and line.word(i) not in CLOSED):
            break
        if line.bits[i] & CAPITAL and not (opens(line, i) and line.bits[i] & FUNCTION):
            first = i
            continue
        if line.word(i) == "," and _goes_before(line, first, end):
            continue  # 'the Rural Water, Roads and Power project'
        article = line.word(i) in ("the", "a") and line.word(i - 1) not in _INNER
        if i == end - 1 or article or line.word(i) not in _INNER:
            break
    return _past_lead(line, first, end)


def _goes_before(line: Line, first: int, end: int) -> bool:
    """Whether a series goes on before the comma at token `first` - 1: the 'Water' of 'Water, Roads and Power'."""
    joined = line.word(first + 1) in ("and", ",") and first + 2 < end
    return joined and line.has(first - 2, CAPITAL) and not line.has(first - 2, GEO)


def _past_lead(line: Line, first: int, end: int) -> int:
    """The beginning without the 'Progress on the' or 'Director of the' before a name."""
    while first + 1 < end and not line.has(first + 1, CAPITAL):
        if not (line.has(first, OFFICE) or (opens(line, first) and line.has(first, COMMON))):
            break
        first += 1
        while first < end and not line.has(first, CAPITAL):
            first += 1
    return first


def _is_name(line: Line, first: int, last: int, k: int) -> bool:
    """Whether the capitals before a head make it a name and not 'the French plan' or 'Vietnam projects'."""
    bits = line.bits[first:last]
    if line.word(last - 1).endswith("'s"):
        return False
    if opens(line, first) and last - first == 1 and bits[0] & (COMMON | FUNCTION):
        return False
    if line.has(k, CAPITAL):
        return True
    if line.word(k) in _LOWER_PLURALS or all(b & (FUNCTION | DEMONYM) for b in bits):
        return False
    if last < k:
        return True
    name = " ".join(line.word(i) for i in range(first, last))
    one = last - first == 1
    return name not in gazetteer() and not (one and line.tokens[first].text.isupper() and line.word(k) == "plan")


def _purpose_end(line: Line, free: Sequence[bool], i: int) -> int:
    """The index after 'on socio-economic development in mountain areas', from the preposition on; else `i`."""
    if line.word(i) not in _PURPOSES:
        return i
    k = i + 1
    if line.word(k) in ("the", "a", "an", "its", "this", "all") and not line.has(k + 1, CAPITAL):
        return i
    if (
        line.word(i) in ("to", "of")
        and not line.has(k, CAPITAL)
        and not (line.word(k) == "the" and line.has(k + 1, CAPITAL))
    ):
        return i
    while k < min(len(line.tokens), i + _LONGEST_PURPOSE) and free[k] and _in_purpose(line, k, i):
        k += 1
    while k > i + 1 and line.bits[k - 1] & FUNCTION and not line.has(k - 1, CAPITAL):
        k -= 1
    return k if k > i + 2 or line.has(i + 1, CAPITAL) else i


def _in_purpose(line: Line, k: int, start: int) -> bool:
    """Whether token k can stand in the purpose that began at token `start`."""
    token, name = line.tokens[k], line.word(k)
    if token.kind != "word":
        return False
    if line.bits[k] & CAPITAL:
        return not line.has(k, OFFICE)
    if name in ("and", "of", "or"):
        return True
    if name == "the":
        return line.has(k + 1, CAPITAL)
    if name == "in":
        following = line.word(k + 1)
        return not line.has(k + 1, CAPITAL | FUNCTION) and line.tokens[k + 1].kind == "word" if following else False
    if line.bits[k] & FUNCTION or name in _VERBS:
        return k == start + 1 and name.endswith("ing")
    if name.endswith("ed") and "-" not in name and name not in _PARTICIPLES:
        return line.word(k - 1).endswith("ly")
    return True
