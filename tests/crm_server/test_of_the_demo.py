"""The embedded CRM as the bot's own processes open it."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.city_file import read_city
from bot.demo import make_map
from bot.demo.past import past
from bot.embedded_crm import DEMO, DEMO_AREAS, crm_alone, crm_beside, live_through
from bot.settings import SettingsError, from_process
from crm_server.tables import ServiceRequest
from crm_server.upgrades import version
from tests.crm_server.conftest import TestClient

IN_GARDEN_SQUARE = {"service_code": "POTHOLE", "lat": "41.6015", "long": "-93.91"}


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    for name in ("TEXT311_CITY", "TEXT311_CRM_AREAS", "TEXT311_CRM_SERVICES", "TEXT311_CRM_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXT311_DATA_DIR", str(tmp_path))


def beside():
    settings = from_process()
    return crm_beside(settings, read_city(DEMO / "city.toml"), "http://crm.test")


@contextmanager
def crm_of(app):
    """What an app that nobody serves has opened is closed again."""
    try:
        yield app.state.crm
    finally:
        app.state.crm.database.dispose()


@pytest.mark.parametrize("opened", [crm_alone, beside])
def test_without_a_city_file_it_is_the_demo_city_s(opened):
    with TestClient(opened()) as crm:
        assert "Lindale" in crm.get("/open311/v2/discovery.json").json()["contact"]
        assert crm.app.state.crm.time_zone.key == "America/Chicago"
        filed = crm.post("/open311/v2/requests.json", data=IN_GARDEN_SQUARE).json()[0]["service_request_id"]
        (row,) = crm.get(f"/open311/v2/requests/{filed}.json?extensions=true").json()
        assert row["extended_attributes"]["area"] == "Garden Square"


def test_another_city_has_not_the_demo_s_areas(monkeypatch, tmp_path):
    city_file = tmp_path / "city.toml"
    city_file.write_text('name = "Elsewhere"\ntime_zone = "Europe/Madrid"\n', "utf-8")
    monkeypatch.setenv("TEXT311_CITY", str(city_file))
    with crm_of(crm_alone()) as crm:
        assert (crm.settings.city_name, crm.time_zone.key, crm.areas.names) == ("Elsewhere", "Europe/Madrid", ())


def test_a_mistake_in_a_file_is_said_in_a_sentence(monkeypatch, tmp_path):
    services_file = tmp_path / "services.toml"
    services_file.write_text('services = "none"', "utf-8")
    monkeypatch.setenv("TEXT311_CRM_SERVICES", str(services_file))
    with pytest.raises(SettingsError, match=r"services\.toml"):
        crm_alone()


@pytest.mark.parametrize("opened", [crm_alone, beside])
def test_a_database_of_a_newer_program_is_said_in_a_sentence(opened):
    with crm_of(opened()) as crm, crm.database.writing.begin() as session:
        session.execute(update(version).values(version=99))
    with pytest.raises(SettingsError, match=r"of version 99.* which knows .* update it, or put back the copy"):
        opened()


def test_the_committed_areas_are_the_generated_ones():
    assert json.loads(DEMO_AREAS.read_text("utf-8"))["features"] == json.loads(json.dumps(make_map.areas()))


def test_an_invented_past_is_lived_through_once(monkeypatch):
    monkeypatch.setenv("TEXT311_STAFF_PASSWORD", "open sesame")
    invented = past(datetime(2026, 6, 1, 15, tzinfo=UTC))
    opened = beside()
    assert [live_through(opened, invented) for _ in range(2)] == [True, False]
    with TestClient(opened) as crm, opened.state.crm.database.reading() as session:
        rows = list(session.scalars(select(ServiceRequest).order_by(ServiceRequest.id)))
        assert [row.requested_datetime for row in rows] == [one.filed for one in invented]
        assert {row.status for row in rows} == {"open", "closed"}
        assert all(row.area and row.updated_datetime >= row.requested_datetime for row in rows)
        assert crm.get("/performance").status_code == 200


def test_a_past_is_not_put_on_top_of_a_present():
    with TestClient(beside()) as crm:
        crm.post("/open311/v2/requests.json", data=IN_GARDEN_SQUARE)
        live_through(crm.app, past(datetime(2026, 6, 1, 15, tzinfo=UTC)))
        assert len(crm.get("/open311/v2/requests.json").json()) == 1
