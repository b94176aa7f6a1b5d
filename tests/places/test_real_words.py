"""Real residents' words against real open data: the figures of docs/places.md, with a little room."""

import importlib.util
import random
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "../shared/data"
pytestmark = pytest.mark.skipif(
    not (DATA / "addresses_boston.csv.gz").exists(), reason="the dev data is not beside this checkout (../shared/data)"
)


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("benchmarks_places", ROOT / "benchmarks" / "places.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def finders(scorer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cities")
    return {city: scorer.finder(DATA, folder, city) for city in ("boston", "madrid")}


def shares(scorer, rows, finder) -> dict[str, float]:
    verdicts = [scorer.judge(row, finder.locate(row["text"])) for row in rows]
    counted = {verdict: verdicts.count(verdict) / len(verdicts) for verdict in set(verdicts)}
    return {
        "solved": counted.get("found", 0) + counted.get("offered", 0),
        "wrong": counted.get("wrong", 0),
        "asked": counted.get("offered", 0) + counted.get("asked", 0),
    }


FIGURES = [
    # city, file, kind, solved at least, wrong at most, asked at most
    ("boston", "locations_dev_boston.jsonl.gz", "exact", 0.945, 0.008, 0.17),
    ("boston", "locations_dev_boston.jsonl.gz", "intersection", 0.9, 0.012, 0.4),
    ("madrid", "locations_dev_madrid.jsonl.gz", "exact", 0.937, 0.007, 0.17),
]


@pytest.mark.parametrize(("city", "file", "kind", "solved", "wrong", "asked"), FIGURES)
def test_solved_wrong_and_asked(scorer, finders, city, file, kind, solved, wrong, asked):
    got = shares(scorer, scorer.rows(DATA / file, kind), finders[city])
    assert got["solved"] >= solved
    assert got["wrong"] <= wrong
    assert got["asked"] <= asked


def test_one_typing_mistake(scorer, finders):
    chance = random.Random(7)
    rows = [scorer.misspelt(row, chance) for row in scorer.rows(DATA / "locations_dev_boston.jsonl.gz", "exact")]
    got = shares(scorer, rows, finders["boston"])
    assert got["solved"] >= 0.88
    assert got["wrong"] <= 0.01


def test_texts_without_a_place_find_none(scorer, finders):
    rows = scorer.rows(DATA / "locations_none_dev.jsonl.gz")
    located = [finders["boston"].locate(row["text"]) for row in rows]
    assert sum(one.kind in {None, "landmark"} for one in located) >= 0.99 * len(rows)
    assert [one.search.mention for one in located if one.search.outcome == "found" and one.kind != "landmark"] == []


def test_a_street_and_no_more_ends_in_a_question(scorer, finders):
    rows = [row for row in scorer.rows(DATA / "locations_dev_boston.jsonl.gz", "street") if scorer.street_only(row)]
    verdicts = [scorer.judge_question(row, finders["boston"].locate(row["text"])) for row in rows]
    assert verdicts.count("asked") >= 0.97 * len(verdicts)
    assert "wrong" not in verdicts
