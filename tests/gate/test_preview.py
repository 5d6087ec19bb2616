"""Trying an article out against a ledger gives what building it in would give."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from ledger.check import refresh
from ledger.claims.extract import extract_article
from ledger.gate.preview import preview
from ledger.store.connection import scratch_ledger, transaction
from ledger.store.rows import ArticleRows, rows_of
from ledger.store.write import write_article
from ledger.text import find_articles, read_article
from ledger.vocabulary import load_vocabulary, write_vocabulary

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"
DISAGREEMENTS = Path(__file__).parents[1] / "disagreements" / "articles"
"""Articles that tell of one event in groups of two and three, most of it otherwise."""
FILES = {file.id: file for file in find_articles([CORPUS]).files}
GROUPS = {file.id: file for file in find_articles([DISAGREEMENTS]).files}
TOGETHER = 6
"""Groups in one ledger: what is on other matters must be there to be told apart, and all take long to try at once."""
Told = tuple[str, str, str, tuple[str, ...]]
"""Id, level, message and all claims of a conflict."""


@cache
def rows(id: str) -> ArticleRows:
    file = FILES.get(id) or GROUPS[id]
    return rows_of(extract_article(read_article(file.path, file.file)))


def ledger_of(*ids: str) -> sqlite3.Connection:
    """A whole ledger of some articles of the corpus."""
    vocabulary = CORPUS / "vocabulary.toml"
    ledger = scratch_ledger()
    with transaction(ledger):
        write_vocabulary(ledger, load_vocabulary(vocabulary if vocabulary.exists() else None))
        for id in ids:
            write_article(ledger, rows(id))
        refresh(ledger)
    return ledger


def conflicts(ledger: sqlite3.Connection, article: str) -> Iterator[Told]:
    """The conflicts of an article."""
    query = (
        "SELECT k.id, k.level, k.message FROM conflicts k WHERE k.article_id = ?1 OR k.id IN"
        " (SELECT p.conflict_id FROM conflict_claims p JOIN claims c ON c.id = p.claim_id WHERE c.article_id = ?1)"
        " ORDER BY k.id"
    )
    for id, level, message in ledger.execute(query, [article]).fetchall():
        parts = ledger.execute("SELECT claim_id FROM conflict_claims WHERE conflict_id = ? ORDER BY claim_id", [id])
        yield id, level, message, tuple(claim for (claim,) in parts)


@cache
def everything() -> sqlite3.Connection:
    return ledger_of(*FILES)


@cache
def groups(*ids: str) -> sqlite3.Connection:
    """A ledger of the groups of some articles, of all by default."""
    return ledger_of(*(id for id in GROUPS if not ids or matter(id) in map(matter, ids)))


def matter(id: str) -> str:
    """The first part of an id; it names the group."""
    return id.partition("-")[0]


def some_groups() -> Iterator[tuple[str, ...]]:
    """The articles of every other group, a few groups at a time: each takes a second or two."""
    named = sorted(set(map(matter, GROUPS)))[::2]
    for first in range(0, len(named), TOGETHER):
        yield tuple(id for id in GROUPS if matter(id) in named[first : first + TOGETHER])


@cache
def tried_again(id: str) -> tuple[list[Told], int]:
    """An article of the corpus tried as an edited one: its conflicts, and how many claims of others were looked at."""
    with closing(preview(everything(), [rows(id)], [id])) as tried:
        (count,) = tried.execute("SELECT count(*) FROM claims WHERE article_id <> ?", [id]).fetchone()
        return list(conflicts(tried, id)), count


@pytest.mark.parametrize("id", FILES)
def test_a_preview_finds_what_a_build_finds(id: str) -> None:
    with (
        closing(ledger_of(*(other for other in FILES if other != id))) as before,
        closing(preview(before, [rows(id)], [])) as tried,
    ):
        assert list(conflicts(tried, id)) == list(conflicts(everything(), id))


def test_the_corpus_has_conflicts_to_find() -> None:
    query = (
        "SELECT count(*) FROM (SELECT p.conflict_id FROM conflict_claims p JOIN claims c ON c.id = p.claim_id"
        " GROUP BY p.conflict_id HAVING count(DISTINCT c.article_id) > 1)"
    )
    assert everything().execute(query).fetchone()[0] > 5


def test_an_edited_article_is_tried_without_its_earlier_form() -> None:
    for id in FILES:
        assert tried_again(id)[0] == list(conflicts(everything(), id))


@pytest.mark.parametrize(("id", "others"), [(id, ids) for ids in some_groups() for id in ids])
def test_of_an_article_on_the_matter_of_others_all_is_found(id: str, others: tuple[str, ...]) -> None:
    with closing(preview(groups(*others), [rows(id)], [id])) as tried:
        assert list(conflicts(tried, id)) == list(conflicts(groups(*others), id))


TOO_COMMON = pytest.mark.xfail(reason="what ties it to a third article is a figure that too many sentences tell")


@pytest.mark.parametrize(
    "id", [pytest.param(id, marks=TOO_COMMON) if id == "plant-wire" else id for id in list(GROUPS)[::9]]
)
def test_among_many_matters_all_is_found(id: str) -> None:
    with closing(preview(groups(), [rows(id)], [id])) as tried:
        found, built = list(conflicts(tried, id)), list(conflicts(groups(), id))
    assert [told[:3] for told in found] == [told[:3] for told in built]
    # A build lists under a report of two values all who tell them, articles on quite other matters too.
    assert all(set(a[3]) <= set(b[3]) for a, b in zip(found, built, strict=True))


def test_the_groups_have_conflicts_to_find() -> None:
    assert sum(len(list(conflicts(groups(), id))) > 0 for id in GROUPS) > len(GROUPS) / 2


def test_a_preview_leaves_out_what_has_nothing_to_do_with_the_article() -> None:
    (total,) = everything().execute("SELECT count(*) FROM claims").fetchone()
    looked_at = [tried_again(id)[1] for id in FILES]
    assert 0 < sum(looked_at) / len(looked_at) < total - total / len(FILES)
