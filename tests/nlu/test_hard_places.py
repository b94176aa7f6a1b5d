"""Texts full of figures (`tests/nlu/places`): few places seen where there are none, most seen where there are."""

import pytest

from benchmarks.nlu_places import FOLDER, false_ones, lines, missed_ones


@pytest.mark.parametrize("name", ["none_en", "none_es", "none_second_en", "none_second_es"])
def test_figures_are_taken_for_no_places(pipeline, name):
    path = FOLDER / f"{name}.txt"
    assert len(list(false_ones(pipeline, path, name[-2:]))) <= max(3, len(lines(path)) // 100)


@pytest.mark.parametrize(
    ("name", "most"), [("hard_en", 0.2), ("hard_es", 0.2), ("second_en", 0.05), ("second_es", 0.13)]
)
def test_most_places_are_seen_between_figures(pipeline, name, most):
    path = FOLDER / f"{name}.txt"
    assert len(list(missed_ones(pipeline, path, name[-2:]))) <= most * len(lines(path))
