"""A claim that the ledger missed, named on the page of its article. On Datasette 0.65 and 1.0."""

import contextlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ledger.cli import main

PAGE = "/facts/-/article/ward-notes"
QUOTE = "about 60 per cent of them"
CLAIMS = "SELECT measure, quote, value, unit, place, period, extractor, start FROM claims ORDER BY id"


def words(page: str) -> str:
    """What a page says, without its markup and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def kept(desk) -> list[dict[str, Any]]:
    """The proposals in the file of the corpus."""
    file = desk.decisions.with_name("imported.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def named(desk) -> list[tuple[Any, ...]]:
    """The claims that a reader added."""
    return desk.rows("SELECT measure, value, unit, extractor FROM claims WHERE extractor <> 'builtin/1'")


def test_a_named_figure_enters_and_a_new_build_has_it(desk) -> None:
    response = desk.post(PAGE, "root", quote=QUOTE, measure="traders from the ward", handle="ana")
    assert response.status_code == 303
    assert named(desk) == [("traders from the ward", 60.0, "%", "reader/ana")]
    shown = desk.get(response.headers["location"].partition("#")[0], "root")
    assert "Added: traders from the ward: about 60 %. A new build keeps it." in words(shown.text)
    assert "read by reader/ana" in words(shown.text)
    assert re.search(rf'id="{response.headers["location"].partition("#")[2]}"', shown.text)
    (line,) = kept(desk)
    assert (line["quote"], line["measure"], line["value"]) == (QUOTE, "traders from the ward", 60)
    before = desk.rows(CLAIMS)
    for extra in desk.database.parent.glob("facts.db*"):
        extra.unlink()
    seeds = desk.database.parent / "seeds"
    assert CliRunner().invoke(main, ["build", str(seeds), "-d", str(desk.database)]).exit_code == 0
    assert desk.rows(CLAIMS) == before
    assert CliRunner().invoke(main, ["verify", "-d", str(desk.database)]).exit_code == 0


def test_page_and_import_make_the_same_rows(desk, ledger: Path, tmp_path: Path) -> None:
    desk.post(PAGE, "root", quote=QUOTE, measure="traders from the ward", place="Lam Son ward", handle="ana")
    assert named(desk) == []
    desk.post(PAGE, "root", quote=QUOTE, measure="traders from the ward", period="2024", handle="ana")
    (line,) = kept(desk)
    shutil.copytree(ledger.parent / "seeds", tmp_path / "other" / "seeds")
    other = str(tmp_path / "other" / "facts.db")
    for command in (["build", str(tmp_path / "other" / "seeds")], ["import", "-"]):
        told = CliRunner().invoke(main, [*command, "-d", other], input=json.dumps(line))
        assert told.exit_code == 0, told.output
    with contextlib.closing(sqlite3.connect(other)) as connection:
        assert connection.execute(CLAIMS).fetchall() == desk.rows(CLAIMS)


def test_adding_twice_says_that_it_is_known(desk) -> None:
    for told in ("Added", "The ledger has this claim already"):
        response = desk.post(PAGE, "root", quote=QUOTE, measure="traders from the ward")
        assert told in words(desk.get(response.headers["location"].partition("#")[0], "root").text)
    assert len(kept(desk)) == len(named(desk)) == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"quote": "", "measure": "stalls"}, "Mark the words that state the figure"),
        ({"quote": "412 stalls", "measure": " "}, "Name what the figure measures"),
        ({"quote": "413 stalls", "measure": "stalls"}, "do not stand in the article"),
        ({"quote": "2024", "measure": "unemployment"}, "more than once"),
        ({"quote": "Lam Son ward had", "measure": "ward"}, "reads no quantity in the quote"),
        ({"quote": "412 stalls", "measure": "elephants"}, "nothing in the sentence is called 'elephants'"),
        ({"quote": "412 stalls", "measure": "stalls", "place": "Hill ward"}, "names the place 'Hill ward'"),
        ({"quote": "412 stalls", "measure": "stalls", "period": "soon"}, "not 'during soon'"),
        ({"quote": "1.8 million a month, and about 60 per cent", "measure": "rent"}, "several figures"),
        ({"quote": "412 stalls", "measure": "st\u202ealls"}, "cannot be seen"),
    ],
)
def test_what_may_not_enter_is_told_and_what_was_typed_is_kept(desk, fields: dict[str, str], problem: str) -> None:
    response = desk.post(PAGE, "root", **fields)
    assert response.status_code == 400
    assert problem in words(response.text)
    assert f">{fields['quote']}</textarea>" in response.text
    assert (named(desk), kept(desk)) == ([], [])


def test_a_refused_claim_is_kept_with_its_reason(desk) -> None:
    desk.post(PAGE, "root", quote="412 stalls", measure="elephants", handle="ana")
    ((extractor, reason),) = desk.rows("SELECT extractor, reason FROM refusals")
    assert (extractor, "elephants" in reason) == ("reader/ana", True)


def test_the_words_are_found_where_they_were_marked(desk) -> None:
    """'2024' alone stands three times; blanks and line ends count alike."""
    text = (desk.database.parent / "seeds" / "ward-notes.md").read_text(encoding="utf-8")
    quote = "average rent of VND 1.8 million a month"
    assert quote not in text
    desk.post(PAGE, "root", quote=quote, measure="rent of traders", start=str(text.index("average rent")))
    ((found,),) = desk.rows("SELECT quote FROM claims WHERE measure = 'rent of traders'")
    assert " ".join(found.split()) == quote


@pytest.mark.parametrize("who", [None, "mallory"])
def test_who_may_not_decide_adds_nothing(desk, who: str | None) -> None:
    assert 'name="measure"' not in desk.get(PAGE, who).text
    assert desk.post(PAGE, who, quote=QUOTE, measure="traders").status_code == 403
    assert (named(desk), kept(desk)) == ([], [])


def test_an_immutable_ledger_takes_nothing(open_desk: Callable) -> None:
    desk = open_desk(immutable=True)
    assert 'name="measure"' not in desk.get(PAGE, "root").text
    assert desk.post(PAGE, "root", quote=QUOTE, measure="traders").status_code == 403


def test_a_form_of_another_site_is_refused(desk) -> None:
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    data = {"quote": QUOTE, "measure": "traders"}
    sent = desk.datasette.client.post(PAGE, data=data, cookies=desk.cookies("root"), headers=headers)
    assert desk.runner.run(sent).status_code == 403
    assert named(desk) == []


def test_an_article_that_is_not_there_takes_nothing(desk) -> None:
    page = desk.get(PAGE, "root")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))
    cookies = desk.cookies("root") | dict(page.cookies)
    data = {**hidden, "quote": QUOTE, "measure": "traders"}
    sent = desk.datasette.client.post("/facts/-/article/zebra", data=data, cookies=cookies)
    assert desk.runner.run(sent).status_code == 404


def test_a_locked_ledger_keeps_what_was_typed(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.web.request.WAIT", 0.05)
    with contextlib.closing(sqlite3.connect(desk.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        response = desk.post(PAGE, "root", quote=QUOTE, measure="traders from the ward")
        other.execute("ROLLBACK")
    assert response.status_code == 503
    assert "busy" in words(response.text)
    assert 'value="traders from the ward"' in response.text
    assert (named(desk), kept(desk)) == ([], [])


def test_a_script_in_what_is_typed_stays_text(desk) -> None:
    attack = "\"><script>document.title = 'x'</script>"
    page = desk.post(PAGE, "root", quote=attack, measure=attack, subject=attack, handle=attack).text
    assert re.findall(r"<script(?! src=)", page) == []
    assert "&lt;script&gt;document.title" in page
