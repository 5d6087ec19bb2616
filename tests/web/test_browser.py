"""The review in a real browser: by mouse, by keyboard alone, on small and large screens. On Datasette 0.65 and 1.0."""

import json
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner
from datasette.app import Datasette

from ledger.cli import main

QUEUE = "/facts/-/review"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@contextmanager
def served(database: Path, how: str) -> Iterator[str]:
    """The address of Datasette as its command runs it; its own link signs in, as the token is given."""
    datasette = Datasette(**{"files": [], how: [str(database)]}, secret="secret")
    datasette.root_enabled = True
    datasette._root_token = "token"
    server = uvicorn.Server(uvicorn.Config(datasette.app(), lifespan="on", log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@dataclass(frozen=True)
class Screen:
    """A page of the browser on a server of its own."""

    page: Any
    address: str
    database: Path

    def open(self, path: str) -> None:
        """Goes to a page of the server; the page must load."""
        response = self.page.goto(self.address + path)
        assert response.ok, f"{path}: {response.status}"

    def follow(self, selector: str) -> None:
        """Clicks what leads to another page, until that page is loaded."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def press(self, *keys: str) -> None:
        """Presses keys, once the scripts of the page listen: words are on the screen before that."""
        self.page.wait_for_load_state()
        for key in keys:
            self.page.keyboard.press(key)

    def facts(self, *arguments: str) -> str:
        """What the command says."""
        done = CliRunner().invoke(main, [*arguments, "-d", str(self.database)])
        assert done.exit_code == 0, done.output
        return done.stdout

    def exported(self) -> list[dict[str, Any]]:
        """The decisions that `facts decisions export` prints."""
        return [json.loads(line) for line in self.facts("decisions", "export").splitlines()]


@pytest.fixture
def screens(browser: Any, own: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Screen]]:
    """Opens pages on a server of their own; requests to anywhere else, and errors of scripts, fail the test."""
    contexts, elsewhere, faults = [], [], []

    with served(own, getattr(request, "param", "files")) as address:

        def opened(width: int = 1440, signed_in: bool = True, scripts: bool = True) -> Screen:
            size = {"width": width, "height": 900}
            contexts.append(browser.new_context(viewport=size, java_script_enabled=scripts))
            page = contexts[-1].new_page()
            page.set_default_timeout(30_000)
            page.on("request", lambda request: elsewhere.append(request.url))
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            if signed_in:
                page.goto(f"{address}/-/auth-token?token=token")
            return Screen(page, address, own)

        yield opened
        for context in contexts:
            context.close()
    assert [url for url in elsewhere if not url.startswith((address, "data:", "file:"))] == []
    assert faults == []


def test_deciding_by_mouse_to_the_rebuild(screens: Callable[..., Screen]) -> None:
    screen = screens()
    page = screen.page
    screen.open(QUEUE)
    assert "0 of 2 decided" in page.inner_text("main")
    screen.follow("text=“12.9 per cent”")
    assert page.locator(".side").count() == 2
    assert page.locator(".side mark.quote").all_inner_texts() == ["12.9", " per cent", "12.4", " per cent"]
    page.click("text=Not a conflict")
    page.fill("textarea[name=reason]", "The paper rounds.")
    screen.follow("form.decide button")
    page.wait_for_selector("text=Decided by root: Not a conflict")
    assert "389 stalls" in page.inner_text("main")
    screen.open(QUEUE)
    assert page.locator("[data-row]").count() == 1
    assert "12.9 per cent" not in page.inner_text("main")
    (decision,) = screen.exported()
    assert (decision["verdict"], decision["reason"]) == ("not_a_conflict", "The paper rounds.")
    seeds = screen.database.parent / "seeds"
    with (seeds / "letters.md").open("a") as letters:
        letters.write("\nThe fountain was built in 1911.\n")
    screen.facts("build", str(seeds))
    screen.open(QUEUE)
    assert page.locator("[data-row]").count() == 1
    screen.open(f"{QUEUE}?status=decided")
    assert "The paper rounds." not in page.inner_text("main")
    screen.follow("text=“12.9 per cent”")
    assert "The paper rounds." in page.inner_text("main")


def test_deciding_by_keyboard_alone(screens: Callable[..., Screen]) -> None:
    screen = screens()
    page = screen.page
    screen.open(QUEUE)
    screen.press("j", "j", "k", "Enter")
    page.wait_for_url(re.compile(r"/review/blake2b-"))
    screen.press("?")
    assert page.locator("#help").is_visible()
    screen.press("Escape")
    assert not page.locator("#help").is_visible()
    first = page.url
    screen.press("j")
    page.wait_for_url(lambda url: url != first)
    screen.press("k")
    page.wait_for_url(first)
    screen.press("4")
    page.keyboard.type("2 and 1: another ward.")
    screen.press("Control+Enter")
    page.wait_for_selector("text=Decided by root: Different scope")
    (decision,) = screen.exported()
    assert (decision["verdict"], decision["reason"]) == ("other_scope", "2 and 1: another ward.")
    screen.press("u")
    page.wait_for_url(re.compile(r"/review$"))
    screen.press("j", "x", "6")
    page.keyboard.type("Nobody knows.")
    screen.press("Enter")
    page.wait_for_selector("text=Nothing left to decide")
    assert [decision["verdict"] for decision in screen.exported()] == ["other_scope", "unsure"]


def test_deciding_without_scripts(screens: Callable[..., Screen]) -> None:
    screen = screens(scripts=False)
    screen.open(QUEUE)
    screen.follow("text=“389 stalls”")
    screen.page.click("text=Unsure")
    screen.page.fill("textarea[name=reason]", "Ask again.")
    screen.follow("form.decide button")
    assert [decision["verdict"] for decision in screen.exported()] == ["unsure"]


def test_a_reason_is_asked_for_before_anything_is_sent(screens: Callable[..., Screen]) -> None:
    screen = screens()
    screen.open(QUEUE)
    screen.follow("text=“389 stalls”")
    screen.page.click("text=B is wrong")
    screen.page.click("form.decide button")
    assert screen.page.locator("textarea[name=reason]:invalid").count() == 1
    assert screen.exported() == []


def test_who_is_not_signed_in_sees_no_buttons(screens: Callable[..., Screen]) -> None:
    screen = screens(signed_in=False)
    screen.open(QUEUE)
    assert screen.page.locator("[name=verdict]").count() == 0
    screen.follow("text=“389 stalls”")
    assert screen.page.locator("[name=verdict]").count() == 0
    screen.press("1")
    assert screen.exported() == []


def test_who_is_signed_in_without_the_right_sees_no_buttons(screens: Callable[..., Screen]) -> None:
    screen = screens(signed_in=False)
    signed = Datasette([], secret="secret").sign({"a": {"id": "mallory"}}, "actor")
    screen.page.context.add_cookies([{"name": "ds_actor", "value": signed, "url": screen.address}])
    for path in paths(screen):
        screen.open(path)
        assert "mallory" in screen.page.inner_text(".who"), path
        assert screen.page.locator("main form[method=post]").count() == 0, path


@pytest.mark.parametrize("screens", ["immutables"], indirect=True)
def test_an_immutable_ledger_has_no_buttons(screens: Callable[..., Screen]) -> None:
    screen = screens()
    for path in paths(screen):
        screen.open(path)
        assert screen.page.locator("main form[method=post]").count() == 0, path


def test_a_form_of_another_site_decides_nothing(screens: Callable[..., Screen], tmp_path: Path) -> None:
    screen = screens()
    screen.open(QUEUE)
    target = screen.address + str(screen.page.locator("[data-open]").first.get_attribute("href"))
    (tmp_path / "evil.html").write_text(
        f'<form method="post" action="{target}"><input name="verdict" value="a_wrong">'
        '<input name="reason" value="Forged."><button>Win</button></form>'
    )
    screen.page.goto((tmp_path / "evil.html").as_uri())
    with screen.page.expect_navigation() as landed:
        screen.page.click("text=Win")
    assert landed.value.status == 403
    assert screen.exported() == []


def paths(screen: Screen) -> list[str]:
    """One page of each kind."""
    screen.open(QUEUE)
    conflict = screen.page.locator("[data-open]").first.get_attribute("href")
    named = ("articles", "measures", "places", "people", "corrections", "stats", "matrix", "article/letters",
             "article/ward-notes", "measure/unemployment~20rate", "place/Lam~20Son~20ward")  # fmt: skip
    return [QUEUE, f"{QUEUE}?status=second", str(conflict), *(f"/facts/-/{name}" for name in named)]


@pytest.mark.parametrize("width", [360, 1440])
def test_pages_fit_the_screen(screens: Callable[..., Screen], width: int) -> None:
    screen = screens(width)
    for path in paths(screen):
        screen.open(path)
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_an_article_shows_a_claim_on_focus(screens: Callable[..., Screen]) -> None:
    screen = screens()
    screen.open(QUEUE)
    screen.follow("text=“12.9 per cent”")
    screen.follow(".side a >> nth=0")
    marked = screen.page.locator(".claim:target")
    assert marked.inner_text().startswith("12.9 per cent")
    card = marked.locator(".card")
    marked.focus()
    assert card.is_visible()
    assert "unemployment rate: 12.9 %" in card.inner_text()
    with screen.page.expect_navigation():
        card.locator("a").first.click()
    assert screen.page.locator(".side").count() == 2


def test_the_report_opens_from_disk(screens: Callable[..., Screen], tmp_path: Path) -> None:
    screen = screens()
    screen.open(QUEUE)
    screen.facts("report", "-o", str(tmp_path / "report.html"))
    screen.page.goto((tmp_path / "report.html").as_uri())
    assert screen.page.locator(".case-block").count() == 2
    assert "12.9 per cent" in screen.page.inner_text("main")
    for width in (360, 1440):
        screen.page.set_viewport_size({"width": width, "height": 900})
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_scripts_of_an_article_do_not_run(screens: Callable[..., Screen]) -> None:
    screen = screens()
    seeds = screen.database.parent / "seeds"
    attack = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    (seeds / "attack.md").write_text(
        f"---\ntitle: {json.dumps(attack)}\n---\n\n"
        f"The unemployment rate in Lam Son ward was 15.5 per cent in 2024. {attack}\n"
    )
    screen.facts("build", str(seeds))
    for path in paths(screen):
        screen.open(path)
        assert screen.page.title() != "run"
        assert screen.page.locator("main img").count() == 0


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The accessibility checker's script, fetched by npm; without npm or a network its test skips."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is not checked: there is no npm")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "axe-core@4"]
    if subprocess.run(command, capture_output=True, timeout=120, check=False).returncode:
        pytest.skip("axe-core is not checked: npm cannot fetch it")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(screens: Callable[..., Screen], axe: str, scheme: str) -> None:
    screen = screens()
    screen.page.emulate_media(color_scheme=scheme)
    for path in paths(screen):
        screen.open(path)
        found = screen.page.evaluate(f"{axe}; axe.run().then((r) => r.violations)")
        serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in serious] == [], path


def test_a_second_opinion_is_given_blind(screens: Callable[..., Screen]) -> None:
    screen = screens()
    page = screen.page
    screen.open(QUEUE)
    screen.follow("text=“12.9 per cent”")
    page.click("text=A is wrong")
    page.fill("textarea[name=reason]", "The ministry told ana.")
    page.fill("input[name=handle]", "ana")
    screen.follow("form.decide button")
    page.wait_for_selector("text=Decided by ana: A is wrong")
    screen.open(f"{QUEUE}?status=second")
    assert "Nothing waits for a second opinion of ana" in page.inner_text("main")
    page.fill("form.hint input[name=handle]", "bo")
    screen.follow("text=Change")
    page.wait_for_selector("text=and bo not yet")
    screen.press("j", "Enter")
    page.wait_for_selector("text=hidden until you have decided yourself, as bo")
    assert "ministry" not in page.inner_text("main")
    screen.press("5")
    page.keyboard.type("Rounded.")
    screen.press("Control+Enter")
    page.wait_for_selector("text=You: Not a conflict. ana: A is wrong. You differ")
    assert "The ministry told ana." in page.inner_text("main")
    assert [(made["reviewer"], made.get("blind")) for made in screen.exported()] == [("ana", None), ("bo", True)]
    screen.open("/facts/-/stats")
    assert "Of 1 second verdict given blind, 0 are the same as the first: 0%" in page.inner_text("main")
    screen.open(f"{QUEUE}?status=differ")
    assert page.locator("[data-row]").count() == 1


def test_when_all_is_decided_the_next_step_is_one_click_away(screens: Callable[..., Screen]) -> None:
    screen = screens()
    page = screen.page
    screen.open(QUEUE)
    page.check("text=all on this page")
    page.select_option("select[name=verdict]", "a_wrong")
    page.fill("input[name=reason]", "Asked the office.")
    screen.follow("#queue-form button")
    page.wait_for_selector("text=Both conflicts are decided")
    screen.follow("text=Correct what was decided to be wrong")
    assert page.locator(".corrections > li").count() == 2


MARK = """(words) => {
  const walker = document.createTreeWalker(document.querySelector("[data-text]"), NodeFilter.SHOW_TEXT);
  const at = (offset) => {
    for (let node of nodes) {
      if (offset <= node.data.length) return [node, offset];
      offset -= node.data.length;
    }
  };
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".card")) nodes.push(walker.currentNode);
  const start = nodes.map((node) => node.data).join("").indexOf(words);
  getSelection().setBaseAndExtent(...at(start), ...at(start + words.length));
}"""
"""Marks words in the text of an article, as a mouse that is drawn over them does."""


def test_the_words_marked_in_an_article_become_a_claim(screens: Callable[..., Screen]) -> None:
    screen = screens()
    page = screen.page
    seeds = screen.database.parent / "seeds"
    (seeds / "canal.md").write_bytes(
        "# Canal 🚤\r\n\r\nThe canal 🚤 has 14 locks.\r\n\r\n"
        "Boats 🚤 pay 14 euros a day, 14 of them\r\nmore at night.\r\n".encode()
    )
    screen.facts("build", str(seeds))
    screen.open("/facts/-/article/canal")
    text = (seeds / "canal.md").read_bytes().decode()
    page.evaluate(MARK, "14 euros a day")
    page.click("text=Add a claim")
    assert page.input_value("textarea[name=quote]") == "14 euros a day"
    assert page.locator("input[name=start]").input_value() == str(text.index("14 euros"))
    page.keyboard.type("mooring fee of boats")
    page.fill(".missed input[name=handle]", "ana")
    screen.press("Enter")
    page.wait_for_selector("text=Added: mooring fee of boats: 14 EUR/day")
    assert page.locator(".claim:target, .claim:has(> :target)").inner_text().startswith("14 euros a day")
    screen.database.unlink()
    screen.facts("build", str(seeds))
    screen.open("/facts/-/measure/mooring~20fee~20of~20boats")
    assert "14 EUR/day" in page.inner_text("main")
    screen.open("/facts/-/article/canal")
    assert page.input_value(".missed input[name=handle]") == "ana"


def test_a_missed_claim_is_added_without_scripts(screens: Callable[..., Screen]) -> None:
    screen = screens(scripts=False)
    screen.open("/facts/-/article/ward-notes")
    screen.page.fill("textarea[name=quote]", "about 60 per cent")
    screen.page.fill("input[name=measure]", "elephants")
    screen.follow("text=Add the claim")
    assert "Not added: nothing in the sentence is called 'elephants'" in screen.page.inner_text("main")
    screen.page.fill("input[name=measure]", "traders from the ward")
    screen.follow("text=Add the claim")
    assert "Added: traders from the ward: about 60 %" in screen.page.inner_text("main")
