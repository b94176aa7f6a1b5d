"""Streets may be joined in any of our languages, whichever the conversation is in."""

import pytest

from bot.handlers.correcting import _CROSSING
from bot.texts import languages, render

WORDS = [word for language in languages() for word in render("words-and", language).split("|")]


@pytest.mark.parametrize("word", WORDS)
def test_a_street_and_another_are_a_crossing(word):
    assert _CROSSING.search(f"no, Elm St {word} Main")
    assert not _CROSSING.search(f"no, {word} it is deep")
