"""Figures whose unit or noun is left out and told elsewhere: beside them, earlier in the sentence, or before it."""

from collections.abc import Sequence
from decimal import Decimal

from ledger.mentions.amounts import Amount
from ledger.mentions.hedges import read_before
from ledger.mentions.nouns import (
    AUXILIARIES,
    CASUALTIES,
    ELIDED,
    PREPOSITIONS,
    STOP_WORDS,
    VERBS,
    is_plural,
    noun_unit,
    singular,
)
from ledger.mentions.ranges import share_scale
from ledger.mentions.subjects import subject_of
from ledger.mentions.tables import table, words
from ledger.mentions.tokens import Token

_LEVELS = Decimal(20)  # how far apart two figures of one measure may be
_NEAR = 6
_REACH = 16
_OLDEST = 120
_SUMS = 1_000_000
_BEFORE_SUMS = words("nouns", "paid") | {
    "of",
    "to",
    "from",
    "by",
    "for",
    "than",
    "against",
    "at",
    "with",
    "and",
    "which",
}
_JOINING = frozenset(
    {"and", "or", "to", "from", ",", "/", "-", "–", "&", "versus", "vs", "x", "×", "by", "then", "nor"}
)
_COMPARING = frozenset({"from", "to", "against", "versus", "vs", "than"})
_ASIDE_ENDS = frozenset({",", "and", ")", "."})
_CLAUSE_ENDS = frozenset(".;:!?")
_BEING = frozenset({"is", "was", "'s", "are", "were", "be", "being"})
_MERELY = frozenset({"just", "only", "even", "still"})
_POINTING = words("nouns", "pointing")
_INTERVAL = frozenset({"interval", "ci"})
_PEOPLE = frozenset({"he", "she", "i", "who", "they", "you", "we"})
_TALLIES = frozenset({"count", "tally", "total", "caseload"})
_STRIKING = words("nouns", "striking")
_GROUPS = words("nouns", "groups")
_EVENTS = words("nouns", "events")
_DEALS = words("nouns", "deals")
_DEALT = words("nouns", "dealt")
_FURTHER = words("nouns", "further")
_CHANGES = words("changes", "words")
_MOVING = words("changes", "moving")
_REACHING = _CHANGES | words("changes", "levels")
_PERCENTAGE_POINT = "percentage_point"
_NO_NOUNS = STOP_WORDS | VERBS | CASUALTIES
_MEASURED: dict[str, str] = {word: unit for unit, nouns in table("nouns")["measured"].items() for word in nouns.split()}


def resolve(tokens: Sequence[Token], amounts: Sequence[Amount], counted: str) -> list[Amount]:
    """The amounts, in order, with the units that can be told from what is around them.

    `counted` is the unit counted last before this sentence, for 'another 18' and '462 of them'.
    """
    resolved = list(amounts)
    for at in range(len(resolved) - 2, -1, -1):
        resolved[at] = _from_next(tokens, resolved[at], resolved[at + 1])
    other: Amount | None = None
    money = ""
    here = [unit for unit in (_group_at_head(tokens),) if unit]
    for at, amount in enumerate(resolved):
        if amount.unit == "":
            resolved[at] = _from_neighbour(tokens, amount, other)
        elif amount.unit == "point" and other and _are_percentages(tokens, amount, other):
            resolved[at] = amount._replace(unit=_PERCENTAGE_POINT, kind=other.kind)
        if resolved[at].unit == "" and money and _is_further_sum(tokens, amount):
            resolved[at] = amount._replace(unit=money, kind="money")
        elif resolved[at].unit == "":
            resolved[at] = _from_clause(tokens, amount, here, counted)
        if resolved[at].unit and resolved[at].unit != "time":  # 'more than three times the 21,000 of last year'
            other = resolved[at]
            money = other.unit if other.kind == "money" else money
            if other.kind == "count":
                here.append(other.unit)
    return resolved


def _are_percentages(tokens: Sequence[Token], amount: Amount, other: Amount) -> bool:
    """Whether points are of per cent: beside others that are ('trade 7.3 percentage points, farms 2 points'), or told
    of two levels ('from 4.1 percent to 6.5 percent, or by 2.4 points')."""
    moved = tokens[amount.first - 1].lower == "by" and tokens[other.first - 1].lower in _COMPARING
    return other.unit == _PERCENTAGE_POINT or (other.unit == "%" and moved)


def _is_further_sum(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether millions without a unit are money as well: '38 million euros on sales of 1.1 billion'."""
    begin = read_before(tokens, amount.first, "number").first
    sums = amount.scale >= _SUMS and tokens[begin - 1].lower in _BEFORE_SUMS and begin > 0
    return sums and _told(tokens, begin, amount) is None


def _group_at_head(tokens: Sequence[Token]) -> str:
    """The unit of 'Of the ballots, ...' at the head of the sentence; people are also 'the dead' and 'the injured'."""
    if tokens[0].lower != "of" or tokens[1].lower not in {"the", "its", "their", "those", "these"}:
        return ""
    if tokens[2].lower in CASUALTIES and tokens[3].text == ",":
        return "person"
    return next((noun_unit(token) for token in tokens[2:5] if token.kind == "word" and is_plural(token.lower)), "")


def _from_next(tokens: Sequence[Token], amount: Amount, following: Amount) -> Amount:
    """'12, 15 and 20 people', 'from 240 to 273 households', '6 of the 7 provinces': the unit comes later."""
    if amount.unit or not following.unit or following.kind == "age":
        return amount
    if amount.scale >= _SUMS and following.kind == "share":
        return amount  # 'from 1.2 million to 1.8 million, by 40 per cent'
    between = tokens[amount.last : read_before(tokens, following.first, "number").first]
    if not between or len(between) > 4 or (amount.scale >= _SUMS > following.scale and following.kind == "count"):
        return amount  # 'land of 2.4 million, two boats of ...'
    texts = [token.lower for token in between]
    if texts == [",", "or"] or (texts == ["or"] and following.unit == "%" and not _compares(tokens, amount, following)):
        return amount  # another measure of the same: '783, or 61 per cent', '31 or 0.4 per cent'
    if texts == ["and"] and amount.form == "words" and following.kind == "money":
        return amount  # '1.1 billion for the northern one and €900 million for ...'
    qualified = len(texts) == 2 and following.kind == "count" and texts[0] not in STOP_WORDS
    if texts == ["from"] and _told_other(tokens, amount, following):
        return amount  # 'the number of victims fell to 595 from 142 families'
    if all(text in _JOINING for text in (texts[1:] if qualified else texts)):
        scaled = share_scale(amount, following)
        return scaled._replace(unit=following.unit, kind=following.kind)
    part_of = texts[0] == "of" or texts[:2] == ["out", "of"]
    if part_of and following.kind == "count" and amount.low <= following.high:
        return amount._replace(unit=following.unit, kind=following.kind)
    return amount


def _told_other(tokens: Sequence[Token], amount: Amount, following: Amount) -> bool:
    """Whether the sentence tells what a bare figure counts, and that is not the unit of the figure after it."""
    told = _told(tokens, read_before(tokens, amount.first, "number").first, amount)
    return told is not None and told[0] != following.unit


def _from_neighbour(tokens: Sequence[Token], amount: Amount, other: Amount | None) -> Amount:
    """'killing 12', 'He is 46', 'up from 240', '74.5 years for men, 79.3 for women'; `other` is the one before."""
    begin = read_before(tokens, amount.first, "number").first
    while tokens[begin - 1].lower in _MERELY and begin > 1:
        begin -= 1
    before = tokens[begin - 1].lower
    whole = amount.low == int(amount.low)
    if whole and (before in _STRIKING or _struck(tokens, amount.last)):
        return amount._replace(unit="person", kind="count")
    if whole and _is_age(tokens, begin, amount):
        return amount._replace(unit="year", kind="age")
    compared = before in _COMPARING or (before == "with" and tokens[begin - 2].lower == "compared")
    if before == "of" and tokens[begin - 2].lower == "out" and other and other.kind == "count":
        return amount._replace(unit=other.unit, kind=other.kind)
    moved = before in {"up", "down"} and other and other.kind in {"money", "measure", "time", "count"}
    if moved and other and amount.rough == other.rough and tokens[begin - 2].text == ",":
        return amount._replace(unit=other.unit, kind=other.kind)
    parted = other and any(
        tokens[here].text in _CLAUSE_ENDS or (tokens[here].lower in _MOVING and subject_of(tokens, here) is not None)
        for here in range(other.last, amount.first)
    )
    direct = other and [token.lower for token in tokens[other.last : amount.first]] == ["to"]
    if other and other.kind == "age" and before == "to" and tokens[other.last].text == ",":
        return amount  # 'and Milo Harte, 41, to 16'
    told = _told(tokens, begin, amount) if compared and other and other.kind != "age" and not direct else None
    if told and other and told[0] != other.unit:  # 'the magnitude 6.1 quake's death toll rose to 9'
        return amount._replace(unit=told[0], kind=told[1])
    if other and not parted and (compared or other.kind == "age"):
        scaled = share_scale(amount, other)
        if _compares(tokens, scaled, other):
            return scaled._replace(unit=other.unit, kind=other.kind)
    if other and other.unit == "%" and amount.is_range and amount.low > 1 and _is_interval(tokens, begin):
        return amount._replace(unit="%", kind="share")
    if other and before in {"and", "or", ","} and _parallel(amount, other):
        return amount._replace(unit=other.unit, kind=other.kind)
    return amount


def _from_clause(tokens: Sequence[Token], amount: Amount, here: Sequence[str], counted: str) -> Amount:
    """'the number of students rose to 512', 'selling two each year', 'another 18 are planned'.

    `here` are the units counted so far in this sentence, `counted` the one counted last before it.
    """
    begin = read_before(tokens, amount.first, "number").first
    told = _told(tokens, begin, amount)
    if told:
        return amount._replace(unit=told[0], kind=told[1])
    after, later = (tokens[amount.last + n].lower for n in (0, 2))
    rated = after in {"a", "an", "per", "each"} and later not in _POINTING  # '3.52 million a year earlier'
    if amount.form == "vague" and not here and counted in {"", "person"} and _acts(tokens[amount.last]):
        return amount._replace(unit="person", kind="count")
    if amount.low != int(amount.low) and not rated:
        return amount
    before = tokens[begin - 1].lower
    aside = before in {",", "("} and after in _ASIDE_ENDS and tokens[0].lower != "of"
    base = tokens[amount.last + 1].lower if rated else ""  # '19 goals in 11 matches, 1.7 a match'
    unit = next((unit for unit in reversed(here) if unit != base), "")
    listed = before == ":" and after in PREPOSITIONS  # '18 beaches: seven in Orsa, five in Tarn'
    if unit and not aside and (rated or listed or not _is_level(tokens, begin)):
        return amount._replace(unit=unit, kind="count")
    if before == "with" and tokens[begin - 2].lower in _EVENTS:  # 'comes next in deaths with 140'
        return amount._replace(unit=noun_unit(tokens[begin - 2]), kind="count")
    if counted and _points_back(tokens, begin, amount):
        return amount._replace(unit=counted, kind="count")
    return amount


def _is_interval(tokens: Sequence[Token], index: int) -> bool:
    """'a 95% confidence interval of' before token `index`."""
    return any(token.lower in _INTERVAL for token in tokens[max(index - 3, 0) : index])


def _acts(token: Token) -> bool:
    """Whether a verb begins behind 'thousands' ('Thousands marched'), which then are people."""
    return token.lower in AUXILIARIES or token.lower in VERBS or (token.kind == "word" and token.lower.endswith("ed"))


def _parallel(amount: Amount, other: Amount) -> bool:
    """'74.5 years for men and 79.3 for women'."""
    alike = amount.rough and other.rough and amount.scale == other.scale
    near = amount.low <= 3 * other.high and other.low <= 3 * amount.high
    return alike and near and amount.first - other.last <= _NEAR


def _struck(tokens: Sequence[Token], index: int) -> bool:
    """'dozens were arrested', 'two more were killed'."""
    here = index
    while here < index + 3 and (tokens[here].lower in AUXILIARIES or tokens[here].lower in ELIDED):
        here += 1
    return tokens[here].lower in CASUALTIES


def _is_age(tokens: Sequence[Token], begin: int, amount: Amount) -> bool:
    """'He is 46', 'My grandson is three', '783 of them were under five', 'who at 24 was the youngest'."""
    if begin > 1 and tokens[begin - 1].lower == "at" and tokens[begin - 2].lower == "who":
        return amount.high <= _OLDEST and tokens[amount.last].lower in _BEING
    if begin < 1 or tokens[begin - 1].lower not in _BEING or not 0 < amount.high <= _OLDEST or amount.form == "vague":
        return False
    if tokens[amount.first - 1].lower in {"under", "over"}:
        return True
    subject = tokens[begin - 2]
    person = subject.lower in _PEOPLE or (noun_unit(subject) == "person" and not is_plural(subject.lower))
    return person and tokens[amount.last].lower not in VERBS and tokens[amount.last].kind != "symbol"


def _compares(tokens: Sequence[Token], amount: Amount, other: Amount) -> bool:
    """Whether a bare figure is of the same measure as the one before it."""
    if other.kind == "age":
        return all(token.lower in _JOINING for token in tokens[other.last : amount.first])
    return abs(other.low) <= _LEVELS * abs(amount.low) and abs(amount.low) <= _LEVELS * abs(other.low)


def _told(tokens: Sequence[Token], index: int, amount: Amount) -> tuple[str, str] | None:
    """Unit and kind by 'the number of students', 'the death toll', 'deaths rose', 'the average age', 'a city of'."""
    if tokens[index - 1].lower == "of" and index > 1 and tokens[index - 2].lower in _GROUPS:
        return "person", "count"
    for here in range(index - 1, max(index - _REACH, 0) - 1, -1):
        token = tokens[here]
        if token.text in _CLAUSE_ENDS and here < index - 1:  # 'Population: 41,200'
            return None
        if token.lower in {"age", "ages"} and amount.high <= _OLDEST:
            return "year", "age"
        if amount.rough and amount.scale == 1:
            continue
        if token.lower in _EVENTS and _reaches(tokens, here):
            return noun_unit(token), "count"
        subject = subject_of(tokens, here) if token.lower in _MOVING else None
        if subject is not None and not (tokens[subject - 1].lower == "and" and _counts_people(tokens, subject)):
            numbered = tokens[subject].lower == "numbers" and tokens[subject - 1].kind == "word"
            return noun_unit(tokens[subject - numbered]), "count"  # 'passenger numbers rose to'
        if token.lower in _TALLIES and f"{tokens[here - 1].lower}s" in _EVENTS and _is_level_of(tokens, here):
            return noun_unit(tokens[here - 1]), "count"
        if token.lower in _DEALS and singular(tokens[here - 1].lower) in _DEALT and _reaches(tokens, here):
            return noun_unit(tokens[here - 1]), "count"
        if token.lower in _MEASURED:
            return _MEASURED[token.lower], "count"
        if token.lower == "number" and tokens[here + 1].lower == "of":
            return _head_of(tokens, here + 2)
    return None


def _reaches(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb of change or level stands just behind token `index`."""
    return any(after.lower in _REACHING for after in tokens[index + 1 : index + 4])


def _counts_people(tokens: Sequence[Token], index: int) -> bool:
    """Whether what ends at token `index` is what a toll is of: 'the toll from floods and landslides rose to 26'."""
    return any(token.lower in _MEASURED for token in tokens[max(0, index - _NEAR) : index])


def _is_level_of(tokens: Sequence[Token], index: int) -> bool:
    """Whether a tally at token `index` is said to be the figure: 'the murder count stands at', 'total was'."""
    return any(after.lower in _REACHING or after.lower in _BEING for after in tokens[index + 1 : index + 5])


def _head_of(tokens: Sequence[Token], index: int) -> tuple[str, str] | None:
    """The unit of the noun phrase that begins at token `index`."""
    head = index
    while tokens[head + 1].kind == "word" and tokens[head + 1].lower not in _NO_NOUNS:
        if noun_unit(tokens[head]) == "person" and not is_plural(tokens[head + 1].lower):
            break  # 'the number of people driven from home'
        if is_plural(tokens[head].lower) and tokens[head + 1].lower.endswith("ing"):
            break  # 'the number of rigs drilling for gas'
        head += 1
    return (noun_unit(tokens[head]), "count") if tokens[head].kind == "word" else None


def _points_back(tokens: Sequence[Token], begin: int, amount: Amount) -> bool:
    """Whether the figure counts what was told before: '462 of them', 'a further 18', 'So far 412 have been sold'."""
    if amount.form not in {"digits", "words"}:
        return False
    before, after = tokens[amount.first - 1], tokens[amount.last]
    if after.lower == "of" and tokens[amount.last + 1].lower in {"them", "these", "those", "whom", "which"}:
        return True
    if before.lower in _FURTHER or after.lower in _FURTHER:
        return True
    opens = (
        begin == 0 or tokens[begin - 1].text in {",", ";", "—"} or tokens[begin - 1].lower in {"far", "and", "these"}
    )
    return opens and (after.lower in AUXILIARIES or (begin == 0 and _has_verb(tokens, amount.last)))


def _has_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether what stands at the front of a sentence does something: 'Eight | sail in the north'."""
    token = tokens[index]
    if token.kind != "word" or token.lower in _JOINING | STOP_WORDS - AUXILIARIES:
        return False
    return token.lower in VERBS or token.lower.endswith("ed") or tokens[index + 1].lower in PREPOSITIONS


def _is_level(tokens: Sequence[Token], index: int) -> bool:
    """Whether the figure before token `index` is the level of something ('closed at 1,245', 'index of 54')."""
    if tokens[index - 1].lower == "of" and tokens[index - 2].lower in _CHANGES:  # 'a gain of 2,100'
        return False
    return tokens[index - 1].lower in {"at", "of", "is", "was", "by", "level", "=", ":", "("}
