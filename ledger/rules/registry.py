"""Loading rules: a folder `CODE/` holds `rule.sql` and `page.md`, whose front matter says what the rule is called."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import NotFoundError, RuleError
from ledger.installed import entry_points_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

HEADINGS = (
    "What it does",
    "Why it matters",
    "Example",
    "What to do",
    "Limits",
    "How to set it aside",
)
LEVELS = ("error", "warning", "note")
FILLED = ("values", "a", "b", "reason")
"""What a message may hold in braces; see `ledger.rules.messages`."""
FIELDS = ("code", "name", "level", "summary", "message")


class Rule(NamedTuple):
    """One rule: what it is called, what it says, and the SQL that finds the rows."""

    code: str
    name: str
    """Says what is wrong, not what to do: 'Same event, different person'."""
    level: str
    """The highest level it reports."""
    summary: str
    message: str
    """Template of the message; see `ledger.rules.messages`."""
    page: str
    """The page without its front matter, in Markdown."""
    sql: str
    before: tuple[str, ...] = ()
    """Codes of rules that are silent where this one reports the same claims: it says more of them."""
    own: bool = False
    """Whether it is the corpus owner's: those have limits of time and of rows."""


@cache
def load_rules() -> tuple[Rule, ...]:
    """The built-in rules and those of installed packs (entry points of the group `ledger.rules`), by code.

    The value of an entry point is a package with a folder for each rule. Raises RuleError for a folder that is no rule.
    """
    rules = list(_read_folder(Path(__file__).parent))
    for point in entry_points_of("ledger.rules"):
        from importlib.resources import files

        rules.extend(_read_folder(files(point.value)))
    codes = [rule.code for rule in rules]
    if taken := {code for code in codes if codes.count(code) > 1}:
        raise RuleError(f"{min(taken)}: two rules of this code; remove one of the installed packs")
    return tuple(sorted(rules, key=lambda rule: rule.code))


def find_rule(code: str) -> Rule:
    """The rule of a code, in whatever case. Raises NotFoundError."""
    for rule in load_rules():
        if rule.code == code.upper():
            return rule
    known = ", ".join(rule.code for rule in load_rules())
    raise NotFoundError(f"no rule '{code}'; there are {known}")


def _read_folder(folder: "Traversable") -> Iterator[Rule]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.joinpath("rule.sql").is_file():
            yield read_rule(entry.name, _text(entry, "page.md"), _text(entry, "rule.sql"))


def _text(folder: "Traversable", name: str) -> str:
    file = folder.joinpath(name)
    if not file.is_file():
        raise RuleError(f"{folder.name}: {name} is missing; a rule is a folder with rule.sql and page.md")
    return file.read_text(encoding="utf-8")


def read_rule(code: str, page: str, sql: str) -> Rule:
    """A rule from the text of its files. Raises RuleError for a page without its front matter or headings."""
    import yaml

    opening, _, rest = page.partition("---\n")
    front, closing, body = rest.partition("\n---\n")
    try:
        said = (
            yaml.load(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) if not opening and closing else None
        )
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RuleError(f"{code}: the front matter of page.md is no YAML; mend it") from error
    if not isinstance(said, dict) or any(not isinstance(said.get(field), str) for field in FIELDS):
        raise RuleError(f"{code}: page.md must begin with front matter that gives {', '.join(FIELDS)}")
    if not re.fullmatch(r"[A-Za-z]\w{0,19}", code, re.ASCII):
        raise RuleError(f"{code}: a code is a letter, then letters and digits, up to 20; rename the folder")
    if said["code"] != code or said["level"] not in LEVELS:
        raise RuleError(f"{code}: page.md must say code: {code}, and level: one of {', '.join(LEVELS)}")
    if not _fills(said["message"]):
        raise RuleError(f"{code}: the message of page.md may have {', '.join(f'{{{each}}}' for each in FILLED)} only")
    missing = [heading for heading in HEADINGS if f"\n## {heading}\n" not in f"\n{body}"]
    if missing:
        raise RuleError(f"{code}: page.md lacks the heading '## {missing[0]}'")
    before = tuple(str(said.get("before", "")).split())
    return Rule(code, said["name"], said["level"], said["summary"], said["message"], body.strip() + "\n", sql, before)


def _fills(message: str) -> bool:
    """Whether a message has nothing in braces but plain names: no attributes, no widths."""
    from string import Formatter

    try:
        parts = [part[1:] for part in Formatter().parse(message)]
    except ValueError:
        return False
    return all(name is None or (name in FILLED and not form and not turn) for name, form, turn in parts)
