"""Whose road is it: by the street's name as the gazetteer calls it, or by a map of lines and polygons."""

import json

import pytest

from bot.messages import GeoPoint
from bot.places.finder import make_place_finder
from bot.places.jurisdiction import JurisdictionError
from bot.places.place import Place
from bot.places.roads import ROAD_METRES, RoadRule, Roads
from tests.places.test_finder import DEMO

SOMEWHERE = GeoPoint(41.6, -93.9)
METRE = 1 / 111_195


def at(address, precision="address", point=SOMEWHERE):
    return Place(address, point, precision, 0.9, "gazetteer")


@pytest.mark.parametrize(
    ("pattern", "address", "theirs"),
    [
        ("Highway 30", "1200 Hwy 30", True),
        ("Hwy *", "1200 Highway 30", True),
        ("Hwy *", "Hwy 30 & Oak St", True),
        ("Hwy *", "Oak St & Hwy 9", True),
        ("River Rd", "20 River Road", True),
        ("River Rd", "near 20 River Rd", True),
        ("River Rd", "20 River Rdg", False),
        ("River Rd", "20 Old River Rd", False),
        ("*River Rd", "20 Old River Rd", True),
        ("Hwy *", "12 Oak St", False),
        ("5th Ave", "5th Ave & Oak St", True),
    ],
)
def test_by_the_streets_name(pattern, address, theirs):
    assert Roads([RoadRule("state", (pattern,))]).of(at(address)) == (("state",) if theirs else ())


def test_the_address_next_to_a_pin_does_not_say_on_which_road_it_lies():
    assert Roads([RoadRule("state", ("River Rd",))]).of(at("20 River Rd", "pin")) == ()


@pytest.fixture
def drawn(tmp_path):
    def write(geometry):
        path = tmp_path / "roads.geojson"
        path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}))
        return path

    return write


@pytest.mark.parametrize(("metres", "theirs"), [(0, True), (ROAD_METRES - 2, True), (ROAD_METRES + 2, False)])
def test_along_a_line(drawn, metres, theirs):
    line = drawn({"type": "LineString", "coordinates": [[-93.95, 41.6], [-93.85, 41.6]]})
    point = GeoPoint(41.6 + metres * METRE, -93.9)
    assert bool(Roads([RoadRule("state", area=line)]).of(at("12 Oak St", "pin", point))) is theirs


def test_in_a_park(drawn):
    ring = [[-93.91, 41.60], [-93.90, 41.60], [-93.90, 41.61], [-93.91, 41.61], [-93.91, 41.60]]
    roads = Roads([RoadRule("parks", area=drawn({"type": "Polygon", "coordinates": [ring]}))])
    assert roads.of(at("", "pin", GeoPoint(41.605, -93.905))) == ("parks",)
    assert roads.of(at("", "pin", GeoPoint(41.605, -93.920))) == ()


def test_a_map_that_draws_nothing_is_named(drawn):
    path = drawn({"type": "GeometryCollection", "geometries": []})
    with pytest.raises(JurisdictionError, match="draws nothing"):
        Roads([RoadRule("state", area=path)])


async def test_the_finder_marks_what_it_finds(lindale_file):
    finder = make_place_finder(
        gazetteer=lindale_file,
        jurisdiction=DEMO / "jurisdiction.geojson",
        roads=[RoadRule("state", ("Church St",))],
        clock=lambda: 0.0,
    )
    assert [place.roads for place in (await finder.find("12 Church St", ())).places] == [("state",)] * 2
    assert (await finder.find("12 Elm St", ())).places[0].roads == ()
