"""Prices, hours, dates and plates are no addresses: neither for the mentions nor for the gazetteer of a city."""

from pathlib import Path

import pytest

from bot.nlu.pipeline import load

LINES = (Path(__file__).parent / "figures_without_a_place.txt").read_text(encoding="utf-8").splitlines()
TEXTS = [line for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def pipeline():
    return load()


def test_there_are_enough_of_them():
    assert len(TEXTS) == 120


@pytest.mark.parametrize("line", TEXTS)
def test_no_address_is_seen_in_figures(pipeline, lindale, line):
    language, text = ("es", line.removeprefix("es: ")) if line.startswith("es: ") else ("en", line)
    mentions = pipeline.understand(text, language).mentions
    assert [one.text for one in mentions if one.kind != "landmark"] == []
    assert lindale.locate(text).search.outcome in {"not_found", "ambiguous"}


def test_hardly_any_of_them_costs_a_question(lindale):
    asked = [text for text in TEXTS if lindale.locate(text.removeprefix("es: ")).search.outcome == "ambiguous"]
    assert asked == ["two maples and 1 pine are sick"]
