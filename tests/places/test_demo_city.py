"""What the demo city promises, and how its places are found: what is said, and what comes of it."""

import pytest

from bot.messages import GeoPoint

FOUND = [
    # said, read back as, precision
    ("big pothole outside 12 Elm St, been there weeks", "12 Elm St", "address"),
    ("12 elm street", "12 Elm St", "address"),
    ("no, 12 Elm Ave", "12 Elm Ave", "address"),
    ("light out at 45 MLK blvd", "45 Dr Martin Luther King Jr Blvd", "address"),
    ("7 St. Anne Street", "7 Saint Anne St", "address"),
    ("12 First Ave", "12 1st Ave", "address"),
    ("3-5 walnut st apt 2", "3 Walnut St", "address"),
    ("across from 44 cedar street", "44 Cedar St", "address"),
    ("Main and Oak", "Main St & Oak St", "crossing"),
    ("corner of Oak Street & Main Street", "Oak St & Main St", "crossing"),
    ("oak at main", "Oak St & Main St", "crossing"),
    ("12 Mapel Street", "12 Maple St", "address"),
    ("14 Chesnut St", "14 Chestnut St", "address"),
    ("12 Church St in Eastgate", "12 Church St", "address"),
    ("12 Church St, 50901", "12 Church St", "address"),
    ("broken swing in Prairie Park", "Prairie Park", "landmark"),
    ("Elm Street 12", "12 Elm St", "address"),
    ("12 Elm St #3", "12 Elm St", "address"),
    ("the 40 block of Chestnut St", "40 block of Chestnut St", "interpolated"),
    ("on Main between 3rd and 4th", "Main St between 3rd Ave and 4th Ave", "interpolated"),
    ("entre Oak y Cedar en Main", "Main St between Oak St and Cedar St", "interpolated"),
    ("esquina de Oak y Main", "Oak St & Main St", "crossing"),
    ("av. Hawthorn con Main", "Hawthorn Ave & Main St", "crossing"),
    ("corner Main Oak", "Main St & Oak St", "crossing"),
    ("two doors past the library", "Lindale Public Library, 210 Main St", "landmark"),
    ("frente a la biblioteca", "Lindale Public Library, 210 Main St", "landmark"),
    ("near city hall", "City Hall, 240 Main St", "landmark"),
    ("41.61010,-93.92352", "12 Elm St", "pin"),
]


@pytest.mark.parametrize(("said", "address", "precision"), FOUND, ids=[row[0] for row in FOUND])
def test_one_place_is_found(lindale, said, address, precision):
    search = lindale.locate(said).search
    assert search.outcome == "found"
    assert (search.places[0].address, search.places[0].precision) == (address, precision)


def test_a_name_in_two_neighbourhoods_is_asked(lindale):
    search = lindale.locate("pothole at 12 church st").search
    assert search.outcome == "ambiguous"
    assert {place.distinction for place in search.places} == {"Old Town", "Eastgate"}


def test_a_street_or_an_avenue_is_asked(lindale):
    search = lindale.locate("12 elm").search
    assert {place.address for place in search.places} == {"12 Elm St", "12 Elm Ave"}


def test_the_place_near_the_residents_pin_is_taken(lindale):
    eastgate = GeoPoint(41.6134, -93.8778)
    search = lindale.locate("12 church st", near=eastgate).search
    assert (search.outcome, search.places[0].neighborhood) == ("found", "Eastgate")


def test_another_kind_of_street_than_there_is_is_asked(lindale):
    search = lindale.locate("12 Maple Avenue").search
    assert (search.outcome, [place.address for place in search.places]) == ("ambiguous", ["12 Maple St"])


def test_two_addresses_in_one_text_are_asked(lindale):
    search = lindale.locate("I live at 12 Elm St but the pothole is at 40 Maple St").search
    assert {place.address for place in search.places} == {"12 Elm St", "40 Maple St"}


def test_an_address_of_the_next_town_is_outside(lindale):
    search = lindale.locate("12 Elm St, Town of Marlow").search
    assert (search.outcome, search.neighbor) == ("outside", "Town of Marlow (515-555-0142)")


def test_a_street_nobody_knows_gets_the_nearest_spelling(lindale):
    search = lindale.locate("12 Wallnutt Lane").search
    assert (search.outcome, search.mention, search.suggestion) == ("not_found", "12 Wallnutt Lane", "Walnut St")


def test_a_street_like_no_other_is_kept_in_its_own_words(lindale):
    search = lindale.locate("tree down at 999 Zork Avenue").search
    assert (search.outcome, search.mention, search.suggestion) == ("not_found", "999 Zork Avenue", "")


@pytest.mark.parametrize("said", ["walnt street", "999 Elm St", "no, Elm Ave"])
def test_a_street_without_a_usable_number_is_known(lindale, said):
    assert lindale.locate(said).search.outcome == "street_only"


def test_a_street_alone_asks_for_a_number(lindale):
    search = lindale.locate("the whole of walnut street is dark").search
    assert (search.outcome, search.mention) == ("street_only", "walnut street")


@pytest.mark.parametrize(
    "said", ["there is a pothole", "12 cars parked for 3 days", "", "🚗🚗", "main problem is the noise"]
)
def test_a_text_without_a_place_names_none(lindale, said):
    located = lindale.locate(said)
    assert (located.search.outcome, located.kind) == ("not_found", None)


def test_a_place_is_read_back_with_its_cross_street_and_neighbourhood(lindale):
    place = lindale.locate("12 Elm St").search.places[0]
    assert (place.cross_street, place.neighborhood, place.zip) == ("Juniper St", "Westfield", "50905")


def test_a_pin_is_read_back_as_the_nearest_house(lindale):
    search = lindale.describe(GeoPoint(41.61010, -93.92352))
    assert (search.outcome, search.places[0].address, search.places[0].precision) == ("found", "12 Elm St", "pin")


def test_a_pin_outside_names_the_neighbour(lindale):
    search = lindale.describe(GeoPoint(41.60, -93.85))
    assert (search.outcome, search.neighbor) == ("outside", "Town of Marlow (515-555-0142)")


def test_a_pin_in_the_sea_is_outside(lindale):
    assert lindale.describe(GeoPoint(30.0, -50.0)).outcome == "outside"
