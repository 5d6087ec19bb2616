"""A measure over time as an SVG picture: a mark for each claim with its interval, one colour an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from ledger.report.words import number

_ON_WHITE = ("#0b5394", "#b8500d", "#1c6b3f", "#7a3e9d", "#8a6d00", "#00707a", "#a61b5a", "#4f5b66")
COLOURS = tuple(f"var(--series-{number}, {colour})" for number, colour in enumerate(_ON_WHITE, 1))
"""All told apart from white by a contrast of 4.5 and from each other by lightness or hue; a page may set its own."""
MOST_ARTICLES = len(COLOURS)
WIDTH, HEIGHT = 960, 380
LINE = 22
"""What each article adds to the height: a line of the legend."""
DOT, RING = 5, 8
"""Radius of a mark, and of one in an open conflict."""
APART = 0.008
"""How far the marks of two articles at one time stand from each other, as a share of the years shown."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure to draw."""

    article: str
    """Title of the article."""
    year: float
    """Middle of its period."""
    value: float
    low: float
    high: float
    words: str
    """What the mark says to who points at it or listens."""
    conflict: bool
    """In a conflict that nobody has decided: the mark is ringed."""


def chart(dots: Sequence[Dot], title: str, id: str) -> str:
    """An `<svg>` element with a title and a description; no script, nothing from elsewhere, no random number.

    Articles after the first eight share the last colour.
    """
    from pygal.etree import etree

    drawn = _drawn(dots)
    drawn.title = title
    drawn.uuid = id
    tree = drawn.render_tree()
    for parent in list(tree.iter()):
        for child in list(parent):
            # Comments have a function for a tag; the script and the moving tooltip are for pages that load pygal's.
            if not isinstance(child.tag, str) or child.tag.endswith("script") or "tooltip-overlay" in _classes(child):
                parent.remove(child)
            elif child.tag.endswith("desc") and "label" in _classes(child):
                child.tag = child.tag.removesuffix("desc") + "title"
            elif child.tag.endswith("circle") and child.get("r") == str(RING):
                child.set("style", "stroke: var(--ring, #a61b1b); stroke-width: 3; stroke-opacity: 1")
    tree.set("role", "img")
    tree.set("aria-label", f"{title}: {len(dots)} claims from {len({dot.article for dot in dots})} articles")
    svg: str = etree.tostring(tree, encoding="unicode")
    return svg


def _drawn(dots: Sequence[Dot]) -> Any:
    import pygal
    from pygal.style import Style

    class Chart(pygal.XY):  # type: ignore[misc]
        """Points with intervals, which pygal draws for plain lines only: it takes a point for a height."""

        def _confidence_interval(self, node: Any, x: float, y: float, value: Any, metadata: Any) -> None:
            super()._confidence_interval(node, x, y, value[1], metadata)

    style = Style(
        background="transparent", plot_background="transparent", colors=COLOURS, ci_colors=COLOURS,
        font_family="system-ui, sans-serif", label_font_size=13, legend_font_size=13, title_font_size=15,
        foreground="var(--text, #333a41)", foreground_strong="var(--ink, #1d2126)",
        foreground_subtle="var(--soft, #555d66)",
        guide_stroke_color="var(--line, #d5dae0)", major_guide_stroke_color="var(--edge, #b9c0c8)",
        major_label_font_size=13,
        opacity=".85", transition="0s",
    )  # fmt: skip
    first, last = floor(min(dot.year for dot in dots)), ceil(max(dot.year for dot in dots))
    bottom, top = min(dot.low for dot in dots), max(dot.high for dot in dots)
    space = (top - bottom or abs(top) or 1) / 12
    articles = list(dict.fromkeys(dot.article for dot in dots))
    height = HEIGHT + LINE * min(len(articles), MOST_ARTICLES)
    drawn = Chart(
        stroke=False, js=(), style=style, width=WIDTH, height=height, dots_size=DOT, legend_at_bottom=True,
        legend_at_bottom_columns=1, truncate_legend=90, disable_xml_declaration=True, show_x_guides=False,
        xrange=(first - 0.2, last + 0.2), range=(bottom - space, top + space),
        value_formatter=number, x_value_formatter=lambda year: f"{year:.0f}",
    )  # fmt: skip
    step = max(1, -(-(last - first) // 12))
    drawn.x_labels = range(first, last + 1, step)
    for index in range(min(len(articles), MOST_ARTICLES)):
        rest = index == MOST_ARTICLES - 1 and len(articles) > MOST_ARTICLES
        named = articles[index:] if rest else articles[index : index + 1]
        legend = f"{len(named)} other articles" if rest else named[0]
        shift = index * APART * (last - first)
        drawn.add(legend, [_point(dot, shift) for dot in dots if dot.article in named])
    return drawn


def _point(dot: Dot, shift: float) -> dict[str, object]:
    point: dict[str, object] = {"value": (dot.year + shift, dot.value), "label": dot.words}
    if dot.low < dot.high:
        point["ci"] = {"low": dot.low, "high": dot.high}
    if dot.conflict:
        point["node"] = {"r": RING}
    return point


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()
