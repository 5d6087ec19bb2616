"""Sites: places under reading, and which of them lies in which."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.mentions.lexicon import CAPITAL, FUNCTION, Line
from ledger.mentions.records import Place
from ledger.mentions.tables import table

_EDGES = frozenset(table("places")["words"]["edges"].split())
_LONGEST_GAP = 8
_DIRECTIONS = frozenset(table("places")["words"]["directions"].split())


@dataclass(slots=True)
class Site:
    """A place under reading: tokens `first` to `after` - 1."""

    first: int
    after: int
    name: str
    kind: str | None
    rank: int
    former: bool = False
    within: str | None = None

    def place(self, line: Line) -> Place:
        """The site as a mention of the sentence."""
        return Place(line.span(self.first, self.after), self.name, self.kind, self.former, self.within)


def marked_former(line: Line, site: Site) -> Site:
    """The site with 'former' before or '(former)' after it taken in."""
    before = site.first - 1
    if line.word(before) == "the":
        before -= 1
    if line.word(before) == "former":
        site.first, site.former = before, True
    if line.word(site.after) == "(" and line.word(site.after + 1) == "former" and line.word(site.after + 2) == ")":
        site.after, site.former = site.after + 3, True
    return site


def joined(line: Line, sites: Sequence[Site]) -> list[Site]:
    """The sites with the wider ones they lie in taken in: 'A village, B commune', 'A (B)', 'A in B', "B's A"."""
    done: list[Site] = []
    for site in sorted(sites, key=lambda s: s.first, reverse=True):
        following = done[-1] if done else None
        if following and following.name and site.name and _lies_in(line, site, following, done):
            site.within = following.place(line).label
            site.after = following.after + (line.word(site.after) == "(")
            done.pop()
        elif following and _owns(line, site, following):
            following.within, following.first = site.place(line).label, site.first
            continue
        done.append(site)
    return done[::-1]


def _owns(line: Line, site: Site, smaller: Site) -> bool:
    """'Ohio's Lake County', "Ohio's rural Lake County"."""
    named = bool(site.name and smaller.name) and not smaller.within
    qualified = smaller.first - site.after == 1 and not line.bits[site.after] & (FUNCTION | CAPITAL)
    close = (qualified or site.after == smaller.first) and line.word(site.after - 1).endswith("'s")
    return named and close and site.rank > smaller.rank


def _lies_in(line: Line, site: Site, wider: Site, done: Sequence[Site]) -> bool:
    gap = [line.word(i) for i in range(site.after, wider.first)]
    if len(gap) > 1 and gap[-1] in _DIRECTIONS:
        gap.pop()  # 'Turkana County, northern Kenya'
    if wider.rank <= site.rank:
        return False
    if gap == ["("]:
        return line.word(wider.after) == ")"
    if gap == [","]:
        beyond = done[-2] if len(done) > 1 else None
        enumerated = beyond and beyond.first - wider.after <= 2 and line.word(beyond.first - 1) in ("and", "or")
        return not (enumerated and beyond and beyond.rank >= wider.rank)
    if len(gap) <= _LONGEST_GAP and gap[:1] == [","] and gap[-1:] == ["of"] and not _EDGES.isdisjoint(gap):
        return True  # 'Manajary, on the east coast of Madagascar'
    return gap in (["in"], [",", "in"], ["of"], ["in", "the"], ["of", "the"], ["within"])
