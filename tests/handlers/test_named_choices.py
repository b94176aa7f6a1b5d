"""A choice is picked by its name, or by a word that only it has; anything else is asked again."""

import pytest

from bot.handlers.details import _named
from bot.service_requests import Attribute, AttributeValue

VALUES = {
    "wall": "A building or wall",
    "sign": "A sign or pole",
    "ground": "The ground",
    "car": "A house or car",
    "else": "Something else",
}
ASKED = Attribute(
    "on", "singlevaluelist", "What is it on?", values=tuple(AttributeValue(*one) for one in VALUES.items())
)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("A building or wall", ("wall",)),
        ("it is the ground, I think", ("ground",)),
        ("on a wall", ("wall",)),
        ("the wall of the school", ("wall",)),
        ("a car", ("car",)),
        ("Car.", ("car",)),
        ("on the side of the road", ()),
        ("a wall and a sign", ()),
        ("", ()),
        ("???", ()),
        ("a", ()),
    ],
)
def test_what_was_meant(text, picked):
    assert _named(ASKED, text) == picked
