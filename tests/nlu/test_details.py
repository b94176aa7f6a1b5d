"""Numbers, hints and second problems found in a message."""

import pytest

from bot.nlu.hints import hints
from bot.nlu.references import references
from bot.nlu.text import words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("any news on ticket 12345?", ("12345",)),
        ("SR-2024-00123 is still open", ("SR-2024-00123",)),
        ("my request number is 101000295613", ("101000295613",)),
        ("¿qué pasó con el folio 88231?", ("88231",)),
        ("case #4471 and case #4471", ("4471",)),
        ("call me at 617-555-0199", ()),
        ("pothole at 4512 Pine St", ()),
        ("nothing here", ()),
    ],
)
def test_references(text, numbers):
    assert references(text) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red car, plate ABC 123, blocks me", {"colour": "red", "plate": "ABC 123"}),
        ("coche negro con matrícula 4521 KLM", {"colour": "black", "plate": "4521 KLM"}),
        ("huge hole on the left side", {"size": "large", "side": "left"}),
        ("it is right there, fix it right now", {}),
    ],
)
def test_hints(text, expected):
    assert hints(text, words(text)) == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("pothole on Elm St and also graffiti on the wall of Oak St", ["pothole", "graffiti"]),
        ("the streetlight on Pine Road is out, also a dead cat on Main Street", ["streetlight_out", "dead_animal"]),
        (
            "hay un bache en calle Olmo 3 y además la farola de calle Pino 8 está apagada",
            ["pothole", "streetlight_out"],
        ),
    ],
)
def test_two_problems_are_told_apart(pipeline, text, codes):
    problems = pipeline.understand(text).problems
    assert [problem.types[0].code for problem in problems] == codes
    assert problems[0].end == problems[1].start
    assert all(problem.mentions for problem in problems if "St" in text[problem.start : problem.end])


@pytest.mark.parametrize(
    "text",
    [
        "Mattress dumped in the alley. It has been there for weeks and attracts rats.",
        "huge pothole on Elm St, my tire blew and I had to call a tow truck",
        "tree branch down and blocking the sidewalk, please remove",
        "la farola está apagada. Está muy oscuro y da miedo pasar.",
    ],
)
def test_one_problem_told_at_length_stays_one(pipeline, text):
    assert pipeline.understand(text).problems == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "pothole at 12 Elm St, graffiti at 3 Oak St and a streetlight is out at 5 Main St",
            ["pothole", "graffiti", "streetlight_out"],
        ),
        (
            "There is a pothole at 12 Elm St. There is graffiti at 3 Oak St. Also a dead raccoon at 9 Maple St",
            ["pothole", "graffiti", "dead_animal"],
        ),
        (
            "pothole on Elm St and graffiti on the library wall and also a broken streetlight on Main",
            ["pothole", "graffiti", "streetlight_out"],
        ),
        ("two things: pothole at 12 Elm St, graffiti at 3 Oak St", ["pothole", "graffiti"]),
        ("there is a pothole and a dead raccoon", ["pothole", "dead_animal"]),
        ("graffiti & a broken streetlight at 12 Elm St", ["graffiti", "streetlight_out"]),
        ("dead rat n needles at the playground", ["dead_animal", "drug_waste"]),
        ("hay un bache y una farola apagada en calle Olmo 12", ["pothole", "streetlight_out"]),
        ("tem um buraco e um poste apagado na rua das Flores 12", ["pothole", "streetlight_out"]),
        ("pothole at 12 Elm St and another at 40 Elm St", ["pothole", "pothole"]),
        ("streetlight out at 12 Elm St. There's another one at 30 Oak St", ["streetlight_out", "streetlight_out"]),
        ("bache en calle Olmo 12 y otro en calle Olmo 40", ["pothole", "pothole"]),
        ("bache en Oak St y otro bache en Elm St", ["pothole", "pothole"]),
    ],
)
def test_a_list_of_problems_is_cut_into_all_of_them(pipeline, text, codes):
    problems = pipeline.understand(text).problems
    assert [problem.types[0].code for problem in problems] == codes
    assert "".join(text[problem.start : problem.end] for problem in problems) == text


@pytest.mark.parametrize(
    "text",
    [
        "pothole at 12 Elm St, near the corner of Oak St, been there for weeks",
        "deep pothole in front of 12 Elm St. It is between 10 Elm St and 14 Elm St.",
        "Pothole on Elm St. Large pothole on Elm Street just off Oak St",
        "light poles 8 and 11 are dark on Elm St",
        "car and motorcycle blocking my driveway",
        "snow and ice on the sidewalk",
        "alcorque vacío, plantar un árbol en calle Olmo 4",
    ],
)
def test_one_problem_told_with_several_places_stays_one(pipeline, text):
    assert pipeline.understand(text).problems == ()
