"""Pages of articles, measures, places and people, and of what was decided. On Datasette 0.65 and 1.0."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

HOME = "/facts/-"


def words(page: str) -> str:
    """What a page says, without its markup and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_an_article_is_shown_whole_with_its_claims(desk) -> None:
    page = desk.get(f"{HOME}/article/ward-notes").text
    text = (desk.database.parent / "seeds" / "ward-notes.md").read_text(encoding="utf-8")
    shown = re.sub(r'<span class="card".*?</span></span>', "", page, flags=re.S)
    shown = words(shown[shown.index('<article class="text"') :])
    for line in text.split("---", 2)[2].split("\n\n"):
        assert " ".join(line.split()).replace(" ", "") in shown.replace(" ", "")
    ((id,),) = desk.rows("SELECT id FROM claims WHERE quote = '12.4 per cent'")
    marked = re.findall(rf'<span class="claim (\w+)" id="c{id.rpartition("-")[2][:8]}"', page)
    assert marked == ["conflict"]


def test_the_state_of_a_claim_follows_the_decision(desk) -> None:
    before = words(desk.get(f"{HOME}/article/ward-notes").text)
    assert "2 in conflict 0 decided" in before
    desk.post(desk.conflict(), "root", verdict="not_a_conflict")
    assert "1 in conflict 1 decided" in words(desk.get(f"{HOME}/article/ward-notes").text)


def test_a_decision_whose_day_has_come_colours_nothing_as_decided(desk) -> None:
    desk.post(desk.conflict(), "root", verdict="unsure", again="2001-01-01")
    assert "2 in conflict 0 decided" in words(desk.get(f"{HOME}/article/ward-notes").text)
    assert words(desk.get(f"{HOME}/matrix").text).count("2 in conflict") == 2
    assert "unemployment rate 2 2 2" in words(desk.get(f"{HOME}/measures").text)
    assert "incompatible values 0 0 0 0 0 2" in words(desk.get(f"{HOME}/stats").text)
    assert "12.9 per cent" in desk.get("/facts/open_conflicts").text
    desk.post(desk.conflict(), "root", verdict="unsure", again="2999-01-01")
    assert "1 in conflict 1 decided" in words(desk.get(f"{HOME}/article/ward-notes").text)


def test_every_claim_of_an_article_can_be_linked_to(desk) -> None:
    for (article,) in desk.rows("SELECT id FROM articles"):
        page = desk.get(f"{HOME}/article/{article}").text
        for (id,) in desk.rows(f"SELECT id FROM claims WHERE article_id = '{article}'"):
            assert page.count(f'id="c{id.rpartition("-")[2][:8]}"') == 1


def test_a_measure_is_drawn_and_told_in_a_table(desk) -> None:
    page = desk.get(f"{HOME}/measure/unemployment~20rate").text
    (picture,) = re.findall(r"<svg.*?</svg>", page, flags=re.S)
    assert 'role="img"' in picture
    assert picture.count("<circle") == len(desk.rows("SELECT 1 FROM claims WHERE measure = 'unemployment rate'"))
    assert "<script" not in picture
    assert '<title class="label">12.9 %, 2024' in picture
    table = words(page[page.index("<table") :])
    assert "12.9 %" in table
    assert "12.4 %" in table
    assert page == desk.get(f"{HOME}/measure/unemployment~20rate").text


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("measures", "unemployment rate"),
        ("measures?q=UNEMPLOY", "unemployment rate"),
        ("measures?q=zebra", "Nothing matches"),
        ("places", "Lam Son ward"),
        ("places?q=lam+son", "Lam Son ward"),
        ("place/Lam~20Son~20ward", "412 stall"),
        ("people", "People"),
        ("people?q=zebra", "Nobody matches"),
        ("articles", "Ward notes, winter"),
        ("articles?q=notes", "Ward notes, winter"),
        ("stats", "Same measure and scope, incompatible values 0 0 0 0 0 2"),
        ("corrections", "Nothing to correct"),
    ],
)
def test_pages_say_what_the_ledger_says(desk, path: str, shown: str) -> None:
    assert shown in words(desk.get(f"{HOME}/{path}").text)


@pytest.mark.parametrize("path", ["measure/zebra", "place/zebra", "article/zebra", "review/zebra", "zebra"])
def test_what_is_not_there_is_not_found(desk, path: str) -> None:
    assert desk.get(f"{HOME}/{path}").status_code in (400, 404)


@pytest.mark.parametrize("name", ["Person <b>One</b>", "<script>document.title='x'</script>"])
def test_names_stay_text(desk, name: str) -> None:
    for page in ("measures", "places", "people", "articles"):
        text = desk.get(f"{HOME}/{page}?q={name}").text
        assert name not in text
        assert re.findall(r"<script(?! src=)", text) == []


def test_articles_are_held_against_each_other(desk) -> None:
    page = desk.get(f"{HOME}/matrix").text
    assert words(page).count("2 in conflict") == 2
    titles = re.findall(r'<abbr title="([^"]+)">', page)
    assert "Ward notes, winter" in titles
    assert len(titles) == 2
    desk.post(desk.conflict(), "root", verdict="not_a_conflict")
    assert words(desk.get(f"{HOME}/matrix").text).count("1 in conflict") == 2


def test_corrections_as_page_text_and_json(desk) -> None:
    desk.post(desk.conflict(), "root", verdict="a_wrong", handle="ana", reason="The office says 12.4.")
    page = words(desk.get(f"{HOME}/corrections").text)
    assert "“12.9 per cent” against “12.4 per cent”" in page
    assert "A is wrong : The office says 12.4. ana" in page
    text = desk.get(f"{HOME}/corrections?format=text").text
    seeds = Path(desk.database).parent / "seeds"
    assert text.startswith(f"{seeds.as_posix()}/evening-paper.md:11:43: “12.9 per cent”\n")
    (row,) = json.loads(desk.get(f"{HOME}/corrections?format=json").text)
    assert (row["line"], row["verdict"], row["reviewer"]) == (11, "a_wrong", "ana")
    assert words(desk.get(f"{HOME}/stats").text).count("1 0 0 0 0 1 0%") == 1
