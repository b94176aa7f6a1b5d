"""What an address column says, and what a street's name is made of."""

import pytest

from bot.places.addresses import Crossing, House, parse_address
from bot.places.street_names import parse_street_name

HOUSES = [
    # written, street, label, low, high
    ("12 Elm St", "Elm St", "12", 12, 12),
    ("12-14 Elm St", "Elm St", "12-14", 12, 14),
    ("12A Elm St #3", "Elm St", "12A", 12, 12),
    ("12 Elm St, Apt 4", "Elm St", "12", 12, 12),
    ("123 E Fifth St", "E Fifth St", "123", 123, 123),
    ("0 A St", "A St", "0", 0, 0),
    ("10hf Hill St", "Hill St", "10hf", 10, 10),
    ("10-73 High St", "High St", "10-73", 10, 10),
    ("Calle Olmo, 12", "Calle Olmo", "12", 12, 12),
    ("Calle Olmo, 000027, Centro, Sol", "Calle Olmo", "27", 27, 27),
    ("Avenida Olmo 2 C", "Avenida Olmo", "2 C", 2, 2),
]


@pytest.mark.parametrize(("written", "street", "label", "low", "high"), HOUSES)
def test_a_house_is_read(written, street, label, low, high):
    house = parse_address(written)
    assert isinstance(house, House)
    assert (house.street, house.label, house.low, house.high) == (street, label, low, high)


def test_a_crossing_is_read():
    assert parse_address("INTERSECTION of Main St & Oak St") == Crossing("Main St", "Oak St")


@pytest.mark.parametrize("written", ["", "Cargando...", "12", "somewhere behind the mill", "?" * 300])
def test_what_cannot_be_read_is_nothing(written):
    assert parse_address(written) is None


ALIKE = [
    ("Saint Anne Street", "St. Anne St"),
    ("East Fifth Street", "E 5th St"),
    ("Doctor Martin Luther King Junior Boulevard", "Dr Martin Luther King Jr Blvd"),
    ("Calle de Alcalá", "C/ Alcala"),
    ("Avenida de la Paz", "Avda. Paz"),
    ("O'Donnell Ave", "ODonnell Avenue"),
    ("Mount Hope Terrace", "Mt Hope Ter"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_street_are_one_street(one, other):
    assert parse_street_name(one) == parse_street_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Elm St", "Elm Ave"), ("N Gate St", "S Gate St"), ("Calle Olmo", "Plaza Olmo")]
)
def test_different_streets_stay_apart(one, other):
    assert parse_street_name(one) != parse_street_name(other)
