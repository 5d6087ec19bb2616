"""Whatever articles, file names, vocabularies, decisions and proposed claims hold, no output of any command makes a
terminal, a CI server, a browser or a spreadsheet do something.
"""

import csv
import io
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli import main
from ledger.cli.app import FORMATS

ESCAPES = "\x1b[31m\x9b2J\x1b]0;title\x07\u202e"
ARTICLES = {
    "::error::x.md": (
        '---\ntitle: "::error::pwn ##[error]x\'); DROP TABLE claims;--"\npublisher: "<script>alert(1)</script>"\n---\n'
        "The town of Marlow spent $4.2 million on roads in 2023.\n"
    ),
    "b##[set-output name=a]c.md": "::set-output name=a::The town of Marlow spent $4.9 million on roads in 2023.\n",
    "c '\"; DROP TABLE claims;--.md": (
        "The town of Marlow spent ##[add-path]$5.7 million on roads in 2023 ##vso[task.setvariable variable=a]b.\n"
    ),
    "--help.md": f"In 2023 the jobless rate of Marlow was 5.1% {ESCAPES}.\n",
    "<img src=x onerror=alert(1)>.md": "<script>alert(1)</script> In 2023 the jobless rate of Marlow was 7.9%.\n",
    "=1+cmd.txt": "=cmd|' /C calc'!A0 In 2023 the jobless rate of Marlow was 5.9%.\r::warning::5 boats sank.\n",
    "lines.md": "The price of =1+1 cups in Marlow was\n::error::12 dollars in 2023.\nMayor\n::error::Ann Bell came.\n",
}
VOCABULARY = '[[places]]\nname = "##[error]Marlow"\nkind = "town"\n[[places]]\nname = "::error::Old Marlow"\n'
SAYS = f"::set-output name=a::b ##[error]c ##teamcity[x] {ESCAPES}<script>alert(1)</script> =1+1\u2028\x85 end"
CLAIM = {"article": "lines", "quote": "5 boats", "kind": "quantity", "measure": "##[error]boats", "value": 6,
         "unit": "::error::", "extractor": "reader/::1"}  # fmt: skip
PAGE = "---\ncode: OWN1\nname: '##[error]own'\nlevel: warning\nsummary: s\nmessage: '::error::{reason}'\n---\n"
HEADINGS = ("What it does", "Why it matters", "Example", "What to do", "Limits", "How to set it aside")
RULE = "SELECT 1 AS conflict, min(rowid) AS claim, 'a' AS role, 1 AS witness, 'warning' AS level, '##[x]' AS reason"


def facts(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a ledger of spiteful articles right in it, decided by somebody spiteful."""
    folder = tmp_path_factory.mktemp("spite")
    for name, text in ARTICLES.items():
        (folder / name).write_bytes(text.encode())
    (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "claims.jsonl").write_text(json.dumps(CLAIM) + "\n{" + SAYS + "\n", encoding="utf-8")
    own = folder / "##[rules]" / "OWN1"
    own.mkdir(parents=True)
    (own / "page.md").write_text(PAGE + "".join(f"\n## {heading}\nx\n" for heading in HEADINGS), encoding="utf-8")
    (own / "rule.sql").write_text(f"{RULE} FROM claims", encoding="utf-8")
    (folder / "ledger.toml").write_text("[rules]\nfolder = '##[rules]'\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


CONFLICTS = "SELECT id FROM conflicts ORDER BY id"


def ids(query: str) -> list[str]:
    with closing(sqlite3.connect("facts.db")) as connection:
        return [id for (id,) in connection.execute(query)]


def everything() -> Iterator[tuple[str, str]]:
    """A name and the output of every command that quotes what others wrote."""
    yield "build", facts("build", ".").output
    yield "import", facts("import", "claims.jsonl").output
    for form in FORMATS:
        yield f"check {form}", facts("check", "--format", form).output
        yield f"gate {form}", facts("gate", "--all", "--format", form, *sorted(ARTICLES)[3:], ".").output
    first, second = ids(CONFLICTS)[:2]
    said = ("--reason", SAYS, "--reviewer", SAYS, "--link", SAYS)
    yield "decide", facts("decide", first, "--verdict", "both_wrong", *said).output
    yield "decide", facts("decide", second, "--verdict", "unsure", *said).output
    for id in (*ids(CONFLICTS), *ids("SELECT id FROM claims")):
        yield "show", facts("show", id).output
    yield "show", facts("show", *ids("SELECT id FROM claims WHERE unit = 'USD'")[:2]).output
    for name in ARTICLES:
        for form in ("jsonl", "text"):
            yield f"extract {form}", facts("extract", "--format", form, f"./{name}").output
    yield "export jsonl", facts("export").output
    yield "export csv", facts("export", "--format", "csv").output
    yield "decisions export jsonl", facts("decisions", "export").output
    for form in ("text", "json"):
        yield f"corrections {form}", facts("decisions", "corrections", "--format", form).output
        yield f"stats {form}", facts("stats", "--format", form).output
    yield "config", facts("config", ".").output
    facts("report", "-o", "report.html", "--title", SAYS)
    yield "report html", Path("report.html").read_text(encoding="utf-8")
    Path("lines.md").write_text("Nothing is left.\n", encoding="utf-8")
    Path("::error::x.md").write_bytes(b"---\n::error::y: 1\n---\nText.\n")
    yield "build", facts("build", ".").output
    yield "stale", facts("decisions", "stale").output
    yield "verify", facts("verify", "--sources", ".").output
    for name in ("::error::none.md", f"{ESCAPES}.md", "##[error].db"):
        yield "missing", facts("build", name).output + facts("show", name).output + facts("extract", name).output
        yield "missing", facts("check", "-d", name).output + facts("import", name).output + facts(name).output
    with closing(sqlite3.connect("facts.db", isolation_level=None)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE conflicts SET id = ? WHERE rowid = 1", [SAYS])
        connection.execute("UPDATE articles SET id = ?, file = ? WHERE rowid = 1", [SAYS, SAYS])
    yield "verify", facts("verify").output


@pytest.fixture(scope="module")
def outputs(desk: Path) -> list[tuple[str, str]]:
    return list(everything())


def test_there_is_something_to_look_at(outputs: list[tuple[str, str]]) -> None:
    assert [name for name, output in outputs if not output.strip()] == []
    told = "".join(output for _, output in outputs)
    assert "Traceback" not in told
    for wanted in ("jobless", "DROP TABLE", "set-output", "OWN1", "2 decided", "2 refused", "does not fit its seal"):
        assert wanted in told


def test_no_terminal_obeys(outputs: list[tuple[str, str]]) -> None:
    for name, output in outputs:
        plain = output.replace("\r\n", "\n") if name.endswith("csv") else output
        obeyed = {c for c in plain if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\u202e\u200f"}
        assert obeyed <= {"\n"}, (name, obeyed)


def test_no_ci_server_obeys(outputs: list[tuple[str, str]]) -> None:
    ours = re.compile(r"::(error|warning|notice) (file=[^:]*,)?title=[^:]*::")
    for name, output in outputs:
        for line in output.splitlines() if not name.endswith("html") else ():
            if name.endswith("github") and ours.match(line):
                continue
            assert not line.lstrip().startswith("::"), (name, line)
            assert not re.search(r"##\w*\[", line), (name, line)


def test_no_browser_obeys(outputs: list[tuple[str, str]]) -> None:
    for name, output in outputs:
        if name.endswith(("html", "markdown", "junit")):
            body = output.partition("</style>")[2] or output
            assert "<script" not in body, name
            assert "<img src=x" not in body, name


def test_no_spreadsheet_obeys(outputs: list[tuple[str, str]]) -> None:
    table = dict(outputs)["export csv"]
    rows = list(csv.reader(io.StringIO(table)))
    assert len(rows) > 5
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip().startswith(("=", "+", "@")), cell
        assert not cell.startswith("-") or float(cell), cell


def test_what_is_data_reads_back_as_it_was(desk: Path, outputs: list[tuple[str, str]]) -> None:
    told = dict(outputs)
    quotes = [json.loads(line)["quote"] for line in told["export jsonl"].splitlines()]
    assert "\n::error::12 dollars" in "".join(quotes) or any("12 dollars" in quote for quote in quotes)
    reasons = {json.loads(line)["reason"] for line in told["decisions export jsonl"].splitlines()[:2]}
    assert reasons == {SAYS}
