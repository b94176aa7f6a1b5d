"""Every shape of a place grammar finds the example that stands beside it, alone."""

from dataclasses import replace

import pytest

from bot.nlu.mentions.grammars import GRAMMARS
from bot.nlu.mentions.shapes import MentionFinder

SHAPES = [
    pytest.param(language, shape, id=f"{language}: {shape.example}")
    for language, grammar in GRAMMARS.items()
    for shape in grammar.shapes
    if shape.example
]


@pytest.mark.parametrize(("language", "shape"), SHAPES)
def test_a_shape_finds_its_example(pipeline, language, shape):
    known = next(part.finder.words for _, part in pipeline.languages[language].pipeline if hasattr(part, "finder"))
    finder = MentionFinder(replace(GRAMMARS[language], shapes=(shape,), landmark=None), known)
    assert [mention.kind for mention in finder.find(shape.example)] == [shape.kind]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_shape_has_an_example(language):
    assert all(shape.example for shape in GRAMMARS[language].shapes)
