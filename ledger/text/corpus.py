"""Which files of a folder are articles, and which of the articles read make up the corpus."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

from ledger.errors import CorpusError
from ledger.text.names import article_id, printable

_SUFFIXES = frozenset({".md", ".txt", ".html"})


class ArticleFile(NamedTuple):
    """A file to be read as an article."""

    id: str
    """File name without folder and extension, in NFC."""
    path: Path
    file: str
    """Path as cited in reports, with forward slashes: below the current folder relative to it, else as given."""


class Found(NamedTuple):
    """Article files in order of id, and what stands in the way of others."""

    files: tuple[ArticleFile, ...]
    problems: tuple[CorpusError, ...]


class Sourced(Protocol):
    """What is known of an article, read just now or kept in a ledger."""

    @property
    def id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def restates(self) -> str | None: ...


S = TypeVar("S", bound=Sourced)


class Settled(NamedTuple, Generic[S]):
    """The articles of a corpus: those kept, restatements left out for their originals, and clashes."""

    kept: tuple[S, ...]
    restatements: tuple[S, ...]
    problems: tuple[CorpusError, ...]


def find_articles(paths: Sequence[Path]) -> Found:
    """The articles (`.md`, `.txt`, `.html`) among files and folders, folders read with all below them.

    Hidden files and folders and files of other kinds are left alone; a file reached twice is taken once. The order does
    not depend on the file system. Raises CorpusError for a path that does not exist.
    """
    files: dict[Path, ArticleFile] = {}
    problems: list[CorpusError] = []
    for path in paths:
        if not path.exists():
            raise CorpusError(f"{printable(str(path))}: no such file or folder; check the path")
        named = _in_folder(path, problems) if path.is_dir() else [path]
        for candidate in named:
            cited = _cited(candidate)
            if printable(cited) != cited:
                problems.append(
                    CorpusError(f"{printable(cited)}: control characters in the name of a file or folder; rename it")
                )
            elif candidate.suffix.lower() not in _SUFFIXES:
                problems.append(CorpusError(f"{cited}: not an article; give a .md, .txt or .html file"))
            else:
                files.setdefault(candidate.resolve(), ArticleFile(article_id(candidate), candidate, cited))
        if path.is_dir() and not any(_is_below(known, path) for known in files):
            problems.append(CorpusError(f"{_cited(path)}: no articles (.md, .txt, .html) in this folder; add some"))
    return Found(tuple(sorted(files.values(), key=lambda f: (f.id, f.file))), tuple(problems))


def is_article(path: Path, folder: Path) -> bool:
    """Whether a file below `folder` is one of the folder's articles, by its name; both paths absolute."""
    if not path.is_relative_to(folder) or path.suffix.lower() not in _SUFFIXES:
        return False
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)


def settle(articles: Iterable[S]) -> Settled[S]:
    """Leaves out restatements whose original is among the articles, and the later of two articles with one id.

    An original is known by its SHA-256. The order of `articles` does not tell: they are taken by id and file.
    """
    ordered = sorted(articles, key=lambda article: (article.id, article.file))
    digests = {article.sha256 for article in ordered}
    restatements = [article for article in ordered if article.restates in digests]
    kept: dict[str, S] = {}
    problems: list[CorpusError] = []
    for article in ordered:
        if article.restates in digests:
            continue
        first = kept.setdefault(article.id, article)
        if first is not article:
            problems.append(CorpusError(f"{article.file}: has the id of {first.file} ({article.id}); rename one"))
    return Settled(tuple(kept.values()), tuple(restatements), tuple(problems))


def _in_folder(folder: Path, problems: list[CorpusError]) -> list[Path]:
    """Candidates below a folder; links come last, so that a file is cited by its own name."""
    root = folder.resolve()
    found: list[Path] = []
    links: list[Path] = []

    def refuse(error: OSError) -> None:
        place = _cited(Path(error.filename)) if error.filename else _cited(folder)
        problems.append(CorpusError(f"{printable(place)}: cannot be read ({error.strerror}); check its permissions"))

    for place, folders, names in os.walk(folder, onerror=refuse):
        for name in list(folders):
            path = Path(place, name)
            if name.startswith("."):
                folders.remove(name)
            elif path.is_symlink():
                folders.remove(name)
                problems.extend(_astray(path, root))
        for name in names:
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in _SUFFIXES:
                continue
            if not path.is_symlink():
                found.append(path)
            elif astray := _astray(path, root):
                problems.extend(astray)
            else:
                links.append(path)
    return sorted(found) + sorted(links)


def _astray(link: Path, root: Path) -> list[CorpusError]:
    cited = printable(_cited(link))
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return [CorpusError(f"{cited}: a link that leads nowhere; remove it")]
    if _is_below(target, root):
        return []
    return [CorpusError(f"{cited}: a link that leaves its folder; copy the file or give its own folder as a path")]


def _is_below(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder.resolve())


def _cited(path: Path) -> str:
    absolute = Path(os.path.abspath(path))
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()
