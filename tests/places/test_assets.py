"""Poles, hydrants, exits: how people give their numbers, and which files list them."""

import json

import pytest

from bot.places.assets import assets_in, code_of
from bot.places.build import build_gazetteer
from bot.places.gazetteer import Gazetteer
from bot.places.local import LocalFinder
from bot.places.search import Search

SAID = [
    ("pole 1234", ("pole", "1234")),
    ("Light pole #1234 is out", ("pole", "1234")),
    ("the pole number is A-12/3", ("pole", "A123")),
    ("streetlight 0077", ("pole", "77")),
    ("hydrant no. 88", ("hydrant", "88")),
    ("boca de riego nº 12", ("hydrant", "12")),
    ("farola 135", ("pole", "135")),
    ("bus stop 4410", ("stop", "4410")),
    ("parquímetro 5512", ("meter", "5512")),
    ("Rt 9 at exit 3", ("exit", "3")),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_number_on_a_thing_is_read(text, said):
    assert [(one.kind, one.code) for one in assets_in(text)] == [said]


@pytest.mark.parametrize(
    "text", ["pole 3 feet away", "lights 2 days out", "stop 3 of them", "stop at 12 elm", "the hydrant on 5th street"]
)
def test_a_number_beside_a_thing_may_count_something_else(text):
    assert list(assets_in(text)) == []


def test_spellings_of_one_number_are_one_number():
    assert len({code_of(written) for written in ("A-0123", "a123", "A/123", "A 0123")}) == 1


def rows(count: int = 40) -> str:
    return "\n".join(["address,lat,lon", *(f"{n} Elm St,41.6,{-93.9 + n / 2000}" for n in range(1, count))])


FILES = [
    ("assets.csv", "kind,id,lat,lon\nhydrant,88,41.6,-93.89\n"),
    ("list.csv", "hydrant_id,lat,lon\n88,41.6,-93.89\n"),
    ("fire_hydrants.csv", "id,lat,lon\n88,41.6,-93.89\n"),
    ("assets.geojson", {"kind": "hydrant", "id": "88"}),
    ("things.geojson", {"hydrant_id": 88}),
]


@pytest.mark.parametrize(("name", "content"), FILES, ids=[name for name, _ in FILES])
def test_files_that_list_things_by_number(tmp_path, name, content):
    if isinstance(content, dict):
        point = {"type": "Point", "coordinates": [-93.89, 41.6]}
        content = json.dumps({"features": [{"properties": content, "geometry": point}]})
    (tmp_path / "addresses.csv").write_text(rows())
    (tmp_path / name).write_text(content)
    report = build_gazetteer(tmp_path / "out.sqlite", [tmp_path / "addresses.csv", tmp_path / name])
    assert (report.houses, report.assets) == (39, 1)
    place = LocalFinder(Search(Gazetteer(tmp_path / "out.sqlite"))).locate("hydrant 88").search.places[0]
    assert (place.address, place.cross_street, place.point.long) == ("hydrant 88", "Elm St", -93.89)


def test_a_thing_of_no_kind_or_far_away_is_not_used_and_said(tmp_path):
    (tmp_path / "addresses.csv").write_text(rows())
    (tmp_path / "list.csv").write_text("kind,id,lat,lon\ngnome,7,41.6,-93.89\nhydrant,8,0,0\nhydrant,,41.6,-93.89\n")
    report = build_gazetteer(tmp_path / "out.sqlite", [tmp_path / "addresses.csv", tmp_path / "list.csv"])
    assert report.assets == 0
    assert report.unused["far from everything else"] == 1
    assert report.unused["broken line: no number"] == 1
    assert sum(report.unused.values()) == 3
