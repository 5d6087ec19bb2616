import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.mentions.tokens import tokenize

CASES = {
    "VND3,618 billion": "VND/word 3,618/number billion/word",
    "US$1.762bn": "US$/symbol 1.762/number bn/word",
    "RM2.05 or R50 million": "RM/word 2.05/number or/word R/word 50/number million/word",
    "€35m": "€/symbol 35/number m/word",
    "80km": "80/number km/word",
    "3-star": "3/number -/punct star/word",
    "15-year-old": "15/number -/punct year-old/word",
    "mid-2024, 2021-2025": "mid/word -/punct 2024/number ,/punct 2021/number -/punct 2025/number",
    "H’Mông poverty-reduction": "H’Mông/word poverty-reduction/word",
    "COVID-19 COP28 A380 PM2.5 m²": "COVID-19/word COP28/word A380/word PM2.5/word m²/word",
    "Tra\u0302n won": "Tra\u0302n/word won/word",
    "12\u00a0000": "12/number 000/number",
    "-5°C, 10–12%": "-/punct 5/number °C/symbol ,/punct 10/number –/punct 12/number %/symbol",
    "2½ hit .312": "2½/number hit/word .312/number",
    "No.18/NQ-HD": "No/word ./punct 18/number //symbol NQ-HD/word",
    "see https://a.example/2024/5 now": "see/word https://a.example/2024/5/word now/word",
}


@pytest.mark.parametrize("sentence", CASES)
def test_tokens(sentence: str) -> None:
    assert " ".join(f"{token.text}/{token.kind}" for token in tokenize(sentence)) == CASES[sentence]


def test_lower_form_has_plain_apostrophes_and_hyphens() -> None:
    assert [token.lower for token in tokenize("H’Mông no‑one")] == ["h'mông", "no-one"]
    assert [token.lower for token in tokenize("Tra\u0302n")] == ["trân"]


@given(st.text())
def test_tokens_are_the_text_they_point_at(sentence: str) -> None:
    tokens = tokenize(sentence)
    assert all(sentence[token.start : token.end] == token.text for token in tokens)
    assert "".join(token.text for token in tokens) == "".join(sentence.split())


@pytest.mark.parametrize("run", ["1", "1,", "1.", ",", "a", "A", "a-", "a'", "(", "VND", "-", "½", " ", "\u0300"])
def test_long_runs_are_scanned_in_linear_time(run: str) -> None:
    started = time.process_time()
    tokenize(run * 50_000 + "!")
    tokenize(run * 50_000)
    assert time.process_time() - started < 2
