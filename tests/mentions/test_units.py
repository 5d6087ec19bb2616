"""Units and currencies: the tables against Unicode CLDR, and how they are found beside a number."""

import pytest
from babel import Locale
from babel.numbers import get_territory_currencies

from ledger.mentions.nouns import is_plural, singular, unit_of
from ledger.mentions.quantities import read_quantities
from ledger.mentions.tables import table
from ledger.mentions.tokens import tokenize

ENGLISH = Locale("en")
# Units of CLDR that news does not use, or whose English name is another word ('g-force', 'part', 'light').
LEFT_OUT = tuple(
    """
    acceleration angle concentr consumption digital-bit digital-byte duration-day-person duration-month-person
    duration-night duration-quarter duration-week-person duration-year-person energy-calorie energy-foodcalorie
    energy-therm-us force-kilowatt-hour-per-100-kilometer force-pound-force graphics length-earth-radius
    length-mile-scandinavian length-point length-solar-radius light-solar-luminosity mass-dalton mass-earth-mass
    mass-grain mass-solar-mass pressure-gasoline pressure-inch-ofhg pressure-millimeter-ofhg speed-beaufort
    speed-light-speed temperature-generic torque volume-cup-metric volume-dessert volume-dram volume-drop
    volume-jigger volume-pinch
    """.split()  # noqa: SIM905 - a list of forty strings reads worse
)


def units_of(phrase: str) -> list[str]:
    quantities, _ = read_quantities(phrase, tokenize(phrase))
    return [quantity.unit for quantity in quantities]


def cldr_units() -> list[str]:
    return [unit for unit in ENGLISH._data["unit_patterns"] if not unit.startswith(LEFT_OUT)]


@pytest.mark.parametrize("unit", cldr_units())
def test_every_spelling_of_cldr_names_one_unit(unit: str) -> None:
    found = set()
    for locale in (ENGLISH, Locale("en", "GB")):
        patterns = locale._data["unit_patterns"][unit]["long"]
        for plural, count in (("one", "1"), ("other", "25")):
            if plural in patterns:
                found.update(units_of(f"They measured {patterns[plural].format(count)} there."))
    assert len(found) == 1
    known = {symbol for section in table("units").values() for symbol in section}
    assert found <= known | {"USD"}


def test_every_currency_in_use_is_named_as_in_cldr() -> None:
    codes = {
        code
        for territory in ENGLISH.territories
        if len(territory) == 2 and territory.isalpha() and territory not in {"EU", "EZ", "UN", "ZZ", "XA", "XB"}
        for code in get_territory_currencies(territory)
    }
    names = table("currencies")["names"]
    assert set(names) == codes
    for code, spellings in names.items():
        plurals = ENGLISH._data["currency_names_plural"][code]
        assert spellings == list(dict.fromkeys([plurals["one"], plurals["other"]]))


@pytest.mark.parametrize("code", table("currencies")["names"])
def test_every_currency_is_read_before_and_after_the_amount(code: str) -> None:
    plural = table("currencies")["names"][code][-1]
    assert units_of(f"It cost {code} 5 million in all.") == [code]
    assert units_of(f"It cost 5 million {code} in all.") == [code]
    assert units_of(f"It cost 5 million {plural} in all.") == [code]


@pytest.mark.parametrize("sign", table("currencies")["symbols"])
def test_every_sign_is_read_before_the_amount(sign: str) -> None:
    code = table("currencies")["symbols"][sign]
    assert units_of(f"It cost {sign}5.2m, then {sign} 300.") == [code, code]


UNITS = {
    "the 12 won 5 medals": ["", "medal"],
    "5 billion won": ["KRW"],
    "50p and 30 pence": ["GBP", "GBP"],
    "5 cents a share": ["USD/share"],
    "500 pounds of rice": ["pound"],
    "a fine of 500 pounds": ["GBP"],
    "5 per cent": ["%"],
    "5 pct": ["%"],
    "5 percentage points": ["percentage_point"],
    "25 basis points": ["basis_point"],
    "120 km/h": ["km/h"],
    "80 kilometres an hour": ["km/h"],
    "12 m/s": ["m/s"],
    "3 sq km": ["km2"],
    "500 m²": ["m2"],
    "-3°C": ["°C"],
    "20 degrees Celsius": ["°C"],
    "14 stone statues": ["statue"],
    "he weighs 14 stone": ["stone"],
    "200 people per square kilometre": ["person/km2"],
    "VND 6 million per person a month": ["VND/person/month"],
    "VND 6 million/person/month": ["VND/person/month"],
    "$5,000 per month per household": ["USD/household/month"],
    "9,000 workers each year": ["person/year"],
    "12 tonnes per hectare": ["t/ha"],
    "3.2 deaths per 100,000 people": ["person/100000_person"],
    "2.64% per year": ["%/year"],
    "5 tonnes annually": ["t/year"],
    "$12 an hour": ["USD/hour"],
    "$80 a week earlier": ["USD"],
    "two decades": ["year"],
    "6 ft 2 in": ["foot"],
}


@pytest.mark.parametrize("phrase", UNITS)
def test_units_beside_a_number(phrase: str) -> None:
    assert units_of(f"So far {phrase}.")[: len(UNITS[phrase])] == UNITS[phrase]


NOUNS = {
    "households": ("household", "household"),
    "workers": ("worker", "person"),
    "policewomen": ("policewoman", "person"),
    "grandchildren": ("grandchild", "person"),
    "people": ("person", "person"),
    "buffaloes": ("buffalo", "head"),
    "decisions": ("decision", "document"),
    "companies": ("company", "company"),
    "churches": ("church", "church"),
    "boxes": ("box", "box"),
    "series": ("series", "series"),
    "crises": ("crisis", "crisis"),
    "lives": ("life", "person"),
    "vice-presidents": ("vice-president", "person"),
}


@pytest.mark.parametrize("plural", NOUNS)
def test_number_and_unit_of_nouns(plural: str) -> None:
    assert is_plural(plural)
    assert singular(plural) == NOUNS[plural][0]
    assert unit_of(singular(plural)) == NOUNS[plural][1]


@pytest.mark.parametrize(
    "word", ["gas", "news", "this", "us", "status", "boss", "analysis", "always", "specimen", "women's"]
)
def test_words_that_are_no_plurals(word: str) -> None:
    assert not is_plural(word)
