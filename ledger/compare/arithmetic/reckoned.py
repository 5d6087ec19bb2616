"""Which reckonings of an article are told, by weight of evidence: those that come out, and the likeliest that do not.

A result that comes out of figures which may well belong to it is explained, and so are figures that belong to another
result. Of those left over, the likeliest reckoning speaks, if it is likely enough.
"""

from collections.abc import Iterator, Mapping, Sequence

from ledger.compare.arithmetic.belonging import evidence, likely, weights
from ledger.compare.arithmetic.parts import Split
from ledger.compare.arithmetic.passages import Passages, passages
from ledger.compare.arithmetic.reckonings import Reckoning, reckonings
from ledger.compare.arithmetic.working import Working
from ledger.compare.facets.keys import Keyed
from ledger.weighing import Weights, odds

Judged = tuple[float, Reckoning]
"""The log odds that its figures belong together, and a reckoning."""
_NEARLY = 1.0
"""How much less likely a sum may be of which another is but a part, to be read instead of it."""
_MEET = 2
"""Figures that two reckonings have in common when they are told of one matter."""


def find_reckoned(keyed: Sequence[Keyed], splits: Sequence[Split], told: Sequence[Working]) -> Iterator[Working]:
    """The workings that evidence adds to those told by their wording.

    Of a result that is worked out already, only what comes out is added. No whole that is split is summed up again, and
    no parts of a split make another whole.
    """
    worked = {working.result.claim.rowid for working in told}
    split = [s for s in splits if s.complete or (s.listed and s.likely)]
    wholes = {s.whole.claim.rowid for s in split}
    parts = [{part.claim.rowid for part in s.parts} for s in split]
    for passage in passages(keyed):
        judged = judge(passage)
        failed = [one for score, one in missing(judged) if score >= likely()[one.kind]]
        results = {one.result for one in failed if one.kind != "sum"}
        for score, one in judged:
            explained = one.fits and one.kind != "sum" and one.result not in results
            if explained and score >= likely()["explains"]:
                yield from one.workings
        for one in failed:
            claims = [passage.entries[at].claim.rowid for at in (one.result, *one.parts)]
            summed = claims[0] in wholes or any(some.issuperset(claims[1:]) for some in parts)
            if not (summed if one.kind == "sum" else claims[0] in worked):
                yield from one.workings


def judge(passage: Passages, table: Mapping[str, Weights] | None = None) -> list[Judged]:
    """The reckonings of an article with their log odds, the likeliest first; by the fitted weights or those given."""
    found = list(reckonings(passage))
    fitting = [reckoning for reckoning in found if reckoning.fits]
    judged = [
        (odds(evidence(passage, one, fitting), table[one.kind] if table else weights(one.kind)), one) for one in found
    ]
    return sorted(judged, key=lambda entry: -entry[0])


def missing(judged: Sequence[Judged]) -> Iterator[Judged]:
    """Reckonings that do not come out and that nothing explains, the likeliest first."""
    fitting = [(score, one) for score, one in judged if one.fits and score >= likely()["explains"]]
    taken: list[set[int]] = []
    for score, reckoning in judged:
        figures = set(reckoning.figures)
        explained = any(_explains(one, reckoning) for other, one in fitting if other >= score - likely()["margin"])
        inner = reckoning.kind == "sum" and any(
            one.kind == "sum" and figures.issubset(one.parts) and other >= score - _NEARLY for other, one in judged
        )
        if reckoning.fits or explained or inner or any(len(figures & others) >= _MEET for others in taken):
            continue
        taken.append(figures)
        yield score, reckoning


def _explains(one: Reckoning, other: Reckoning) -> bool:
    """Whether a reckoning that comes out has the result of another, or all its figures."""
    of_one_sort = (one.kind == "sum") == (other.kind == "sum")
    return (of_one_sort and one.result == other.result) or set(other.figures) <= set(one.figures)
