"""The committed map of the demo city is what its generator draws."""

from pathlib import Path

import pytest

from bot.demo import make_map

COMMITTED = Path(make_map.__file__).parent


@pytest.mark.parametrize("name", ["addresses.csv", "landmarks.geojson", "jurisdiction.geojson"])
def test_the_committed_file_is_the_generated_one(tmp_path, name):
    make_map.write(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == (COMMITTED / name).read_text(encoding="utf-8")


def test_it_is_a_town_worth_finding_ones_way_in():
    assert len({street.name for street in make_map.STREETS}) >= 40
    assert len(make_map.rows()) >= 1500
