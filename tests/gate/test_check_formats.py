"""`facts check` prints the same formats, of every undecided conflict."""

import json
from xml.etree import ElementTree

from newsroom import Desk


def test_check_in_the_formats_of_the_gate(contradicting: Desk) -> None:
    printed = {}
    for form in ("github", "sarif", "junit", "markdown", "json", "text"):
        done = contradicting.facts("check", "--format", form)
        assert done.returncode == 1
        printed[form] = done.stdout
    assert printed["github"].startswith("::error file=seeds/harbour.md,line=7,")
    assert [result["ruleId"] for result in json.loads(printed["sarif"])["runs"][0]["results"]] == ["FIG1"]
    assert ElementTree.fromstring(printed["junit"]).get("failures") == "1"
    assert "**12.4 %**" in printed["markdown"]


def test_what_is_decided_is_not_printed(contradicting: Desk) -> None:
    done = contradicting.facts("decide", contradicting.conflict(), "--verdict", "b_wrong", "--reason", "a slip")
    assert done.returncode == 0
    done = contradicting.facts("check", "--format", "github")
    assert (done.returncode, done.stdout) == (0, "")
