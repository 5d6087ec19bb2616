"""Figures that a reader can work out: a share from its counts, a change from its levels, a product, a rest of 100 %.

Only what the wording ties together is worked out: "32 of its 214 stores, or 22 per cent". A fall from one value to
another may be told of either, so a result may have several workings; whether one fits is for the rules.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ledger.compare.arithmetic.parts import Split
from ledger.compare.arithmetic.reckoned import find_reckoned
from ledger.compare.arithmetic.worked_changes import changes, multiples, steps
from ledger.compare.arithmetic.worked_products import products
from ledger.compare.arithmetic.worked_rates import rates
from ledger.compare.arithmetic.worked_shares import hundred, meant, shares
from ledger.compare.arithmetic.worked_spans import spans
from ledger.compare.arithmetic.working import Working
from ledger.compare.facets.keys import Keyed
from ledger.compare.rows import Filled

_RELATED = 3
"""Figures that one can be worked out among, at least."""


def working_rows(keyed: Sequence[Keyed], splits: Sequence[Split]) -> Iterator[Filled]:
    """The rows of `workings` and `working_parts`; `splits` are those that were found in the same figures."""
    told = list(find_workings(keyed))
    workings = list(enumerate((*told, *find_reckoned(keyed, splits, told)), 1))
    rows = ((n, w.result.claim.rowid, w.kind, *w.bounds, *w.usual, int(w.certain), w.calculation) for n, w in workings)
    yield Filled("workings", rows)
    parts = ((n, claim) for n, w in workings for claim in sorted({part.claim.rowid for part in w.parts}))
    yield Filled("working_parts", parts)


def find_workings(keyed: Sequence[Keyed]) -> Iterator[Working]:
    """Every figure that its own sentence, or the one before, lets a reader work out."""
    sentences: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    dates: dict[tuple[str, int], list[Keyed]] = defaultdict(list)
    told: dict[str, list[Keyed]] = defaultdict(list)
    for entry in keyed:
        if entry.claim.kind == "date":
            dates[entry.claim.article, entry.claim.sentence].append(entry)
        elif entry.claim.kind == "quantity" and entry.claim.value is not None:
            sentences[entry.claim.article, entry.claim.sentence].append(entry)
            told[entry.claim.article].append(entry)
    for key, entries in sentences.items():
        before = sentences.get((key[0], key[1] - 1), [])
        for i, entry in enumerate(entries):
            if entry.claim.unit == "%":
                yield from shares(entries, i, before, told[key[0]]) or changes(entries, i, before)
            elif entry.claim.unit == "percentage_point":
                yield from changes(entries, i, before)
            else:
                yield from steps(entries, i)
        yield from products(entries, before)
        if len(entries) >= _RELATED:
            yield from rates(entries)
        yield from hundred(entries)
        yield from multiples(entries)
        yield from meant(entries, before)
        yield from spans(entries, dates[key])
