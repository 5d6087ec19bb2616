"""The day of an article that only a line of its head says."""

import pytest

from ledger.claims.dated import day_of_head
from ledger.claims.extract import extract_article
from ledger.text import article_from_text

DATED = {
    "August 3, 2014": "2014-08-03",
    "Posted at 9:23 AM, Aug 04, 2014": "2014-08-04",
    "Published 3 May 2024 10:15 GMT": "2024-05-03",
    "By Ann Lee and Bo Day, 12 June 2023": "2023-06-12",
    "Wednesday, 12 March 2025": "2025-03-12",
    "Last updated: 3 May 2024, 6 p.m. EDT": "2024-05-03",
}
UNDATED = [
    "The bridge opened on 3 May 2024",
    "Minutes of the meeting of 12 March 2025",
    "By 3 May 2024 forty had died",
    "Report for the year 2024",
    "2024",
    "May 2024",
    "LONDON, May 3 (Agency) -",
]


@pytest.mark.parametrize(("line", "day"), DATED.items())
def test_a_line_that_is_only_a_date_dates_the_article(line: str, day: str) -> None:
    assert day_of_head(article_from_text(f"Quake kills 40\n\n{line}\n\nForty people died on Tuesday night.")) == day


@pytest.mark.parametrize("line", UNDATED)
def test_a_line_that_tells_more_or_no_day_dates_nothing(line: str) -> None:
    assert day_of_head(article_from_text(f"Quake kills 40\n\n{line}\n\nForty people died on Tuesday night.")) is None


def test_only_the_head_is_asked() -> None:
    body = "\n\n".join(["Nothing is said here of any day."] * 12)
    assert day_of_head(article_from_text(f"{body}\n\n3 May 2024")) is None


def test_relative_dates_are_told_from_it_and_front_matter_comes_first() -> None:
    text = "3 May 2024\n\nSome 40 houses burned down last month."
    first, second = (extract_article(article_from_text(front + text, id="case")) for front in ("", FRONT))
    assert [claim.period for claim in first.claims if claim.kind == "quantity"] == ["2024-04"]
    assert [claim.period for claim in second.claims if claim.kind == "quantity"] == ["2021-12"]


FRONT = "---\npublished: 2022-01-05\n---\n"
