"""The whole way of an article, from bytes to a verified ledger, for tests that feed it anything."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.check import refresh
from ledger.claims.admission import Admission
from ledger.claims.extract import extract, extract_article
from ledger.claims.extraction import Extraction
from ledger.claims.reading import read
from ledger.decisions import settle
from ledger.errors import LedgerError
from ledger.store.connection import ledger_at, transaction
from ledger.store.digest import write_digest
from ledger.store.rows import rows_of
from ledger.store.write import write_article
from ledger.text import article_from_bytes
from ledger.verify import verify

PIECES = (
    *("5", "4,821", "1.5", "3/4", "½", "0.000", "1e9", "five", "million", "5 million", "twenty-five", "dozens", "-7"),
    *("$", "VND", "€4.2", "US$", "%", "per cent", "percentage points", "km", "m2", "°C", "tonnes of rice", "houses"),
    *("more than", "about", "at least", "nearly", "up to", "from", "to", "between", "and", "of the", "out of", "not"),
    *("2024", "in 2023", "March 2024", "5 March 2024", "from 2020 to 2024", "last year", "Monday", "31 February 2024"),
    *("Marlow", "the town of Marlow", "Nà Tấu commune", "Mayor Ann Bell", "Dr.", "the council", "Chairman of the"),
    *("Decision No. 12/2024/QD-TTg", "the School Meals Programme (SMP)", "rose", "fell by", "an average of", "a year"),
    *("said", '"', "“", "”", "(", ")", "[1]", "|", "#", "- ", "---", "\n", "\n\n", "\r\n", ". ", "; ", ": ", ",", "—"),
    *("4,8\u200b21", "1\u0301", "\u202e12\u202c", "\ufeff", "\xad", "１２", "٣٤", "l2", "4о8"),
    *("\x1b[31m", "\0", "\ud800"),
    *("<b>", "&amp;", "&#x1F600;", "<script>", "http://a.b/c?d=5", "a@b.c", "='1'!A0", "'; DROP TABLE claims;--"),
    *("title: x", "---\ntitle: x\n---\n", "...", "?!", "\t", "\x0b", "\u2028", "👩‍🌾", "Đ", "ﬁ", "ǅ", "İ", "ß"),
)  # fmt: skip
"""What articles are made of, and what strangers put into them."""


def passes(
    data: bytes, *, html: bool = False, published: str | None = None, verifies: bool = True
) -> Extraction | None:
    """Read an article to the end, and show that every claim would be let in again and that its ledger is sound.

    None for one that a documented error refuses.
    """
    try:
        article = article_from_bytes(data, id="a", file="a.html" if html else "a.md", html=html)
        extraction = extract_article(replace(article, published=article.published or published))
    except LedgerError as error:
        if "\n" in str(error) or not str(error).startswith("a."):
            raise AssertionError(f"no clear line: {error}") from error
        return None
    text = extraction.article.text
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.quote
    if not verifies:
        return extraction
    reading = read(extraction.article, extraction.sentences)
    admission = Admission(reading, tuple(extract(reading)))
    assert [reason for claim in extraction.claims if (reason := admission.reason_to_refuse(claim))] == []
    with TemporaryDirectory() as folder, ledger_at(Path(folder, "facts.db")) as ledger:
        with transaction(ledger):
            write_article(ledger, rows_of(extraction))
            refresh(ledger)
            settle(ledger)
            write_digest(ledger)
        assert verify(ledger) == []
    return extraction
