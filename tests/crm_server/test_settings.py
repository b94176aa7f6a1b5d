"""What the CRM is told by the environment, and what it makes of areas."""

import json

import pytest

from crm_server.areas import read_areas
from crm_server.settings import from_environment


def test_alone_with_nothing_said():
    settings = from_environment({})
    assert settings.database_url == "sqlite:///data/crm.sqlite"
    assert (settings.staff_password, settings.push_url, settings.api_keys) == ("", None, ())


def test_alone_beside_a_bot(tmp_path):
    city = tmp_path / "city.toml"
    city.write_text('name = "Riverton"\ntime_zone = "America/Chicago"\nlanguages = ["en"]\n')
    settings = from_environment(
        {
            "TEXT311_CITY": str(city),
            "TEXT311_DATA_DIR": str(tmp_path),
            "TEXT311_CRM_URL": "http://crm.test:8312/open311/v2/",
            "TEXT311_PUBLIC_URL": "https://bot.test/",
            "TEXT311_CRM_WEBHOOK_SECRET": "s",
            "TEXT311_CRM_ACCEPTED_KEYS": "a, b",
        }
    )
    assert (settings.city_name, settings.time_zone) == ("Riverton", "America/Chicago")
    assert settings.public_url == "http://crm.test:8312"
    assert settings.push_url == "https://bot.test/crm/events"
    assert settings.api_keys == ("a", "b")


@pytest.fixture
def areas_file(tmp_path):
    def square(name, west):
        ring = [[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]
        return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}

    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [square("West", 0), square("East", 1)]}))
    return path


@pytest.mark.parametrize(
    ("lat", "long", "name"),
    [(0.5, 0.5, "West"), (0.5, 1.5, "East"), (0.5, 1.0, "West"), (0.5, 9, ""), (None, None, "")],
)
def test_areas(areas_file, lat, long, name):
    assert read_areas(areas_file).name_at(lat, long) == name


def test_requests_get_their_area(world, areas_file):
    with world.client(areas_file=areas_file) as crm:
        for fields in (
            {"lat": "0.5", "long": "1.5"},
            {"address_string": "x"},
            {"address_string": "x", "area": "Harbor"},
        ):
            crm.post("/open311/v2/requests.json", data={"service_code": "POTHOLE"} | fields)
        rows = crm.get("/open311/v2/requests.json?extensions=true").json()
    assert [row["extended_attributes"]["area"] for row in rows] == ["Harbor", None, "East"]


def test_areas_that_are_none(tmp_path):
    (tmp_path / "areas.geojson").write_text("{}")
    with pytest.raises(ValueError, match=r"areas.geojson: areas are a GeoJSON"):
        read_areas(tmp_path / "areas.geojson")
