"""The articles of a gate: which they are, what they were before, and what of them is new."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledger.gate.changes import Changes
from ledger.gate.records import CheckedArticle, Problem
from ledger.gate.survey import Chosen, Form, Survey, choose, earlier_forms, look, stored_form
from ledger.gate.versions import Compared, compare_versions
from ledger.store.tables import ARTICLES
from ledger.text import ArticleFile, TextOptions, article_id, is_article

if TYPE_CHECKING:
    from ledger.store.rows import ArticleRows

_SHA256 = ARTICLES.columns.index("sha256")


class Articles(NamedTuple):
    """What the gate looks at, by article id where it is a mapping."""

    checked: tuple[CheckedArticle, ...]
    files: Mapping[str, str]
    """Paths as cited now."""
    rows: Mapping[str, "ArticleRows"]
    """Of those that the ledger does not hold in this form."""
    outdated: frozenset[str]
    """Articles whose form in the ledger no longer counts."""
    whole: frozenset[str]
    """Articles that are new from beginning to end."""
    fresh: frozenset[str]
    """Ids of the claims that the other articles make for the first time."""
    before: Mapping[str, frozenset[str]]
    """The sentences of the earlier forms."""
    forms: Mapping[str, Form]
    """What the articles of `rows` say now."""
    problems: tuple[Problem, ...]
    changed: frozenset[Path]
    """Files that differ from the commit that was compared with, whatever they are. Absolute."""


def find_articles_of(
    ledger: sqlite3.Connection, paths: Sequence[Path], since: str | None, everything: bool, options: TextOptions
) -> Articles:
    """Look at the articles; those that the ledger does not hold in this form are read. Raises CorpusError."""
    chosen = choose(paths, since, everything)
    survey = look(ledger, chosen, options)
    earlier: dict[Path, Form] = {}
    if chosen.changes is not None:
        blobs = _articles_only(chosen.changes, paths)
        earlier = earlier_forms(ledger, blobs, chosen.changes.root, options)
    return _Finder(ledger, chosen, survey, earlier).articles(everything)


def _articles_only(changes: Changes, paths: Sequence[Path]) -> dict[Path, str]:
    folders = [path.resolve() for path in paths]
    return {
        path: blob
        for path, blob in (*changes.edited.items(), *changes.removed.items())
        if any(path == folder or is_article(path, folder) for folder in folders)
    }


class _Finder:
    def __init__(
        self, ledger: sqlite3.Connection, chosen: Chosen, survey: Survey, earlier: Mapping[Path, Form]
    ) -> None:
        self._ledger = ledger
        self._chosen = chosen
        self._survey = survey
        self._earlier = earlier
        removed = chosen.changes.removed if chosen.changes else {}
        self._removed = {path: form for path, form in earlier.items() if path in removed}
        self._whole: set[str] = set()
        self._before: dict[str, frozenset[str]] = {}

    def articles(self, everything: bool) -> Articles:
        """All of it; with `everything`, articles that the ledger has besides count as removed."""
        changes = self._chosen.changes
        gone = self._gone(everything)
        checked = [self._checked(id, file) for id, file in self._survey.files.items()]
        checked += [
            CheckedArticle(article_id(path), _cited(path), "removed", article_id(path) not in gone,
                           Compared(gone=form.told))
            for path, form in self._removed.items()
        ]  # fmt: skip
        known = {article.id for article in checked}
        known |= {article_id(Path(article.renamed_from)) for article in checked if article.renamed_from}
        checked += [CheckedArticle(id, file, "removed", False) for id, file in gone.items() if id not in known]
        fresh = {id for article in checked if article.compared for id in article.compared.fresh}
        originals = [rows.row[_SHA256] for rows in self._survey.rows.values()]
        outdated = {*self._survey.rows, *gone, *self._restatements(originals)}
        return Articles(
            checked=tuple(sorted(checked, key=lambda article: (article.file, article.id))),
            files={id: file.file for id, file in self._survey.files.items()},
            rows=self._survey.rows,
            outdated=frozenset(outdated),
            whole=frozenset(self._whole),
            fresh=frozenset(fresh),
            before=self._before,
            forms=self._survey.forms,
            problems=tuple(self._survey.problems),
            changed=frozenset() if changes is None else frozenset((*changes.added, *changes.edited, *changes.removed)),
        )

    def _checked(self, id: str, file: ArticleFile) -> CheckedArticle:
        in_step = id not in self._survey.rows
        path = file.path.resolve()
        changes = self._chosen.changes
        if file.path.absolute() in self._chosen.given:
            self._whole.add(id)
            return CheckedArticle(id, file.file, "given", in_step, self._against_ledger(id))
        if changes is None:
            compared = self._against_ledger(id)
            return CheckedArticle(id, file.file, _told_by_ledger(compared, in_step), in_step, compared)
        if path in changes.edited:
            return CheckedArticle(id, file.file, "edited", in_step, self._against(id, self._earlier[path]))
        if path in changes.added:
            return self._added(id, file, in_step)
        return CheckedArticle(id, file.file, "unchanged", in_step)

    def _added(self, id: str, file: ArticleFile, in_step: bool) -> CheckedArticle:
        """A new file: an article under another name, or a new one."""
        best: tuple[int, Path | None, Compared] = (0, None, Compared())
        for earlier, form in self._removed.items():
            found = self._against(id, form)
            stayed = len(found.kept) + len(found.moved)
            if 2 * stayed >= len(form.told) and stayed > best[0]:
                best = stayed, earlier, found
        _, path, compared = best
        if path is None:
            self._whole.add(id)
            self._before.pop(id, None)
            return CheckedArticle(id, file.file, "added", in_step)
        self._before[id] = self._removed.pop(path).sentences
        return CheckedArticle(id, file.file, "renamed", in_step, compared, _cited(path))

    def _against(self, id: str, earlier: Form) -> Compared:
        self._before[id] = earlier.sentences
        return compare_versions(earlier.told, self._form(id).told)

    def _against_ledger(self, id: str) -> Compared | None:
        """For a file outside version control: compared with what the ledger still has of it."""
        if id not in self._survey.stored or id not in self._survey.rows:
            return None
        return self._against(id, stored_form(self._ledger, id))

    def _form(self, id: str) -> Form:
        return self._survey.forms.get(id) or stored_form(self._ledger, id)

    def _gone(self, everything: bool) -> dict[str, str]:
        """Articles that the ledger still holds, and whose files are gone: id to path."""
        if everything and not self._survey.problems:
            rows = self._ledger.execute("SELECT id, file FROM articles ORDER BY id")
            return {id: file for id, file in rows if id not in self._survey.files}
        gone = {}
        for path in self._removed:
            id = article_id(path)
            row = self._ledger.execute("SELECT file FROM articles WHERE id = ?", [id]).fetchone()
            if row is not None and id not in self._survey.files and not Path(row[0]).is_file():
                gone[id] = str(row[0])
        return gone

    def _restatements(self, originals: Iterable[object]) -> list[str]:
        query = "SELECT id FROM articles WHERE restates = ?"
        return [id for original in originals for (id,) in self._ledger.execute(query, [original])]


def _told_by_ledger(compared: Compared | None, in_step: bool) -> str:
    if in_step:
        return "unchanged"
    return "added" if compared is None else "edited"


def _cited(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
