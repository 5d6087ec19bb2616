"""The generated pages and the sessions of the README are in step with the program, and links lead somewhere."""

import doctest
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
GENERATE: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "generate.py"))
PAGES: dict[str, Callable[[], str]] = GENERATE["PAGES"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITTEN = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_in_step(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), "run: make docs"


def test_the_readme_begins_with_make_run_and_shows_both_sentences() -> None:
    block = re.search(r"```console\n(.*?)```", README, flags=re.S)
    assert block
    assert block[1].startswith("$ make run\n")
    assert len(re.findall("»", block[1])) >= 2


@pytest.mark.parametrize(
    ("before", "printed", "after"),
    [
        ("a\nb", "c", "c\n"),
        ("a\n...\nz", "A\nb\nc\nZ", "A\n...\nZ\n"),
        ("...\nz", "a\nb\nZ", "...\nZ\n"),
        ("a\n...", "A\nb\nZ", "A\n...\n"),
        ("...\nerror\nold\n...\nz", "a\nerror\nnew\nlonger\n\nb\nZ", "...\nerror\nnew\nlonger\n...\nZ\n"),
        ("...\ngone\nold\n...\nz", "a\nerror\nnew\nb\nZ", "...\ngone\nold\n...\nZ\n"),
    ],
)
def test_a_session_leaves_out_what_it_left_out_before(before: str, printed: str, after: str) -> None:
    assert GENERATE["_shown"](before.splitlines(), printed.splitlines()) == after


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    GENERATE["a_checkout"](tmp_path)
    monkeypatch.chdir(tmp_path)
    sessions = re.findall(r"^```pycon\n(.*?)^```$", README, flags=re.M | re.S)
    assert sessions
    test = doctest.DocTestParser().get_doctest("\n".join(sessions), {}, "README.md", "README.md", 0)
    report: list[str] = []
    failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append).failed
    assert not failed, "".join(report)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            file, _, heading = target.partition("#")
            linked = (page.parent / file) if file else page
            assert linked.exists(), f"{page.name} links to {target}"
            assert not heading or heading in anchors(linked), f"{page.name} links to {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
