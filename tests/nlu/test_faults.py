"""A light's fault is heard in a resident's words and in a CRM's choices alike."""

import tomllib
from pathlib import Path

import pytest

from bot.nlu.faults import faults

SERVICES = Path(__file__).parents[2] / "crm_server" / "services.toml"
CHOICES = {
    value["key"]: value["name"]
    for service in tomllib.loads(SERVICES.read_text(encoding="utf-8"))["services"]
    if service["service_code"] == "STREETLIGHT"
    for value in service["attributes"][0]["values"]
}


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("una farola apagada", "out"),
        ("the streetlight is out", "out"),
        ("streetlight has been out for weeks", "out"),
        ("lamp post not working", "out"),
        ("the street light doesn't come on at night", "out"),
        ("o poste está apagado", "out"),
        ("a luz da rua não acende", "out"),
        ("lâmpada do poste queimada", "out"),
        ("la luz de la calle no prende", "out"),
        ("foco fundido", "out"),
        ("limyè lari a etenn", "out"),
        ("limyè a pa limen", "out"),
        ("street light keeps flickering", "flickering"),
        ("the lamp goes on and off", "flickering"),
        ("la farola parpadea", "flickering"),
        ("a luz fica piscando", "flickering"),
        ("streetlight stays on all day", "day"),
        ("la farola está encendida todo el día", "day"),
        ("o poste fica aceso durante o dia", "day"),
        ("a car knocked the lamp post", "damaged"),
        ("la farola está caída", "damaged"),
        ("all the lights on the block are out", "row"),
        ("hay varias farolas apagadas", "row"),
    ],
)
def test_what_was_said_is_one_of_the_choices(text, choice):
    said = faults(text)
    assert [key for key, name in CHOICES.items() if faults(name) == said] == [choice]


@pytest.mark.parametrize(
    "text",
    [
        "streetlight broken",
        "la farola está rota",
        "please come out and look at the lamp",
        "the light is out and the pole was knocked down",
        "it flickers and now it is out",
        "street lights out",  # one or many?
        "new streetlight wanted",
    ],
)
def test_anything_less_plain_is_asked(text):
    said = faults(text)
    assert not said or not any(faults(name) == said for name in CHOICES.values())
