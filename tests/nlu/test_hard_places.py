"""Texts full of figures (`tests/nlu/places`): few places seen where there are none, most seen where there are."""

import pytest

from benchmarks.nlu_places import FOLDER, false_ones, lines, missed_ones


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("none_en", 0.01),
        ("none_es", 0.02),
        ("none_second_en", 0.03),
        ("none_second_es", 0.04),
        ("none_third_en", 0.01),
        ("none_third_es", 0.02),
        ("none_fourth_en", 0.02),
        ("none_fifth_en", 0.01),
        ("none_fifth_es", 0.02),
        ("none_sixth_en", 0.01),
        ("none_sixth_es", 0.02),
        ("none_seventh_en", 0.01),
        ("none_seventh_es", 0.01),
        ("none_eighth_en", 0.03),
        ("none_eighth_es", 0.01),
        ("none_ninth_en", 0.035),
        ("none_ninth_es", 0.045),
    ],
)
def test_figures_are_taken_for_no_places(pipeline, name, most):
    path = FOLDER / f"{name}.txt"
    assert len(list(false_ones(pipeline, path, name[-2:]))) <= most * len(lines(path))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("hard_en", 0.2),
        ("hard_es", 0.2),
        ("second_en", 0.05),
        ("second_es", 0.13),
        ("fifth_en", 0.05),
        ("fifth_es", 0.06),
        ("sixth_en", 0.07),
        ("sixth_es", 0.03),
        ("seventh_en", 0.08),
        ("seventh_es", 0.12),
        ("eighth_en", 0.01),
        ("eighth_es", 0.05),
        ("ninth_en", 0.07),
        ("ninth_es", 0.2),
    ],
)
def test_most_places_are_seen_between_figures(pipeline, name, most):
    path = FOLDER / f"{name}.txt"
    assert len(list(missed_ones(pipeline, path, name[-2:]))) <= most * len(lines(path))
