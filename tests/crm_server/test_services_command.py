"""`text311 services` against the embedded CRM, and what counts as drift."""

import shutil
import tomllib

import pytest
from typer.testing import CliRunner

from bot.cli.service_drift import Seen, drift, recall, remember
from bot.cli.services import DEMO_CITY, services
from crm_server.app import create_app
from crm_server.catalogue import Service

THEN = {"A": Seen("Apples", {"size": "string"}), "B": Seen("Bees", {}), "C": Seen("Cats")}


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (THEN, []),
        (THEN | {"D": Seen("Dogs")}, ["D (Dogs) is new"]),
        ({"A": THEN["A"], "B": THEN["B"]}, ["C (Cats) is no longer offered"]),
        ({"B": THEN["B"], "C": THEN["C"]}, ["A is in the city file, and the CRM has no such service"]),
        (THEN | {"B": Seen("Wasps", {})}, ["B was called Bees and is now called Wasps"]),
        (THEN | {"A": Seen("Apples", {})}, ["A no longer asks size"]),
        (THEN | {"A": Seen("Apples", {"size": "number required"})}, ["A asks size otherwise"]),
        (THEN | {"A": Seen("Apples", {"size": "string", "kind": "text"})}, ["A asks something new: kind (text)"]),
        (THEN | {"C": Seen("Cats", {"kind": "text"})}, []),
        (THEN | {"A": Seen("Apples", None)}, []),
    ],
)
def test_drift(now, said):
    found = drift(THEN, now, {"A", "B"})
    assert len(found) == len(said)
    assert all(sentence.startswith(start) for sentence, start in zip(found, said, strict=True))


def test_each_server_is_remembered_by_itself(tmp_path):
    remember(tmp_path, "http://one.test/v2/", THEN)
    remember(tmp_path, "http://two.test/v2", {})
    assert recall(tmp_path, "http://one.test/v2") == THEN
    assert recall(tmp_path, "http://two.test/v2") == {}
    assert recall(tmp_path, "http://three.test/v2") is None
    (tmp_path / "services-seen.json").write_text("{")
    assert recall(tmp_path, "http://one.test/v2") is None


@pytest.fixture
def app(world):
    return create_app(world.settings, world.clock)


@pytest.fixture
def url(app, serve):
    return f"{serve(app)}/open311/v2"


@pytest.fixture
def text311(monkeypatch, tmp_path, url):
    city_file = tmp_path / "city.toml"
    for file in DEMO_CITY.parent.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    for name, value in {"DATA_DIR": str(tmp_path / "data"), "CRM_URL": url, "CITY": str(city_file)}.items():
        monkeypatch.setenv(f"TEXT311_{name}", value)
    return lambda *words: CliRunner().invoke(services, words)


def test_our_own_services_are_mapped_as_the_demo_city_has_them(text311, url, tmp_path):
    out = tmp_path / "services.toml"
    told = text311("sync", url, "--out", str(out))
    assert told.exit_code == 0, told.output
    demo = tomllib.loads(DEMO_CITY.read_text("utf-8"))["services"]
    assert tomllib.loads(out.read_text("utf-8"))["services"] == demo
    again = text311("sync", url, "--out", str(out))
    assert again.exit_code == 1
    assert "--force" in again.output


def test_a_server_that_is_none(text311, serve):
    told = text311("sync", "http://127.0.0.1:9/open311/v2")
    assert told.exit_code == 1
    assert "did not answer" in told.output


def offer(app, **changed):
    """None takes a service out."""
    catalogue = app.state.crm.catalogue
    catalogue.services.update(changed)
    catalogue.__dict__["in_order"] = [service for service in catalogue.services.values() if service]


def test_a_service_of_the_city_s_own_is_watched_too(text311, tmp_path):
    city = tmp_path / "city.toml"
    own = '"service:NOWHERE" = { name = { en = "Street party" } }'
    city.write_text(city.read_text("utf-8").replace("[services]", f"[services]\n{own}"), "utf-8")
    told = text311("check")
    assert told.exit_code == 1
    assert "NOWHERE is in the city file, and the CRM has no such service" in told.stdout
    assert "service:NOWHERE has no words, so it is never offered" in told.stdout


def test_drift_is_an_error_until_it_is_accepted(text311, app):
    assert text311("check").exit_code == 0
    offer(app, NEW=Service("NEW", "Something new"))
    told = text311("check")
    assert told.exit_code == 1
    assert "NEW (Something new) is new" in told.stdout
    assert text311("check", "--accept").exit_code == 0
    assert text311("check").exit_code == 0
    offer(app, POTHOLE=None)
    told = text311("check", "--accept")
    assert told.exit_code == 1, "what the city file files under must be there"
    assert "POTHOLE" in told.stdout


def test_a_city_file_without_services_is_told_what_to_do_next(text311, tmp_path):
    city = tmp_path / "city.toml"
    city.write_text(city.read_text("utf-8").partition("[services]")[0] + "[services]\n", "utf-8")
    told = text311("check")
    assert told.exit_code == 1
    assert len(told.output.splitlines()) == 1
    assert "text311 services sync http" in told.output


def test_a_new_city_file_is_told_in_a_few_lines_what_it_misses(text311, tmp_path):
    city = tmp_path / "city.toml"
    first = '[services]\npothole = { service_code = "POTHOLE" }\n'
    city.write_text(city.read_text("utf-8").partition("[services]")[0] + first, "utf-8")
    told = text311("check")
    assert told.exit_code == 0
    notes = [line for line in told.output.splitlines() if "[phrases" not in line]
    assert len(notes) <= 5
    assert "no service for sidewalk_repair, streetlight_out" in told.output
    assert "and 26 more" in told.output
    assert "text311 services sync http" in told.output
