"""The ledger in Datasette: described, labelled, searchable, with saved queries. Runs on Datasette 0.65 and 1.0."""

import re
import sqlite3
from collections.abc import Callable
from html import unescape
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from ledger.web.pages import pages

TABLES = pages()["tables"]
SHOWN = sorted(name for name, about in TABLES.items() if not about.get("hidden"))


def words(page: str) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", " ", page))


def test_the_plugin_is_installed_with_the_package() -> None:
    assert "ledger.web" in {point.value for point in entry_points(group="datasette")}


def test_the_ledger_has_a_title(browse) -> None:
    assert "Fact Ledger" in browse.get("/").text
    assert "exact sentence it came from" in browse.get("/facts").text


@pytest.mark.parametrize("table", SHOWN)
def test_every_table_and_column_is_described(browse, table: str) -> None:
    page = words(browse.get(f"/facts/{table}").text)
    assert TABLES[table]["description"] in page
    columns = {name for _, name, *_ in sqlite_rows(browse, f"PRAGMA table_xinfo({table})")} - {"id"}
    assert columns - TABLES[table]["columns"].keys() == set()
    for column, meaning in TABLES[table]["columns"].items():
        assert meaning in page, column


def test_every_table_is_either_described_or_internal(browse) -> None:
    tables = {name for (name,) in sqlite_rows(browse, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    left = {t for t in tables - TABLES.keys() if not re.match(r"sentences_fts|sqlite_", t)}
    assert left == set()
    assert set(SHOWN) - tables == set()


def sqlite_rows(browse, sql: str) -> list[tuple]:
    (path,) = (database.path for database in browse.datasette.databases.values() if database.name == "facts")
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_what_comparing_derives_is_hidden(browse) -> None:
    shown = browse.get("/facts").text.split("hidden table")[0]
    assert ">claims<" in shown
    assert ">claim_keys<" not in shown


@pytest.mark.parametrize("query", ["dien bien", "Điện Biên", "DIEN", "điện"])
def test_search_finds_words_with_and_without_diacritics(browse, query: str) -> None:
    (row,) = browse.rows(f"/facts/sentences?_search={query}")
    assert "Điện Biên Phủ Street" in row["text"]


def test_search_of_something_else_finds_nothing(browse) -> None:
    assert browse.rows("/facts/sentences?_search=dien+biem") == []


def test_foreign_keys_show_labels(browse) -> None:
    assert re.search(r'<a href="/facts/articles/ward-notes">Ward notes, winter</a>', browse.get("/facts/claims").text)
    linked = browse.get("/facts/conflict_claims").text
    assert re.search(r'<a href="/facts/claims/[^"]+">[^<]*412 stalls</a>', linked)


def test_claims_have_facets(browse) -> None:
    page = browse.get("/facts/claims").text
    for column in TABLES["claims"]["facets"]:
        assert f'data-column="{column}"' in page
        assert f"{column}=" in page


@pytest.mark.parametrize("article", ["ward-notes", "evening-paper", "letters"])
def test_an_article_has_a_page(browse, article: str) -> None:
    assert "stalls" in browse.get("/facts/articles/evening-paper").text
    assert browse.get(f"/facts/articles/{article}")


def test_open_conflicts_come_with_both_sentences_the_gravest_first(browse) -> None:
    error, warning = [row for row in browse.rows("/facts/open_conflicts") if row["rule"] == "FIG1"]
    assert [error["level"], warning["level"]] == ["error", "warning"]
    assert "was 12.9 per cent in 2024" in error["sentence_a"]
    assert "stood at 12.4 per cent in 2024" in error["sentence_b"]
    assert (error["quote_a"], error["quote_b"]) == ("12.9 per cent", "12.4 per cent")
    assert (warning["quote_a"], warning["quote_b"]) == ("389 stalls", "412 stalls")


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("claims_by_measure?measure=RENT", "VND 1.8 million"),
        ("claims_by_place?place=lam+son", "412 stalls"),
        ("claims_of_article?article=evening-paper", "VND 4.5 billion"),
    ],
)
def test_saved_queries_find_claims(browse, query: str, quote: str) -> None:
    assert any(quote in row["quote"] for row in browse.rows(f"/facts/{query}"))
    assert pages()["queries"][query.partition("?")[0]]["title"] in browse.get(f"/facts/{query}").text


@pytest.mark.parametrize("query", ["claims_by_measure?measure=zebra", "claims_by_place?place=zebra"])
def test_saved_queries_find_nothing_where_nothing_is(browse, query: str) -> None:
    assert browse.rows(f"/facts/{query}") == []


@pytest.mark.parametrize(("query", "links"), [
    ("open_conflicts", ["articles/evening-paper", "articles/ward-notes", "conflicts/blake2b-"]),
    ("claims_by_place?place=lam+son", ["articles/ward-notes", "claims/blake2b-"]),
])  # fmt: skip
def test_ids_in_results_lead_to_their_rows(browse, query: str, links: list[str]) -> None:
    page = browse.get(f"/facts/{query}").text
    for link in links:
        target = re.search(rf'<a href="(/facts/{re.escape(link)}[^"]*)">', page)
        assert target, link
        assert browse.get(target[1])


def test_a_style_is_packaged(browse) -> None:
    (url,) = re.findall(r'href="([^"]+/ledger\.css[^"]*)"', browse.get("/facts/claims").text)
    assert "column-descriptions" in browse.get(url).text


PAGES_WITH_SCRIPT = [
    "/facts/articles", "/facts/articles/letters", "/facts/sentences", "/facts/claims?article_id=letters",
    "/facts/claims_of_article?article=letters", "/facts/sentences?_search=sticker",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES_WITH_SCRIPT)
def test_a_script_in_an_article_stays_text(browse, path: str) -> None:
    page = browse.get(path).text
    assert "<script>document.title" not in page
    assert "&lt;script&gt;document.title" in page


@pytest.mark.parametrize("path", ["/", "/facts", "/facts/claims", "/facts/open_conflicts", "/facts/articles/letters"])
def test_a_page_loads_nothing_from_elsewhere(browse, path: str) -> None:
    page = browse.get(path).text
    loaded = re.findall(r'<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="([^"]*)"', page)
    assert loaded
    assert [url for url in loaded if re.match(r"(?:[a-z]+:)?//", url) and not url.startswith("http://localhost/")] == []


def test_what_the_owner_of_the_server_says_goes_first(opened: Callable, ledger: Path) -> None:
    own = {"title": "Our desk", "databases": {"facts": {"tables": {"claims": {"description": "Ours.", "facets": []}}}}}
    browse = opened(ledger, metadata=own)
    assert "Our desk" in browse.get("/").text
    page = words(browse.get("/facts/claims").text)
    assert "Ours." in page
    assert TABLES["claims"]["description"] not in page
    assert TABLES["claims"]["columns"]["hedge"] in page
    assert TABLES["sentences"]["description"] in words(browse.get("/facts/sentences").text)


def test_another_database_is_left_alone(opened: Callable, ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE claims (id INTEGER PRIMARY KEY, quote TEXT)")
    connection.close()
    browse = opened(other, ledger)
    assert TABLES["claims"]["description"] not in browse.get("/other/claims").text
    assert "open_conflicts" not in browse.get("/other").text
    assert "ledger.css" not in browse.get("/other").text
    assert "/other/articles/" not in browse.get("/other?sql=select+'ward-notes'+as+article").text
    assert "open_conflicts" in browse.get("/facts").text
