"""The articles a build is of: which files they are, which of them have to be read, and whether anything has changed."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import entry_points, version
from pathlib import Path

from ledger.claims.extraction import Extraction
from ledger.claims.identity import canonical_json
from ledger.config import Config, corpus_file
from ledger.decisions import FILE_NAME as DECISIONS_NAME
from ledger.decisions import gaps
from ledger.errors import ArticleError
from ledger.imported import FILE_NAME as IMPORTED_NAME
from ledger.imported import Proposal, hash_of, load_imported
from ledger.rules.tuning import as_mapping
from ledger.store.canonical import text_hash
from ledger.store.connection import ledger_at
from ledger.store.decision_file import DecisionFile, load_decisions
from ledger.store.read import Source, info, read_decisions, sources
from ledger.text import Article, ArticleFile, TextOptions, find_articles, read_article, settle
from ledger.vocabulary import FILE_NAME as VOCABULARY_NAME

Extract = Callable[[Article], Extraction]
"""Reads one article; a module's function, so that other processes can be told of it."""

_PACKAGE = Path(__file__).parent
_READERS = ("text", "mentions", "claims", "store")
"""The packages whose code decides what an article yields."""
_LIBRARIES = ("trafilatura", "charset-normalizer")
"""What decides the same besides."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a build, and what else decides how its ledger comes out."""

    articles: Mapping[str, Source]
    """By id, as the ledger is to have them. One that cannot be read now is as the ledger has it already."""
    files: Mapping[str, ArticleFile]
    """By path as cited."""
    restatements: tuple[str, ...]
    """Files left out because the original is among the articles."""
    problems: tuple[str, ...]
    vocabulary: Path | None
    decisions: Path | None
    imported: Mapping[str, tuple[Proposal, ...]]
    """Claims proposed by others, by article."""
    inputs: str
    """Hash of everything the ledger is built from but decisions."""
    unread: tuple[str, ...]
    """Articles the ledger does not have in this form."""
    current: bool
    """True when the ledger was built from just this."""

    def not_in(self, stored: Mapping[str, Source]) -> tuple[str, ...]:
        """The articles that are missing among the stored ones, or are there in another form."""
        return tuple(
            id
            for id, source in self.articles.items()
            if id not in stored or (stored[id].sha256, stored[id].reading) != (source.sha256, source.reading)
        )


def survey(paths: Sequence[Path], database: Path, config: Config, vocabulary: Path | None, extract: Extract) -> Corpus:
    """Look at every file of `paths`, and into the ledger at `database` if there is one.

    `vocabulary` goes before the one that the configuration or the first folder has. Raises CorpusError for a path that
    does not exist, and StoreError for a database that is no ledger.
    """
    found = find_articles(paths)
    stored, built_from, decided = _stored(database)
    reading = _reading(config, extract)
    decisions = corpus_file(config.decisions, paths, DECISIONS_NAME)
    imported = load_imported(decisions and decisions.with_name(IMPORTED_NAME))
    readings = {id: with_proposals(reading, proposals) for id, proposals in imported.proposals.items()}
    read, problems = _look(found.files, stored, defaultdict(lambda: reading, readings), config.text)
    held: Iterable[Source] = ()
    if found.problems:
        # What cannot be listed may hold them: articles leave a ledger only when they are known to be gone.
        seen = {source.id for source in read}
        held = (source for id, source in stored.items() if id not in seen)
    settled = settle((*read, *held))
    vocabulary = vocabulary or config.vocabulary or _existing(corpus_file(None, paths, VOCABULARY_NAME))
    written = load_decisions(decisions)
    corpus = Corpus(
        articles={source.id: source for source in settled.kept},
        files={file.file: file for file in found.files},
        restatements=tuple(source.file for source in settled.restatements),
        problems=(
            *map(str, found.problems),
            *problems,
            *map(str, settled.problems),
            *written.problems,
            *_gaps(written, decisions, decided),
            *imported.problems,
        ),
        vocabulary=vocabulary,
        decisions=decisions,
        imported=imported.proposals,
        inputs=_inputs(settled.kept, config, vocabulary),
        unread=(),
        current=False,
    )
    same_decisions = decisions is None or decided == {decision.id for decision in written.decisions}
    return replace(corpus, unread=corpus.not_in(stored), current=same_decisions and built_from == corpus.inputs)


def with_proposals(reading: str, proposals: Sequence[Proposal]) -> str:
    """`Source.reading` of an article for which there are such proposals, from what it is for one without."""
    alone = reading.partition("+")[0]
    return f"{alone}+{hash_of(proposals)}" if proposals else alone


def _stored(database: Path) -> tuple[dict[str, Source], str | None, frozenset[str]]:
    """The articles of the ledger, the hash of what it was built from, and the ids of its decisions."""
    if not database.exists():
        return {}, None, frozenset()
    with ledger_at(database) as connection:
        decisions = frozenset(decision.id for decision in read_decisions(connection))
        return sources(connection), info(connection).get("inputs"), decisions


def _look(
    files: Iterable[ArticleFile], stored: Mapping[str, Source], readings: Mapping[str, str], options: TextOptions
) -> tuple[list[Source], list[str]]:
    """What each file is, and problems; for a file that cannot be read, its article as the ledger has it.

    `readings` has `Source.reading` by article.
    """
    found: list[Source] = []
    problems: list[str] = []
    for file in files:
        known, reading = stored.get(file.id), readings[file.id]
        if known is not None and known.reading == reading and known.sha256 == _file_hash(file.path):
            found.append(known._replace(file=file.file))
            continue
        try:
            article = read_article(file.path, file.file, options)
        except ArticleError as error:
            problems.append(str(error))
            found += [known] if known is not None else []
        else:
            found.append(Source(article.id, article.file, article.sha256, article.restates, reading))
    return found, problems


def _gaps(written: DecisionFile, file: Path | None, decided: Container[str]) -> Iterator[str]:
    """Decisions that were taken out of the file and that the ledger, if there is one, lacks too."""
    for decision, missing in gaps(written.decisions, decided).items():
        yield f"{file}: {decision} follows {missing}, which is not there; take its line back from version control"


def _existing(path: Path | None) -> Path | None:
    return path if path is not None and path.exists() else None


def _file_hash(path: Path) -> str | None:
    """None for a file that cannot be read: whoever needs its content says why."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _reading(config: Config, extract: Extract) -> str:
    """Hash of all that decides what an article yields, the article aside."""
    plugins = [
        (point.name, point.value, point.dist.version if point.dist else "")
        for point in entry_points(group="ledger.extractors")
    ]
    parts = {
        "code": [_code(_PACKAGE / folder) for folder in _READERS],
        "libraries": [version(name) for name in _LIBRARIES],
        "extractors": [f"{extract.__module__}.{extract.__qualname__}", *sorted(plugins)],
        "config": config.reading,
    }
    return text_hash(canonical_json(parts))


def _inputs(articles: Iterable[Source], config: Config, vocabulary: Path | None) -> str:
    """Hash of everything a ledger is built from but decisions."""
    parts = {
        "articles": articles,
        "code": _code(_PACKAGE),
        "rules": as_mapping(config.rules),
        "vocabulary": vocabulary and (_file_hash(vocabulary) or "unreadable"),
    }
    return text_hash(canonical_json(parts))


@cache
def _code(folder: Path) -> str:
    """Hash of the code and the tables below a folder of this package."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml", ".sql"})
    return text_hash(canonical_json([[path.relative_to(folder).as_posix(), _file_hash(path)] for path in files]))
