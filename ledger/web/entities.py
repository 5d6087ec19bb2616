"""Pages about what the articles tell of: measures, places, people; and what people decided of it."""

import sqlite3
from typing import Any

from ledger.compare.facets.names import fold
from ledger.report.agreement import agreement, read_second_verdicts
from ledger.report.corrections import corrections_json, corrections_text, read_corrections
from ledger.report.measures import STATES, charts, read_measures, read_places, read_told, told_of_measure
from ledger.report.stats import read_stats
from ledger.web.request import LedgerRequest

PEOPLE = 200


async def measures(datasette: Any, request: Any) -> Any:
    """All measures, or those with some words."""
    ledger = await LedgerRequest.of(datasette, request)
    words = (ledger.query.get("q") or "").strip()
    found = await ledger.read(lambda connection: read_measures(connection, words))
    return ledger.page("list.html", section="measures", title="Measures", one="measure", found=found, words=words)


async def places(datasette: Any, request: Any) -> Any:
    """All places, or those with some words."""
    ledger = await LedgerRequest.of(datasette, request)
    words = (ledger.query.get("q") or "").strip()
    found = await ledger.read(lambda connection: read_places(connection, words))
    return ledger.page("list.html", section="places", title="Places", one="place", found=found, words=words)


async def measure(datasette: Any, request: Any) -> Any:
    """What is told of one measure, over time."""
    from datasette import NotFound

    ledger = await LedgerRequest.of(datasette, request)
    name = ledger.var("id")
    told = await ledger.read(lambda connection: told_of_measure(connection, name))
    if not told:
        raise NotFound("No claim has this measure")
    pictures = charts(told, name)
    return ledger.page("told.html", section="measures", title=name, told=told, charts=pictures, states=STATES)


async def place(datasette: Any, request: Any) -> Any:
    """What is told of one place."""
    from datasette import NotFound

    ledger = await LedgerRequest.of(datasette, request)
    name = ledger.var("id")
    told = await ledger.read(lambda connection: read_told(connection, "c.place = ?", [name]))
    if not told:
        raise NotFound("No claim has this place")
    return ledger.page("told.html", section="places", title=name, told=told, charts=[], states=STATES)


async def people(datasette: Any, request: Any) -> Any:
    """People with the offices that the articles give them; spellings of one name are together."""
    ledger = await LedgerRequest.of(datasette, request)
    words = (ledger.query.get("q") or "").strip()

    def read(connection: sqlite3.Connection) -> list[dict[str, Any]]:
        query = (
            "SELECT p.name, p.office, p.place, p.article_id, coalesce(a.title, a.id), count(*) FROM people p"
            " JOIN articles a ON a.id = p.article_id WHERE ?1 = '' OR instr(fold(p.name), fold(?1)) > 0"
            "   OR instr(fold(p.office), fold(?1)) > 0"
            " GROUP BY 1, 2, 3, 4 ORDER BY fold(p.name), p.name, p.office LIMIT ?2"
        )
        found: dict[str, dict[str, Any]] = {}
        for name, office, place, article, title, number in connection.execute(query, [words, PEOPLE]):
            person = found.setdefault(fold(name), {"names": {}, "offices": {}, "articles": {}, "times": 0})
            person["names"][name] = None
            person["articles"][article] = title
            person["times"] += number
            if office:
                person["offices"].setdefault(fold(office), (office, place))
        return list(found.values())

    return ledger.page("people.html", people=await ledger.read(read), words=words)


async def corrections(datasette: Any, request: Any) -> Any:
    """What was decided to be wrong, as page, text or JSON."""
    from datasette import Response

    ledger = await LedgerRequest.of(datasette, request)
    found = await ledger.read(read_corrections)
    form = ledger.query.get("format")
    if form == "text":
        return Response.text(corrections_text(found))
    if form == "json":
        return Response(corrections_json(found), content_type="application/json; charset=utf-8")
    return ledger.page("corrections.html", corrections=found)


async def stats(datasette: Any, request: Any) -> Any:
    """How the conflicts of each rule were judged."""
    ledger = await LedgerRequest.of(datasette, request)
    rules = await ledger.read(read_stats)
    second = agreement(await ledger.read(read_second_verdicts))
    return ledger.page("stats.html", rules=rules, agreement=second)
