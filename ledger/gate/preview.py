"""A small ledger in memory: articles as they would be, and of the large ledger what they could be held against.

Rules run on it as they do on a whole ledger, so there is one way of judging.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence, Set

from ledger.check import refresh
from ledger.compare.facets.keys import key_claims
from ledger.compare.facets.scopes import read_claims, read_knowledge
from ledger.compare.figures.tellings import read_tellings, related_articles
from ledger.compare.near import articles_of_events, find_equal, find_near
from ledger.store.connection import scratch_ledger, transaction
from ledger.store.rows import ArticleRows
from ledger.store.tables import ARTICLES, CLAIMS, SENTENCES
from ledger.store.write import write_article

_VOCABULARY = {
    "places": ("name", "kind", "former", "within", "source"),
    "programmes": ("name", "part_of", "source"),
    "reference_figures": ("measure", "unit", "place", "period", "value", "max_yearly_change", "source"),
}
_ARTICLE = ("file", *ARTICLES.columns, "text", "reading", "root", "seal")
_CLAIM = (*("sentence_id" if column == "sentence" else column for column in CLAIMS.columns), "seal")
_MENTION = ("article_id", "sentence_id", "kind", "start", "end", "text", "value", "seal")
_PERSON = ("article_id", "sentence_id", "name", "office", "place", "seal")


def preview(
    ledger: sqlite3.Connection, articles: Sequence[ArticleRows], without: Collection[str]
) -> sqlite3.Connection:
    """A ledger in memory whose conflicts are those that the articles would have; the caller closes it.

    `without` are the ids of articles whose form in the ledger no longer counts: earlier forms, and removed ones.
    """
    scratch = scratch_ledger()
    with transaction(scratch):
        _copy_knowledge(ledger, scratch, without)
        for rows in articles:
            write_article(scratch, rows)
        knowledge = read_knowledge(scratch)
        keyed = key_claims(read_claims(scratch), knowledge)
        near = find_near(ledger, keyed, knowledge)
        named = {sentence for (sentence,) in scratch.execute("SELECT sentence_id FROM people")}
        near |= _sentences_of(ledger, articles_of_events(ledger, keyed, named, knowledge))
        (shift,) = scratch.execute("SELECT coalesce(max(id), 0) + 1 FROM sentences").fetchone()
        _copy_sentences(ledger, scratch, near, without, shift)
        new = {rows.id for rows in articles}
        # Figures of two articles on one matter are laid side by side: all of them. Two articles are on one matter too
        # where both are with a third, and a report holds what articles on the matter of its articles tell.
        matter: set[str] = set()
        for _ in range(2):
            further = _on_one_matter(scratch, new | matter)
            if not further:
                break
            beside = (_sentences_of(ledger, further) | find_equal(ledger, further)) - near
            _copy_sentences(ledger, scratch, beside, without, shift)
            near, matter = near | beside, matter | further
        refresh(scratch, about=new)
        _keep_conflicts_of(scratch, sorted(new))
    return scratch


def _on_one_matter(scratch: sqlite3.Connection, new: Set[str]) -> set[str]:
    """Ids of the articles of the large ledger, of which the figures near are here, on one matter with a new one."""
    query = (
        "SELECT 1 FROM claims a JOIN claims b ON b.value = a.value"
        " WHERE a.article_id IN (SELECT value FROM json_each(?1))"
        " AND b.article_id NOT IN (SELECT value FROM json_each(?1)) LIMIT 1"
    )
    if not scratch.execute(query, [json.dumps(sorted(new))]).fetchone():
        return set()
    knowledge = read_knowledge(scratch)
    tellings = read_tellings(key_claims(read_claims(scratch), knowledge), {}, knowledge)
    related = related_articles(tellings, knowledge)
    return {id for pair in related if not pair.isdisjoint(new) for id in pair - new}


def _sentences_of(ledger: sqlite3.Connection, articles: Iterable[str]) -> set[int]:
    """The sentences of articles that claim something or name somebody."""
    query = (
        "SELECT sentence_id FROM claims WHERE article_id IN (SELECT value FROM json_each(?1))"
        " UNION SELECT sentence_id FROM people WHERE article_id IN (SELECT value FROM json_each(?1))"
    )
    return {sentence for (sentence,) in ledger.execute(query, [json.dumps(sorted(articles))])}


def _copy_knowledge(ledger: sqlite3.Connection, scratch: sqlite3.Connection, without: Collection[str]) -> None:
    for table, columns in _VOCABULARY.items():
        _insert(scratch, table, columns, ledger.execute(f"SELECT {_names(columns)} FROM {table} ORDER BY id"))
    columns = ("kind", "alias", "name", "article_id")
    rows = ledger.execute(f"SELECT {_names(columns)} FROM aliases ORDER BY article_id IS NOT NULL, id")
    _insert(scratch, "aliases", columns, (row for row in rows if row[3] not in without))


def _copy_sentences(
    ledger: sqlite3.Connection,
    scratch: sqlite3.Connection,
    sentences: Collection[int],
    without: Collection[str],
    shift: int,
) -> None:
    """Sentences with their claims and people, and their articles; `shift` is added to the numbers of sentences."""
    chosen, left_out = json.dumps(sorted(sentences)), json.dumps(sorted(without))
    where = "IN (SELECT value FROM json_each(?)) AND article_id NOT IN (SELECT value FROM json_each(?))"

    def rows(table: str, columns: Sequence[str], wanted: str = "1") -> list[tuple[object, ...]]:
        query = f"SELECT {_names(columns)} FROM {table} WHERE sentence_id {where} AND {wanted} ORDER BY rowid"
        at = columns.index("sentence_id")
        return [(*row[:at], row[at] + shift, *row[at + 1 :]) for row in ledger.execute(query, [chosen, left_out])]

    claims = rows("claims", _CLAIM)
    _insert(scratch, "claims", _CLAIM, claims)
    _insert(scratch, "people", _PERSON, rows("people", _PERSON))
    _insert(scratch, "mentions", _MENTION, rows("mentions", _MENTION, "kind = 'date'"))
    ids = {str(claim[0]) for claim in claims}
    told = {int(str(claim[1])) - shift for claim in claims} | _told_facets(ledger, claims)
    # What stands before a sentence tells what it is about; sentences of an article follow each other.
    told |= {sentence - 1 for sentence in told}
    columns = ("id", *SENTENCES.columns, "seal")
    query = f"SELECT {_names(columns)} FROM sentences WHERE id {where}"
    found = ledger.execute(query, [json.dumps(sorted(told)), left_out])
    _insert(scratch, "sentences", columns, ((row[0] + shift, *row[1:]) for row in found))
    query = f"SELECT {_names(_ARTICLE)} FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    _insert(scratch, "articles", _ARTICLE, ledger.execute(query, [json.dumps(sorted(ids))]))


def _told_facets(ledger: sqlite3.Connection, claims: Iterable[Sequence[object]]) -> set[int]:
    """Sentences further up that facets were read from: whether they are of the claim's paragraph matters."""
    article, start, evidence = (_CLAIM.index(name) for name in ("article_id", "start", "evidence"))
    wanted = {
        (claim[article], at)
        for claim in claims
        for at, _ in json.loads(str(claim[evidence])).values()
        if at < int(str(claim[start]))
    }
    query = "SELECT id FROM sentences WHERE article_id = ? AND start <= ? ORDER BY n DESC LIMIT 1"
    return {id for where in wanted for (id,) in ledger.execute(query, where)}


def _keep_conflicts_of(scratch: sqlite3.Connection, articles: Sequence[str]) -> None:
    """Removes conflicts between claims of the large ledger only: it has those itself."""
    scratch.execute(
        "DELETE FROM conflicts WHERE id NOT IN (SELECT p.conflict_id FROM conflict_claims p"
        " JOIN claims c ON c.id = p.claim_id WHERE c.article_id IN (SELECT value FROM json_each(?)))"
        " AND coalesce(article_id, '') NOT IN (SELECT value FROM json_each(?))",
        [json.dumps(articles)] * 2,
    )
    scratch.execute("DELETE FROM conflict_claims WHERE conflict_id NOT IN (SELECT id FROM conflicts)")


def _insert(scratch: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    marks = ", ".join("?" * len(columns))
    scratch.executemany(f"INSERT OR IGNORE INTO {table} ({_names(columns)}) VALUES ({marks})", rows)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
