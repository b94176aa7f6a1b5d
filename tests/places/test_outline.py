"""The map drawn from the gazetteer, held against the plan the demo city was built from."""

import random

import pytest
import shapely

from bot.demo.make_map import STREETS, degrees
from bot.messages import GeoPoint
from bot.places.outline import Box, corners, from_afar, outline, places_of_street, whole
from bot.places.street_lines import street_lines

METRES_LAT = 111_320.0
METRES_LONG = METRES_LAT * 0.7479
MAIN_AND_OAK = GeoPoint(41.60797, -93.90597)
OLD_TOWN = Box(41.603, -93.914, 41.613, -93.898)


def flat(points) -> shapely.LineString:
    return shapely.LineString([(point.long * METRES_LONG, point.lat * METRES_LAT) for point in points])


def true_lines() -> dict[str, shapely.Geometry]:
    lines: dict[str, list[shapely.LineString]] = {}
    for street in STREETS:
        lines.setdefault(street.name, []).append(flat([GeoPoint(*degrees(point)) for point in street.line]))
    return {name: shapely.union_all(parts) for name, parts in lines.items()}


@pytest.fixture
def gazetteer(lindale):
    return lindale.search.gazetteer


def test_every_street_lies_where_it_is(gazetteer, lindale) -> None:
    """An end may lie farther out: the plan's crossings reach a little beyond some streets."""
    truth, drawn = true_lines(), outline(gazetteer, lindale.jurisdiction, whole(gazetteer, lindale.jurisdiction))
    assert {street.name for street in drawn.streets} == set(truth)
    off = [
        (shapely.Point(point.long * METRES_LONG, point.lat * METRES_LAT).distance(truth[street.name]), street.name)
        for street in drawn.streets
        for point in street.line[1:-1]
    ]
    assert max(off)[0] < 20, max(off)
    assert sum(metres for metres, _ in off) / len(off) < 0.5


def test_streets_are_drawn_nearly_whole(gazetteer, lindale) -> None:
    drawn: dict[str, float] = {}
    for street in outline(gazetteer, None, whole(gazetteer, lindale.jurisdiction)).streets:
        drawn[street.name] = drawn.get(street.name, 0) + flat(street.line).length
    for name, line in true_lines().items():
        assert drawn[name] == pytest.approx(line.length, abs=200), name


def test_a_box_shows_what_is_in_it(gazetteer, lindale) -> None:
    drawn = outline(gazetteer, lindale.jurisdiction, OLD_TOWN)
    names = {street.name for street in drawn.streets}
    assert {"Main St", "Oak St", "Elm St", "Cedar St"} <= names
    assert not {"River Rd", "Foundry St", "Juniper St"} & names
    assert "City Hall" in {mark.name for mark in drawn.landmarks}


def test_the_ground_ends_where_the_city_ends(lindale) -> None:
    (west, south, north, east) = (-93.88, 41.60, 41.61, -93.86)
    ((*ring,),) = outline(None, lindale.jurisdiction, Box(south, west, north, east)).ground
    assert max(point.long for point in ring) == pytest.approx(-93.8696, abs=0.0002)
    assert outline(None, lindale.jurisdiction, Box(42.0, -93.9, 42.1, -93.8)).ground == ()


def test_the_whole_city_shows_its_main_streets(gazetteer, lindale) -> None:
    names = {street.name for street in from_afar(gazetteer, lindale.jurisdiction, OLD_TOWN).streets}
    assert {"Main St", "Prairie Ave", "River Rd", "Dr Martin Luther King Jr Blvd"} <= names


def test_corners_are_the_nearest_first(gazetteer) -> None:
    box = Box(MAIN_AND_OAK.lat - 0.004, MAIN_AND_OAK.long - 0.005, MAIN_AND_OAK.lat + 0.004, MAIN_AND_OAK.long + 0.005)
    found = corners(gazetteer, box)
    assert found[0].name == "Main St & Oak St"
    assert len(found) == 8


def test_where_no_crossing_is_known_houses_stand_in(gazetteer) -> None:
    found = corners(gazetteer, Box(41.6075, -93.9280, 41.6085, -93.9265))
    assert [spot.name.partition(" ")[2] for spot in found] == ["Main St"]


@pytest.mark.parametrize(("name", "long"), [("Main St", -93.90), ("Saint Anne St", -93.879), ("Grange Ct", -93.927)])
def test_a_street_is_found_by_its_name(gazetteer, name: str, long: float) -> None:
    (place,) = places_of_street(gazetteer, name)
    assert place.point.long == pytest.approx(long, abs=0.003)


def test_streets_of_the_same_name_are_told_apart(gazetteer) -> None:
    assert [place.name for place in places_of_street(gazetteer, "Church St")] == [
        "Church St, Old Town",
        "Church St, Eastgate",
    ]


def test_a_street_nobody_knows_is_nowhere(gazetteer) -> None:
    assert places_of_street(gazetteer, "Nowhere Blvd") == ()


def houses(count: int, *, every: float = 12.0, aside: float = 15.0) -> list[tuple[int, tuple[float, float]]]:
    return [(number + 1, (number // 2 * every, aside if number % 2 else -aside)) for number in range(count)]


def test_numbers_out_of_step_do_not_bend_a_street() -> None:
    """Even numbers far ahead of the odd ones across the street, as after a renumbering."""
    shifted = [(number + 200 * (number % 2 == 0), spot) for number, spot in houses(80)]
    (line,) = street_lines(shifted, [])
    assert all(abs(north) < 8 for _, north in line[1:-1])


def test_a_house_in_a_back_yard_is_no_street() -> None:
    (line,) = street_lines([*houses(80), (41, (240.0, 130.0))], [])
    assert all(abs(north) < 16 for _, north in line)


def test_what_stands_far_apart_is_not_joined() -> None:
    far = [(number + 500, (east + 2000, north)) for number, (east, north) in houses(40)]
    assert len(street_lines([*houses(40), *far], [])) == 2


def test_a_street_goes_through_its_crossings() -> None:
    crossings = [(100.0, 0.0), (300.0, 2.0)]
    (line,) = street_lines(houses(80), crossings)
    assert set(crossings) <= set(line)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 50])
def test_any_points_make_lines_or_none(count: int) -> None:
    chance = random.Random(count)
    spots = [(chance.randrange(300), (chance.uniform(0, 400), chance.uniform(0, 400))) for _ in range(count)]
    for line in street_lines(spots + spots, []):
        assert len(line) >= 2
