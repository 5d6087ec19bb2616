"""Folders of articles: which files are taken, and how articles of one corpus get along."""

import os
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import CorpusError
from ledger.text import find_articles, settle


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """An empty corpus folder, with the current folder above it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The lock opened.")


def cited(found):
    return [file.file for file in found.files]


def messages(found):
    return [str(problem) for problem in found.problems]


def test_which_files_are_articles(corpus):
    put(corpus, "b.md", "a.txt", "c.HTML", "sub/d.md", "vocabulary.toml", "decisions.jsonl", "e.pdf", "f.htm", "g")
    put(corpus, ".hidden.md", ".git/h.md", "sub/.i/j.md")
    found = find_articles([Path("seeds")])
    assert cited(found) == ["seeds/a.txt", "seeds/b.md", "seeds/c.HTML", "seeds/sub/d.md"]
    assert [file.id for file in found.files] == ["a", "b", "c", "d"]
    assert found.problems == ()
    assert all(file.path.read_text() for file in found.files)


def test_order_is_that_of_the_ids(corpus):
    put(corpus, "z/a.md", "a/z.md", "m.md", "É.md", "e.md")
    assert [file.id for file in find_articles([corpus]).files] == ["a", "e", "m", "z", "É"]


def test_ids_are_nfc(corpus):
    put(corpus, normalize("NFD", "Cần Thơ.md"))
    (file,) = find_articles([corpus]).files
    assert file.id == normalize("NFC", "Cần Thơ")
    assert file.path.exists()


def test_files_are_cited_from_the_current_folder(corpus, monkeypatch):
    put(corpus, "a.md")
    assert cited(find_articles([corpus])) == ["seeds/a.md"]
    assert cited(find_articles([Path("./seeds/../seeds")])) == ["seeds/a.md"]
    (corpus / "below").mkdir()
    monkeypatch.chdir(corpus / "below")
    assert cited(find_articles([Path("../../seeds")])) == ["../../seeds/a.md"]


def test_a_file_reached_twice_is_taken_once(corpus):
    put(corpus, "a.md", "b.md")
    (corpus / "0.md").symlink_to("a.md")
    found = find_articles([corpus, corpus / "b.md", Path("seeds")])
    assert cited(found) == ["seeds/a.md", "seeds/b.md"]
    assert found.problems == ()


def test_missing_path(corpus):
    with pytest.raises(CorpusError, match=r"^seeds/no: no such file or folder; check the path"):
        find_articles([corpus, Path("seeds/no")])


def test_named_file_of_another_kind(corpus):
    put(corpus, "a.md", "table.csv")
    found = find_articles([corpus, corpus / "table.csv"])
    assert cited(found) == ["seeds/a.md"]
    assert messages(found) == ["seeds/table.csv: not an article; give a .md, .txt or .html file"]


def test_folder_without_articles(corpus):
    put(corpus, "table.csv")
    assert messages(find_articles([corpus])) == ["seeds: no articles (.md, .txt, .html) in this folder; add some"]
    put(corpus, "sub/a.md")
    assert messages(find_articles([corpus, corpus / "sub"])) == []


def test_links(corpus, tmp_path):
    put(tmp_path, "outside/secret.md")
    put(corpus, "a.md")
    (corpus / "b.md").symlink_to(tmp_path / "outside" / "secret.md")
    (corpus / "c.md").symlink_to("nowhere.md")
    (corpus / "d").symlink_to(tmp_path / "outside")
    (corpus / "e").symlink_to(corpus)
    (corpus / "f.md").symlink_to("f.md")
    found = find_articles([corpus])
    assert cited(found) == ["seeds/a.md"]
    assert sorted(messages(found)) == [
        "seeds/b.md: a link that leaves its folder; copy the file or give its own folder as a path",
        "seeds/c.md: a link that leads nowhere; remove it",
        "seeds/d: a link that leaves its folder; copy the file or give its own folder as a path",
        "seeds/f.md: a link that leads nowhere; remove it",
    ]


def test_the_folder_itself_may_be_a_link(corpus, tmp_path):
    put(corpus, "a.md")
    (tmp_path / "link").symlink_to(corpus)
    found = find_articles([Path("link")])
    assert cited(found) == ["link/a.md"]
    assert found.problems == ()


@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[31m.md", "a\u202eb.md"])
def test_control_characters_in_names(corpus, name):
    put(corpus, "ok.md", name)
    found = find_articles([corpus])
    assert cited(found) == ["seeds/ok.md"]
    (message,) = messages(found)
    assert "control characters in the name" in message
    assert message.isprintable()


def test_names_that_are_no_text(corpus):
    put(corpus, "ok.md")
    with open(os.fsencode(corpus) + b"/bad\xff.md", "w") as stream:
        stream.write("The lock opened.")
    found = find_articles([corpus])
    assert cited(found) == ["seeds/ok.md"]
    assert "control characters in the name" in messages(found)[0]


@pytest.mark.parametrize("name", ["-rf.md", "--help.md", "a b.md", "q'uo\"te.md", "x;y.md", "..a.md", "$(id).md"])
def test_odd_names_are_fine(corpus, name):
    put(corpus, name)
    found = find_articles([corpus])
    assert [file.id for file in found.files] == ([] if name.startswith(".") else [name.removesuffix(".md")])


# --- settling


@dataclass(frozen=True)
class Known:
    id: str
    file: str
    sha256: str
    restates: str | None = None


def test_the_original_goes_before_its_restatement():
    original, retold, other = Known("a", "o/a.txt", "1"), Known("a", "a.md", "2", "1"), Known("b", "b.md", "3", "9")
    settled = settle([other, retold, original])
    assert settled.kept == (original, other)
    assert settled.restatements == (retold,)
    assert settled.problems == ()


def test_two_articles_with_one_id():
    first, second = Known("a", "x/a.md", "1"), Known("a", "y/a.txt", "2")
    settled = settle([second, first])
    assert settled.kept == (first,)
    assert [str(problem) for problem in settled.problems] == ["y/a.txt: has the id of x/a.md (a); rename one"]


IDS = st.sampled_from("abc")


@given(st.lists(st.builds(Known, IDS, st.text("xyz", max_size=3), IDS, st.none() | IDS), max_size=8).flatmap(
    lambda known: st.tuples(st.just(known), st.permutations(known))
))  # fmt: skip
def test_settling_loses_nothing_and_does_not_depend_on_order(pair):
    known, shuffled = pair
    settled = settle(known)
    assert len(known) == len(settled.kept) + len(settled.restatements) + len(settled.problems)
    assert len({article.id for article in settled.kept}) == len(settled.kept)
    again = settle(shuffled)
    assert [a.id for a in again.kept] == [a.id for a in settled.kept]
    assert sorted(map(str, again.problems)) == sorted(map(str, settled.problems))
