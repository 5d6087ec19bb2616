"""All readers together: what holds for any sentence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.mentions.read import read_mentions
from ledger.text.article import Span

SAMPLE = (
    "Chairman of the Thornby commune People's Committee Jane Doe , 45 a farmer from Lyon France ( WHO ) said that “ In "
    "” 2021 Resolution No . 41/NQ dated March 2 2022 National Program for rural water will reach 4 % by end according "
    "to Mr Ọt 's family in Kent and Essex counties Bank England governor former Acme Inc & Sons - \" such as province"
)
WORDS = SAMPLE.split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=80)


@given(TEXTS, st.sampled_from([None, "2024-02-29", "2024-02", "2024"]))
def test_every_span_lies_in_the_sentence_and_every_tuple_is_in_order(text: str, published: str | None) -> None:
    mentions = read_mentions(text, published)
    for field in mentions._fields:
        records = getattr(mentions, field)
        assert [record.span for record in records] == sorted(record.span for record in records)
        for record in records:
            spans = [value for value in record if isinstance(value, Span)]
            assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(TEXTS)
def test_reading_is_a_pure_function(text: str) -> None:
    assert read_mentions(text, "2024-02-29") == read_mentions(text, "2024-02-29")


def test_figures_are_not_read_from_dates_documents_and_names() -> None:
    text = "Under Decree No. 12/2019 of 4 May 2019 and Program 140, 40 homes were built in 2021."
    assert [quantity.value for quantity in read_mentions(text).quantities] == [40]


def test_an_age_is_left_to_the_figures() -> None:
    assert [quantity.value for quantity in read_mentions("Emma Clarke, 45, a teacher, left.").quantities] == [45]


REPEATED = [
    "Jane Doe of Thornby village, Ashford parish, said on 4 May 2019 that 40 homes in Lyon, France, were lost, ",
    "A - ",
    "A and B counties ",
    "the Bank of ",
    "Mr . ",
    "said “x” ",
    "will ",
    "Act ",
    "National Program for ",
    "World Health Office (WHO) ",
    "districts such as A, ",
    "president of the ",
    "2021 - ",
    "(",
    "“",
    "1,",
]


@pytest.mark.parametrize("text", REPEATED)
def test_time_grows_with_length_and_not_faster(text: str) -> None:
    def seconds(count: int) -> float:
        def once() -> float:
            start = time.process_time()
            read_mentions(text * count, "2024-05-10")
            return time.process_time() - start

        return min(once() for _ in range(3))

    assert seconds(1000) < 40 * max(seconds(100), 0.003)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Benali won 54 percent.", ["Nadia Benali"]),
        ("“We waited,” Benali said.", ["Nadia Benali"]),
        ("They live in Benali.", []),
        ("The Benali opened its doors.", []),
        ("Benali Street is closed.", []),
        ("Okoro won 54 percent.", [None]),  # two persons have the name
    ],
)
def test_a_family_name_alone_is_known_from_earlier_sentences(text: str, told: list[str | None]) -> None:
    known = {"Benali": "Nadia Benali", "Okoro": ""}
    assert [person.full for person in read_mentions(text, known=known).people] == told
