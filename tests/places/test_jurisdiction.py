"""Whose ground is it: the polygon, thirty metres around it, the neighbours."""

import json

import pytest

from bot.messages import GeoPoint
from bot.places.jurisdiction import Jurisdiction, JurisdictionError, Neighbor

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-93.9, 41.6], [-93.8, 41.6], [-93.8, 41.7], [-93.9, 41.7], [-93.9, 41.6]]],
}
METRE = 1 / 111_195


@pytest.fixture
def city(tmp_path):
    (tmp_path / "city.geojson").write_text(json.dumps(SQUARE))
    return Jurisdiction(tmp_path / "city.geojson", [Neighbor("the county", "555-0100")])


@pytest.mark.parametrize(("metres_out", "inside"), [(-500, True), (0, True), (25, True), (35, False), (5000, False)])
def test_streets_along_the_boundary_are_in(city, metres_out, inside):
    assert city.contains(GeoPoint(41.6 - metres_out * METRE, -93.85)) is inside


def test_outside_the_county_answers(city):
    assert city.neighbor(GeoPoint(41.5, -93.6)) == "the county (555-0100)"


def test_nobody_we_know_is_responsible_for_paris(city):
    assert city.neighbor(GeoPoint(48.85, 2.35)) == ""


def test_a_neighbour_with_an_area_answers_for_it(tmp_path, city):
    west = json.loads(json.dumps(SQUARE).replace("-93.9", "-94.1").replace("-93.8", "-93.9"))
    (tmp_path / "west.geojson").write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": west}))
    both = Jurisdiction(
        tmp_path / "city.geojson", [Neighbor("Marlow", "", tmp_path / "west.geojson"), Neighbor("the county")]
    )
    assert [both.neighbor(GeoPoint(41.65, -94.0)), both.neighbor(GeoPoint(41.2, -94.0))] == ["Marlow", "the county"]
    assert both.named_neighbor(", Marlow, IA") == "Marlow"


@pytest.mark.parametrize(
    ("behind_the_address", "named"),
    [
        (", Marlow", "Marlow (555-0101)"),
        (" in Marlow, IA 50999", "Marlow (555-0101)"),
        (", marlow. Big one", "Marlow (555-0101)"),
        (" and Marlow St", ""),
        (", Marlowe", ""),
        (", the county plow hit it", ""),
        (", Eastgate", ""),
    ],
)
def test_a_neighbour_without_a_map_is_known_by_its_name(tmp_path, behind_the_address, named):
    (tmp_path / "city.geojson").write_text(json.dumps(SQUARE))
    towns = [Neighbor("the county", "555-0100"), Neighbor("Marlow", "555-0101")]
    assert Jurisdiction(tmp_path / "city.geojson", towns).named_neighbor(behind_the_address) == named


@pytest.mark.parametrize(("behind_the_address", "named"), [(" near Marlow Rd", ""), (", apt 3, Marlow IA", "Marlow")])
def test_a_street_called_like_a_neighbour_is_no_neighbour(tmp_path, city, behind_the_address, named):
    (tmp_path / "west.geojson").write_text(json.dumps(SQUARE))
    assert (
        Jurisdiction(tmp_path / "city.geojson", [Neighbor("Marlow", "", tmp_path / "west.geojson")]).named_neighbor(
            behind_the_address
        )
        == named
    )


@pytest.mark.parametrize("content", ["{}", "[]", "not json", '{"type": "Point", "coordinates": [1, 2]}'])
def test_a_file_without_polygon_says_so(tmp_path, content):
    (tmp_path / "bad.geojson").write_text(content)
    with pytest.raises(JurisdictionError):
        Jurisdiction(tmp_path / "bad.geojson")
