"""What `services sync` writes for a city to translate, and what `check` says is missing."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.service_phrases import as_toml, questions, sentences, untranslated
from bot.service_requests import Attribute, AttributeValue
from tests.crm_server.test_services_command import app, text311, url

__all__ = ["app", "text311", "url"]

ASKED = (
    Attribute("on", "singlevaluelist", "What is it on?", values=(AttributeValue("w", "A wall"),)),
    Attribute("n", "number", "How many?", datatype_description="A number"),
    Attribute("note", "string", "Keep away.", variable=False),
)


def test_questions_hints_notices_and_choices():
    assert list(questions(ASKED)) == ["What is it on?", "A wall", "How many?", "A number", "Keep away."]


def test_only_what_is_said_again_and_again_is_the_city_s():
    notes = [f"It is fixed. Its number is {number}. Crew {number} was here" for number in range(3)]
    assert set(sentences([*notes, "Once only.", "It is fixed."])) == {"It is fixed.", "Its number is {}."}


@pytest.mark.parametrize("note", ["", "   ", "...", "1 2 3", "No end", "¿Qué? ¡Sí!"])
def test_whatever_a_crew_writes(note):
    assert isinstance(sentences([note] * 5), list)


@given(st.lists(st.text()), st.dictionaries(st.text(), st.text()))
def test_the_table_can_be_read_and_keeps_what_is_translated(phrases, book):
    told = tomllib.loads(as_toml(phrases, {"es": book}) + as_toml(phrases, {"pt": {}}))
    for phrase, said in told.get("phrases", {}).get("es", {}).items():
        assert said == book.get(phrase, "")


def test_what_is_missing_is_named_once():
    assert untranslated(["a", "b", "a", "c"], {"b": "B", "c": ""}) == ["a", "c"]


def test_sync_writes_what_is_to_be_translated_and_keeps_what_is(text311, url, tmp_path):
    city = tmp_path / "city.toml"
    city.write_text(city.read_text("utf-8").replace('"It flickers" = "Parpadea"\n', ""), "utf-8")
    assert text311("sync", url, "--out", str(tmp_path / "out.toml")).exit_code == 0
    book = tomllib.loads((tmp_path / "out.toml").read_text("utf-8"))["phrases"]["es"]
    assert book["It flickers"] == ""
    assert book["Something else"] == "En otra cosa"
    told = text311("check")
    assert "1 questions and choices are not in [phrases.es], as 'It flickers'" in told.stdout
