"""Templates with every value escaped, for pages in Datasette and for the report."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ledger.report.words import VERDICT_WORDS, number

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: object) -> str:
    """A template of `ledger.web` or `ledger.report`, filled in."""
    return _environment().get_template(template).render(**values)


def style() -> str:
    """The style sheet of the pages, for a page that carries its own."""
    return (files("ledger.web") / "static" / "review.css").read_text(encoding="utf-8")


def short(id: str) -> str:
    """The beginning of an id, for people and for places in a page."""
    return id.rpartition("-")[2][:8]


def _printed(text: str) -> str:
    """A text of an article, escaped; its carriage returns too: a browser would drop them, and offsets be wrong."""
    from markupsafe import Markup, escape

    return escape(text).replace("\r", Markup("&#13;"))


@cache
def _environment() -> "Environment":
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loader = ChoiceLoader([PackageLoader("ledger.web", "html"), PackageLoader("ledger.report", "html")])
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Callable[..., str]] = {
        "verdict": VERDICT_WORDS.__getitem__,
        "number": number,
        "day": lambda time: time[:10],
        "short": short,
        "printed": _printed,
    }
    environment.filters.update(filters)
    return environment
