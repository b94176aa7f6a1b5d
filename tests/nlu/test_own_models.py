"""A city's own models are used by every process, and its own codes have names and services."""

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.city import CityFileError
from bot.city_file import read_city
from bot.city_reader import reader_of
from bot.cli.understand import understand
from bot.doctor import examine
from bot.nlu.history import learn_history
from bot.nlu.learnt import read_learnt
from bot.settings import read_settings

DEMO = Path(__file__).parents[2] / "bot" / "demo"
WHATS = {
    "tram": "zorble glitch on the tram",
    "service:PIPES": "frumious noise from pipes",
    "lost": "missing wug at stop",
}
OWN = """
tram = { service_code = "TRAM", name = { en = "Tram trouble", es = "Tranvía" } }
"service:PIPES" = { name = { en = "Pipes" } }
"""


@pytest.fixture(scope="module")
def city_folder(tmp_path_factory):
    """The demo city with models that it learnt from its history; `lost` is in no table."""
    folder = tmp_path_factory.mktemp("city")
    for file in DEMO.iterdir():
        if file.suffix in (".toml", ".geojson", ".csv"):
            shutil.copy(file, folder)
    rows = [{"text": f"{words} number {i}", "code": code} for code, words in WHATS.items() for i in range(60)]
    (folder / "history.jsonl").write_text("\n".join(map(json.dumps, rows)))
    learn_history(str(folder / "history.jsonl"), folder / "own", language="en", force=True, say=lambda _: None)
    text = (folder / "city.toml").read_text()
    (folder / "city.toml").write_text(text.replace("[office]", 'models = "own"\n\n[office]', 1) + OWN)
    return folder


@pytest.fixture
def city(city_folder):
    return read_city(city_folder / "city.toml")


def test_the_city_file_s_models_are_read(city, city_folder):
    read = reader_of(city, city_folder).understand("a zorble glitch on a tram", "en")
    assert read.types[0].code == "tram"
    assert city.service_code("tram") == "TRAM"
    assert city.name_of("tram", "es") == "Tranvía"


def test_a_code_that_is_a_service_needs_no_more_than_a_name(city, city_folder):
    read = reader_of(city, city_folder).understand("a frumious noise from the pipes", "en")
    assert city.service_code(read.types[0].code) == "PIPES"


def test_understand_honours_the_city_file(city_folder, monkeypatch):
    monkeypatch.setenv("TEXT311_CITY", str(city_folder / "city.toml"))
    app = typer.Typer()
    app.command()(understand)
    told = CliRunner().invoke(app, ["a zorble glitch on a tram"])
    assert json.loads(told.stdout)["types"][0]["code"] == "tram"
    shipped = CliRunner().invoke(app, ["a zorble glitch on a tram", "--models", str(city_folder / "nowhere")])
    assert "nowhere" in shipped.stderr


async def test_doctor_names_the_models_their_score_and_what_nothing_takes(city_folder, tmp_path):
    settings = read_settings(
        {
            "TEXT311_CITY": str(city_folder / "city.toml"),
            "TEXT311_DATA_DIR": str(tmp_path),
            "TEXT311_CRM_URL": "http://127.0.0.1:9/open311/v2",
        }
    )
    told = [one async for one in examine(settings) if one.part == "Understanding"]
    assert [one.verdict for one in told] == ["good", "note", "note"]
    assert "en learnt 3 codes from 180 reports, 100.0% of 18 held out were right; es as shipped" in told[0].found
    assert "for en knows lost, which no service takes" in told[1].found
    assert "for en has not learnt abandoned_bike" in told[2].found


def test_a_name_for_a_code_it_never_learnt_is_a_mistake(city_folder, tmp_path):
    shutil.copytree(city_folder, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "city.toml"
    path.write_text(path.read_text().replace("\ntram = ", "\ntrm = "))
    with pytest.raises(CityFileError, match=r"services\.trm: .* has not learnt it"):
        read_city(path)


def test_what_was_learnt_is_written_beside_the_model(city_folder):
    learnt = read_learnt(city_folder / "own", "en")
    assert (set(learnt.codes), learnt.reports, learnt.held_out) == (set(WHATS), 180, 18)
    assert read_learnt(city_folder / "own", "es") is None
