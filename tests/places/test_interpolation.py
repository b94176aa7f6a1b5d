"""Numbers nobody wrote down: between known neighbours, on their side of the street, or a question."""

import pytest

from bot.places.build import build_gazetteer
from bot.places.gazetteer import Gazetteer
from bot.places.local import LocalFinder
from bot.places.search import Search

ROWS = """address,lat,lon
10 Elm St,41.6000,-93.9000
14 Elm St,41.6000,-93.8990
11 Elm St,41.6004,-93.9000
15 Elm St,41.6004,-93.8990
60 Elm St,41.6000,-93.8900
100 Elm St,41.6000,-93.8840
12A Oak St,41.6100,-93.9000
20-26 Oak St,41.6100,-93.8990
"""


@pytest.fixture(scope="module")
def finder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    (folder / "rows.csv").write_text(ROWS)
    build_gazetteer(folder / "rows.sqlite", [folder / "rows.csv"])
    return LocalFinder(Search(Gazetteer(folder / "rows.sqlite")))


@pytest.mark.parametrize(("said", "lat", "long"), [("12 Elm St", 41.6000, -93.8995), ("13 Elm St", 41.6004, -93.8995)])
def test_between_12_s_neighbours_on_the_even_side_and_13_s_on_the_odd(finder, said, lat, long):
    place = finder.locate(said).search.places[0]
    assert place.precision == "interpolated"
    assert (place.point.lat, place.point.long) == (pytest.approx(lat), pytest.approx(long))


def test_far_neighbours_are_a_question_with_both_of_them(finder):
    search = finder.locate("80 Elm St").search
    assert search.outcome == "ambiguous"
    assert [place.address for place in search.places] == ["80 Elm St", "near 60 Elm St", "near 100 Elm St"]


def test_a_number_beyond_all_others_asks(finder):
    assert finder.locate("4000 Elm St").search.outcome == "street_only"


@pytest.mark.parametrize("said", ["12 Oak St", "12a oak st", "22 Oak St", "20-26 Oak St"])
def test_units_and_ranges_are_houses(finder, said):
    assert finder.locate(said).search.places[0].precision == "address"


def test_a_block_is_its_middle(finder):
    place = finder.locate("pothole in the 0 block of Elm St").search.places[0]
    assert (place.address, place.precision) == ("0 block of Elm St", "interpolated")
