"""The Datasette plugin: ledgers are described, labelled, searchable, have saved queries, and pages for review.

Works on Datasette 0.65, which asks plugins for metadata on every page, and on 1.0, which keeps metadata and
queries in its internal database and reads the settings of tables from its configuration. What the person
running Datasette has set in either goes before what is said here.
"""

from collections.abc import Awaitable, Callable
from sqlite3 import Connection
from typing import Any
from weakref import WeakKeyDictionary

from markupsafe import Markup
from pluggy import HookimplMarker

from ledger.compare.facets.names import fold
from ledger.web import access, articles, entities, matrix, pages, review
from ledger.web.request import SECTIONS

hookimpl = HookimplMarker("datasette")

# get_metadata cannot wait for a database, so start-up notes which of them are ledgers.
_ledgers: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Find the ledgers among the databases and, on Datasette 1.0, hand over what is said of them."""

    async def find_and_describe() -> None:
        found = [name for name, database in datasette.databases.items() if await _is_ledger(database)]
        _ledgers[datasette] = frozenset(found)
        if found and hasattr(datasette, "set_resource_metadata"):
            await _describe_1_0(datasette, found)

    return find_and_describe


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """What Datasette 0.65 shows of the ledgers."""
    said = pages.metadata(sorted(_ledgers.get(datasette, ())))
    for name, about in said.get("databases", {}).items():
        about["description_html"] = _welcome(datasette, name)
    return said


@hookimpl
def prepare_connection(conn: Connection) -> None:
    """The SQL function of the saved queries: `fold(text)` finds `dien bien` in `Điện Biên`."""
    conn.create_function("fold", 1, _fold, deterministic=True)


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    """A few lines of style for the pages of a ledger."""
    if database not in _ledgers.get(datasette, ()):
        return []
    return [datasette.urls.path("/-/static-plugins/fact_ledger/ledger.css")]


@hookimpl
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """In the results of queries ids lead to their rows; the pages of tables link by themselves."""
    target = pages.pages()["links"].get(column)
    if table or not target or not isinstance(value, str) or database not in _ledgers.get(datasette, ()):
        return None
    from datasette.utils import tilde_encode

    return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, target, tilde_encode(value)), value)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The pages of a ledger, below the address of its database."""
    ledger = r"/(?P<database>[^/]+)/-"
    return [
        (rf"{ledger}/review$", review.queue),
        (rf"{ledger}/review/(?P<id>[^/]+)$", review.conflict),
        (rf"{ledger}/articles$", articles.articles),
        (rf"{ledger}/matrix$", matrix.matrix),
        (rf"{ledger}/article/(?P<id>[^/]+)$", articles.article),
        (rf"{ledger}/measures$", entities.measures),
        (rf"{ledger}/measure/(?P<id>[^/]+)$", entities.measure),
        (rf"{ledger}/people$", entities.people),
        (rf"{ledger}/places$", entities.places),
        (rf"{ledger}/place/(?P<id>[^/]+)$", entities.place),
        (rf"{ledger}/corrections$", entities.corrections),
        (rf"{ledger}/stats$", entities.stats),
    ]


@hookimpl
def permission_allowed(datasette: Any, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:
    """Who may decide, on Datasette 0.65."""
    return access.allowed_0_65(datasette, actor, resource) if action == access.ACTION else None


@hookimpl
def register_actions() -> list[Any]:
    """The action of those who decide, on Datasette 1.0: its own rules for root and configuration then hold."""
    from datasette.permissions import Action
    from datasette.resources import DatabaseResource

    return [Action(name=access.ACTION, description=access.DESCRIPTION, resource_class=DatabaseResource)]


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The queue of each ledger, in the menu of every page."""
    return [
        {"href": f"{datasette.urls.database(name)}/-/review", "label": f"Review {name}"}
        for name in sorted(_ledgers.get(datasette, ()))
    ]


@hookimpl
def database_actions(datasette: Any, database: str) -> list[dict[str, str]]:
    """The queue, on the page of a ledger."""
    if database not in _ledgers.get(datasette, ()):
        return []
    return [{"href": f"{datasette.urls.database(database)}/-/review", "label": "Review conflicts"}]


def _welcome(datasette: Any, database: str) -> Markup:
    """What a ledger is, with the ways to its own pages."""
    home = f"{datasette.urls.database(database)}/-"
    links = Markup(" · ").join(
        Markup('<a href="{}/{}">{}</a>').format(home, page, words) for page, words in SECTIONS.items()
    )
    return Markup("<p>{}</p><p>{}</p>").format(pages.pages()["description"], links)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)


async def _is_ledger(database: Any) -> bool:
    return pages.LEDGER_TABLES.issubset(await database.table_names())


async def _describe_1_0(datasette: Any, ledgers: list[str]) -> None:
    """Datasette 1.0: metadata and queries by its methods, settings of tables by its configuration."""
    said = pages.pages()
    described = {"title": said["title"], "description": said["description"]}
    known = await datasette.get_instance_metadata()
    for key in described.keys() - known.keys():
        await datasette.set_instance_metadata(key, described[key])
    for name in ledgers:
        known = await datasette.get_database_metadata(name)
        if not known.keys() & {"description", "description_html"}:
            await datasette.set_database_metadata(name, "description_html", str(_welcome(datasette, name)))
        for key in described.keys() - known.keys():
            await datasette.set_database_metadata(name, key, described[key])
        for table, about in said["tables"].items():
            await _describe_table_1_0(datasette, name, table, about)
        for query, about in said["queries"].items():
            if await datasette.get_query(name, query) is None:
                await datasette.add_query(name, query, is_trusted=True, source="plugin", **about)
    datasette.config = _with_table_config(datasette.config or {}, ledgers)


async def _describe_table_1_0(datasette: Any, database: str, table: str, about: dict[str, Any]) -> None:
    if "description" not in await datasette.get_resource_metadata(database, table):
        await datasette.set_resource_metadata(database, table, "description", about["description"])
    for column, meaning in about.get("columns", {}).items():
        if "description" not in await datasette.get_column_metadata(database, table, column):
            await datasette.set_column_metadata(database, table, column, "description", meaning)


def _with_table_config(config: dict[str, Any], ledgers: list[str]) -> dict[str, Any]:
    """The configuration with the tables of the ledgers added; what it says itself is kept."""
    databases = dict(config.get("databases") or {})
    for name in ledgers:
        database = dict(databases.get(name) or {})
        own = database.get("tables") or {}
        ours = {table: {**settings, **(own.get(table) or {})} for table, settings in pages.table_config().items()}
        databases[name] = {**database, "tables": {**own, **ours}}
    return {**config, "databases": databases}
