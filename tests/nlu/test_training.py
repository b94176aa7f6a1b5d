"""Models learnt from a corpus, and from a city's history on top of it."""

import json

import pytest

from bot.nlu.corpus import CORPUS
from bot.nlu.history import learn_history, split, usable
from bot.nlu.history_rows import HistoryUnfit, Report
from bot.nlu.pipeline import load
from bot.nlu.training import train

QUIET = {"say": lambda _: None}


@pytest.fixture(scope="module")
def small_corpus(tmp_path_factory):
    """Fifteen lines of every file: enough to learn from, in seconds."""
    folder = tmp_path_factory.mktemp("corpus")
    for path in CORPUS.rglob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        target = folder / path.relative_to(CORPUS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines if path.parent.parent == CORPUS else lines[:15]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def small_models(small_corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("models")
    train(out, small_corpus, **QUIET)
    return out


def test_what_was_trained_can_be_loaded_and_understands(small_models):
    understood = load(small_models).understand("huge pothole in the road outside 12 Elm Street")
    assert (understood.language, understood.types[0].code) == ("en", "pothole")


def test_training_twice_gives_the_same_models(small_models, small_corpus, tmp_path):
    train(tmp_path, small_corpus, **QUIET)
    for path in small_models.rglob("*.npz"):
        assert path.read_bytes() == (tmp_path / path.relative_to(small_models)).read_bytes()


def test_models_that_are_not_there_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="text311 train"):
        load(tmp_path)


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A city with codes of its own, told in its own words."""
    path = tmp_path_factory.mktemp("history") / "history.jsonl"
    whats = {"A-1": "zorble glitch on the tram", "B 2": "frumious noise from pipes", "çode": "missing wug at stop"}
    rows = [f'{{"text": "{words} number {i}", "code": "{code}"}}' for code, words in whats.items() for i in range(60)]
    path.write_text("\n".join([*rows, "broken line", '{"text": "no code"}']), encoding="utf-8")
    return path


def test_a_city_gets_its_own_codes(history, tmp_path):
    said: list[str] = []
    assert learn_history(str(history), tmp_path, language="en", force=False, say=said.append)
    understood = load(tmp_path).understand("there is a frumious noise")
    assert understood.types[0].code == "B 2"
    assert load(tmp_path).understand("stop").opt_out
    assert any("TF-IDF" in line for line in said)
    assert [line for line in said if line.startswith("line ")] != []


def test_a_better_model_is_not_replaced_unless_forced(history, tmp_path):
    assert learn_history(str(history), tmp_path, language="en", force=False, say=lambda _: None)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.npz")}
    worse = tmp_path / "worse.jsonl"
    worse.write_text("\n".join(map(json.dumps, mislabelled(history))), encoding="utf-8")
    said: list[str] = []
    assert not learn_history(str(worse), tmp_path, language="en", force=False, say=said.append)
    assert said[-1].startswith("not saved")
    assert {path: path.read_bytes() for path in before} == before
    assert learn_history(str(worse), tmp_path, language="en", force=True, say=lambda _: None)


def mislabelled(history):
    """Right where it is scored, wrong where it is learnt."""
    rows = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()[:180]]
    learnt, held_out = split([Report(row["text"], row["code"]) for row in rows])
    wrong = {"A-1": "B 2", "B 2": "çode", "çode": "A-1"}
    return [
        *({"text": report.text, "code": wrong[report.code]} for report in learnt),
        *({"text": report.text, "code": report.code} for report in held_out),
    ]


def test_thirty_thousand_classes_are_too_many_to_learn():
    with pytest.raises(HistoryUnfit, match="needs 100 reports"):
        usable([Report(f"text {i}", str(i)) for i in range(30_000)], lambda _: None)


def test_what_is_held_out_is_always_the_same():
    reports = [Report(f"text {i}", "ab"[i % 2]) for i in range(200)]
    assert split(reports) == split(list(reversed(reports)))
    learnt, held_out = split(reports)
    assert (len(learnt), len(held_out)) == (180, 20)
