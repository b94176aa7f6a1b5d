"""House numbers said in words."""

import pytest

from bot.places.spelt import with_figures
from bot.places.words import words_of


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("twenty oak street", "20 oak st"),
        ("one twenty oak street", "120 oak st"),
        ("one hundred and twenty oak street", "120 oak st"),
        ("forty two elm", "42 elm"),
        ("at five elm street", "at 5 elm st"),
        ("two elm trees", "two elm trees"),
        ("calle olmo número doce", "calle olmo numero 12"),
        ("calle olmo treinta y dos", "calle olmo 32"),
        ("calle olmo ciento veinte", "calle olmo 120"),
        ("oak and main", "oak and main"),
        ("12 oak st", "12 oak st"),
    ],
)
def test_numbers_in_words_are_figures(said, written):
    assert " ".join(word.text for word in with_figures(words_of(said))) == written


def test_they_stand_where_they_were_said():
    text = "at one hundred twenty elm"
    number = with_figures(words_of(text))[1]
    assert text[number.start : number.end] == "one hundred twenty"


@pytest.mark.parametrize(
    "text",
    ["pothole at twelve elm street", "elm street at number twelve", "Twelve Elm St", "number twelve, Elm Street"],
)
def test_a_house_is_found_by_them(lindale, text):
    located = lindale.locate(text)
    assert [place.address for place in located.search.places] == ["12 Elm St"]


def test_a_figure_goes_before_them(lindale):
    assert [place.address for place in lindale.locate("twenty bags at 12 Elm St").search.places] == ["12 Elm St"]
