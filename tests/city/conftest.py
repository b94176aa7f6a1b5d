from pathlib import Path

import pytest

DEMO = Path(__file__).parents[2] / "bot" / "demo"


@pytest.fixture
def city_file(tmp_path):
    """The demo city's file with something replaced."""
    for name in ("jurisdiction.geojson", "addresses.csv", "landmarks.geojson"):
        (tmp_path / name).write_text("{}")

    def write(old, new):
        text = (DEMO / "city.toml").read_text()
        assert old in text
        path = tmp_path / "city.toml"
        path.write_text(text.replace(old, new, 1))
        return path

    return write
