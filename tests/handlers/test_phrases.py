"""What the CRM says, in the resident's language where the city file has it, else as it was said."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.city import Office
from bot.city_file import read_city
from bot.handlers.phrases import translated, translated_attribute
from bot.service_requests import Attribute, AttributeValue
from crm_server.catalogue import read_catalogue
from crm_server.reasons import CLOSE_REASONS

DEMO = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
BOOK = {
    "It is fixed.": "Ya está.",
    "It is fixed. Thank you!": "Ya está. ¡Gracias!",
    "Its number is {}.": "Su número es {}.",
    "Out": "Apagada",
    "Not yet": "",
}
CITY = msgspec.structs.replace(DEMO, phrases={"es": BOOK})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is fixed.", "Ya está."),
        ("It is fixed. Filled with asphalt.", "Ya está. Filled with asphalt."),
        ("It is fixed. Thank you! Bye.", "Ya está. ¡Gracias! Bye."),
        ("Merged. Its number is 10-7. Its number is 8.", "Merged. Su número es 10-7. Su número es 8."),
        ("Out", "Apagada"),
        ("  It is\nfixed. ", "Ya está."),
        ("Out of order", "Out of order"),
        ("Not yet", "Not yet"),
        ("", ""),
    ],
)
def test_what_the_book_has_is_translated_and_the_rest_stays(text, told):
    assert translated(CITY, "es", text) == told
    assert translated(CITY, "en", text) == text


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_whatever_the_book_and_the_crew_say(text, book):
    city = msgspec.structs.replace(DEMO, phrases={"es": book})
    assert isinstance(translated(city, "es", text), str)


def test_a_question_keeps_its_keys():
    asked = Attribute("problem", "singlevaluelist", "Out", values=(AttributeValue("out", "Out"),))
    here = translated_attribute(CITY, "es", asked)
    assert (here.description, here.values) == ("Apagada", (AttributeValue("out", "Apagada"),))
    assert translated_attribute(CITY, "en", asked) == asked


@pytest.mark.parametrize(
    ("hours", "told"),
    [("8 to 5", "8 to 5"), ({"en": "8 to 5", "es": "de 8 a 5"}, "de 8 a 5"), ({"en": "8 to 5"}, "8 to 5"), ("", "")],
)
def test_office_hours_in_one_text_or_one_per_language(hours, told):
    assert Office("City Hall", hours=hours).hours_in("es") == told


def test_the_demo_city_says_everything_of_its_crm_in_spanish():
    asked = [one for service in read_catalogue(None, "UTC").services.values() for one in (service.attributes or ())]
    said = {text for one in asked for text in (one.description, one.datatype_description) if text}
    said |= {value.name for one in asked for value in one.values}
    said |= {reason.said for reason in CLOSE_REASONS.values()}
    said |= {service.notice for service in read_catalogue(None, "UTC").services.values() if service.notice}
    assert said <= set(DEMO.phrases["es"])
