"""A gate's report as JUnit XML, for CI servers that show test results."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ledger.gate.records import GateReport
from ledger.report.places import cited, foremost
from ledger.report.safe import printable
from ledger.reported import ReportedConflict

SUITE = "Fact Ledger"


def junit_xml(report: GateReport, levels: tuple[str, ...] = ()) -> str:
    """One suite: a case for each conflict and problem, which fails when its level does, and one for each article."""
    suites = Element("testsuites", name=SUITE)
    suite = SubElement(suites, "testsuite", name=SUITE)
    for conflict in report.conflicts:
        claims = foremost(conflict, report.fresh)
        case = SubElement(suite, "testcase", classname=conflict.rule, name=_name(conflict))
        if claims:
            case.set("file", claims[0].file)
            case.set("line", str(claims[0].line))
        told = [printable(conflict.message), *(f"{cited(c)}: {printable(c.sentence)}" for c in claims if c.witness)]
        _outcome(case, conflict.level, levels, [*told, f"id {conflict.id}"])
    for problem in report.problems:
        message = printable(problem.message)
        case = SubElement(suite, "testcase", classname=problem.kind, name=message)
        if problem.file:
            case.set("file", problem.file)
        bad = (*levels, problem.level) if problem.kind == "unreadable" else levels
        _outcome(case, problem.level, bad, [message])
    for article in report.articles:
        SubElement(suite, "testcase", classname="article", name=article.file, file=article.file)
    counts = {"tests": str(len(suite)), "failures": str(len(suite.findall(".//failure"))), "errors": "0"}
    for element in (suites, suite):
        element.attrib.update(counts)
    indent(suites)
    document = tostring(suites, encoding="unicode").replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def _name(conflict: ReportedConflict) -> str:
    return f"{conflict.name} ({conflict.id})"


def _outcome(case: Element, level: str, levels: tuple[str, ...], told: list[str]) -> None:
    if level in levels:
        SubElement(case, "failure", type=level, message=told[0]).text = "\n".join(told)
    else:
        SubElement(case, "system-out").text = "\n".join((level, *told))
