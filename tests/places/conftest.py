"""The demo city, built once for all tests of this folder."""

from pathlib import Path

import pytest

import bot
from bot.places.build import build_gazetteer
from bot.places.gazetteer import Gazetteer
from bot.places.jurisdiction import Jurisdiction
from bot.places.local import LocalFinder
from bot.places.search import Search

DEMO = Path(bot.__file__).parent / "demo"


@pytest.fixture(scope="session")
def lindale_file(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("gazetteer") / "lindale.sqlite"
    build_gazetteer(out, [DEMO / "addresses.csv", DEMO / "landmarks.geojson"])
    return out


@pytest.fixture(scope="session")
def lindale(lindale_file) -> LocalFinder:
    return LocalFinder(Search(Gazetteer(lindale_file)), Jurisdiction(DEMO / "jurisdiction.geojson"))
