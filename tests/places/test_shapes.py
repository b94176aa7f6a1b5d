"""All the ways people say where, in the demo city: what is said, and the point or the one question it gets.

Beside Lindale's own addresses and landmarks there are some numbered poles, hydrants and exits, two shops of one name
and a zoo, in `lindale_assets.csv` and `lindale_shops.geojson`.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places.build import build_gazetteer
from bot.places.gazetteer import Gazetteer
from bot.places.jurisdiction import Jurisdiction
from bot.places.local import LocalFinder
from bot.places.search import Search
from tests.places.conftest import DEMO

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    out = tmp_path_factory.mktemp("lindale") / "with_assets.sqlite"
    sources = [DEMO / "addresses.csv", DEMO / "landmarks.geojson", HERE / "lindale_assets.csv"]
    build_gazetteer(out, [*sources, HERE / "lindale_shops.geojson"])
    return LocalFinder(Search(Gazetteer(out)), Jurisdiction(DEMO / "jurisdiction.geojson"))


FOUND = [
    # said                                                  read back as
    # numbers
    ("12-14 Elm St #3",                                     "12 Elm St"),
    ("12 elm street apt 4B",                                "12 Elm St"),
    ("12½ Elm St",                                          "12 Elm St"),
    ("12 1/2 Elm St",                                       "12 Elm St"),
    ("12 rear Elm St",                                      "12 Elm St"),
    ("12Elm St",                                            "12 Elm St"),
    ("12, Elm Street",                                      "12 Elm St"),
    ("house 12 on elm st",                                  "12 Elm St"),
    ("elm st near number 12",                               "12 Elm St"),
    ("hawthorn 60",                                         "60 Hawthorn Ave"),
    ("not 12 Elm St, 14 Elm St",                            "14 Elm St"),
    ("on elm street at number 12",                          "12 Elm St"),
    ("across from 45 Elm St",                               "45 Elm St"),
    ("two doors down from 45 Elm St",                       "45 Elm St"),
    ("the alley behind 45 elm st",                          "45 Elm St"),
    ("between 12 and 20 elm st",                            "12-20 Elm St"),
    ("Elm Street between numbers 12 and 20",                "12-20 Elm St"),
    ("pothole in the 100 block of Main, near the bus stop", "100 block of Main St"),
    ("100 block of Main",                                   "100 block of Main St"),
    ("12 Elm St 50905",                                     "12 Elm St"),
    ("12 Church St in Eastgate",                            "12 Church St"),
    # crossings
    ("corner of 3rd & Elm",                                 "3rd Ave & Elm St"),
    ("Elm at 3rd",                                          "Elm St & 3rd Ave"),
    ("elm x 3rd",                                           "Elm St & 3rd Ave"),
    ("elm/3rd",                                             "Elm St & 3rd Ave"),
    ("on Main between 3rd and 4th",                         "Main St between 3rd Ave and 4th Ave"),
    ("Main btwn 3rd & 4th",                                 "Main St between 3rd Ave and 4th Ave"),
    # landmarks
    ("two doors past the library",                          "Lindale Public Library, 210 Main St"),
    ("in front of the library on Main",                     "Lindale Public Library, 210 Main St"),
    ("the school on Maple",                                 "Lindale Elementary School, 88 Maple St"),
    ("in front of Save & Shop on Harvest Rd",               "Save & Shop"),
    ("in front of save and shop on harvest rd",             "Save & Shop"),
    # Spanish
    ("calle Elm 12, Westfield",                             "12 Elm St"),
    ("C/ Elm nº 60 esquina Oak",                            "60 Elm St"),
    ("av. Hawthorn con Main",                               "Hawthorn Ave & Main St"),
    ("avenida Hawthorn esquina con Main",                   "Hawthorn Ave & Main St"),
    ("calle Elm entre Oak y Cedar",                         "Elm St between Oak St and Cedar St"),
    ("calle Walnut entre el 12 y el 20",                    "12-20 Walnut St"),
    # numbered things
    ("pole 1234",                                           "pole 1234"),
    ("light pole no. 1234 is out",                          "pole 1234"),
    ("la farola 1234 no luce",                              "pole 1234"),
    ("pole 77 on Pine St",                                  "pole 77, Pine St"),
    ("hydrant #88 is leaking",                              "hydrant 88"),
    ("hydrant H12",                                         "hydrant H12"),
    ("hidrante 88",                                         "hydrant 88"),
    ("meter 5512 ate my quarters",                          "meter 5512"),
    ("Rt 9 westbound at exit 3",                            "exit 3, Route 9"),
    # points
    ("https://www.google.com/maps?q=41.61010,-93.92352",    "12 Elm St"),
    ("https://www.google.com/maps/place/12+Elm+St,+Lindale/", "12 Elm St"),
    ("https://maps.apple.com/?ll=41.61010,-93.92352",       "12 Elm St"),
    ("https://maps.apple.com/?q=12%20Elm%20St",             "12 Elm St"),
    ("https://www.openstreetmap.org/?mlat=41.61010&mlon=-93.92352", "12 Elm St"),
    ("https://osm.org/go/T_cOc9q8n",                        "12 Elm St"),
    ("41.6101, -93.9235",                                   "12 Elm St"),
    ("41.61, -93.9235",                                     "12 Elm St"),
    ("86H8J36G+2H",                                         "12 Elm St"),
    ("J36G+2H Lindale",                                     "12 Elm St"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "address"), FOUND, ids=[row[0] for row in FOUND])
def test_it_is_the_right_point(city, said, address):
    search = city.locate(said).search
    assert (search.outcome, [place.address for place in search.places]) == ("found", [address])


ASKED = [
    # said                                  which of these?
    ("12 elm",                              {"12 Elm St", "12 Elm Ave"}),
    ("across from 45 Elm",                  {"45 Elm St", "45 Elm Ave"}),
    ("elm 12",                              {"12 Elm St", "12 Elm Ave"}),
    ("12 Church St",                        {"12 Church St"}),
    ("I'm at 12 Elm St but the hole is at Oak St and Main St", {"12 Elm St", "Oak St & Main St"}),
    ("Main from 3rd to 4th",                {"Main St between 3rd Ave and 4th Ave"}),
    ("Elmm St and Cedar St",                {"Elm St & Cedar St"}),
    ("corner of Elm and Cedra",             {"Elm St & Cedar St"}),
    ("half a mile north of Main and Oak",   {"Main St & Oak St"}),
    ("entrance to Prairie Park by the zoo", {"Prairie Park", "Lindale Zoo, Gate 2"}),
    ("Save & Shop",                         {"Save & Shop"}),
    ("pole 77",                             {"pole 77, Oak St", "pole 77, Pine St"}),
    ("exit 3",                              {"exit 3, Route 9", "exit 3, Route 41"}),
    ("hydrant no. 88, 60 Elm St",           {"hydrant 88", "60 Elm St"}),
    ("https://maps.google.com/?q=41.61,-93.92", {"60 Hawthorn Ave"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "choices"), ASKED, ids=[row[0] for row in ASKED])
def test_several_are_asked(city, said, choices):
    search = city.locate(said).search
    assert (search.outcome, {place.address for place in search.places}) == ("ambiguous", choices)


KNOWN_IN_PART = [
    # said                              what is asked about
    ("walnut street is dark",           "walnut street"),
    ("0 Elm St",                        "0 Elm St"),
    ("corner of 3rd and Oak",           "3rd and Oak"),
    ("corner of 55th & Oak",            "Oak"),
    ("Oak at 55th",                     "Oak"),
    ("outside Stop & Go on Main",       "Main"),
    ("hydrant no. 99 on Oak",           "Oak"),
    ("calle Elm 554",                   "calle Elm 554"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "mention"), KNOWN_IN_PART, ids=[row[0] for row in KNOWN_IN_PART])
def test_a_street_or_a_corner_that_is_not_there_asks_for_the_number(city, said, mention):
    search = city.locate(said).search
    assert (search.outcome, search.mention) == ("street_only", mention)


UNKNOWN = [
    # said                              words kept for staff
    ("2200 block of Grand",             "2200 block of Grand"),
    ("pole 9999 leans",                 "pole 9999"),
    ("bench in Wexley Park",            "Wexley Park"),
    ("Rt 12 northbound at exit 14",     "Rt 12 northbound at exit 14"),
    ("I-80 eastbound",                  "I-80 eastbound"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "mention"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_what_is_in_no_list_keeps_its_words(city, said, mention):
    search = city.locate(said).search
    assert (search.outcome, search.mention) == ("not_found", mention)


@pytest.mark.parametrize(("said", "area"), [("somewhere in Eastgate", "Eastgate"), ("zip 50905", "50905")])
def test_a_neighbourhood_or_a_zip_alone_is_asked_where_in_it(city, said, area):
    search = city.locate(said).search
    assert (search.outcome, search.area) == ("not_found", area)


@pytest.mark.parametrize(
    "link",
    [
        "https://maps.app.goo.gl/AbCdEf123",
        "https://goo.gl/maps/AbCdEf123",
        "https://maps.apple/p/AbCdEf123",
        "https://www.openstreetmap.org/node/12345",
        "https://osm.org/go/T_c--",
    ],
)
def test_a_link_that_hides_its_point_is_asked_about(city, link):
    search = city.locate(f"it is here {link}").search
    assert (search.outcome, search.link) == ("not_found", link)


def test_an_address_beside_such_a_link_is_enough(city):
    assert city.locate("12 elm st https://maps.app.goo.gl/AbCdEf123").search.places[0].address == "12 Elm St"


_WORDS = (
    "12 45 3rd 1/2 ½ # no. & and at @ , . : / - on of in from to between corner block near rear the de la calle esquina "
    "Elm Main Church Maple Mapel Oak 4th st ave Street library park Eastgate 50905 pole hydrant exit Rt 41.61,-93.92 "
    "https://maps.app.goo.gl/x https://maps.google.com/?q=12+Elm"
)
PIECES = _WORDS.split(" ")


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12))
def test_whatever_is_said_comes_to_one_place_a_few_choices_or_a_question(city, pieces):
    located = city.locate(" ".join(pieces))
    count = len(located.search.places)
    assert count == {"found": 1}.get(located.search.outcome, count if located.search.outcome == "ambiguous" else 0)
    assert count <= 4
    assert 0 <= located.start <= located.end <= len(" ".join(pieces))


@pytest.mark.parametrize(
    "text", ["http://[broken", "https://maps.google.com/?q=", "x" * 300 + " 12 " + "elm " * 75, "½"]
)
def test_no_text_is_an_error(city, text):
    city.locate(text)


@pytest.mark.parametrize("said", ["12 #", "the", "", "12 block of ,"])
def test_words_without_a_name_have_no_nearest_spelling(city, said):
    assert city.search.nearest_street(said) == ""
    assert city.locate(said).search.suggestion == ""
