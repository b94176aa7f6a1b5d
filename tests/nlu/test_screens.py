"""Danger, and STOP: heard in many words, not heard in words that only sound like it."""

import pytest


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("there's a strong smell of gas on 5th street", "gas"),
        ("a tree fell on a power line and it's sparking", "wire"),
        ("live wire down across the road", "wire"),
        ("the house next door is on fire", "fire"),
        ("man collapsed on the sidewalk, he is not breathing", "medical"),
        ("someone is trapped under a car", "medical"),
        ("a guy with a gun is threatening people", "violence"),
        ("I want to kill myself", "suicide"),
        ("car in the sinkhole", "collapse"),
        ("people stuck in a car in the flood water", "flood"),
        ("huele mucho a gas en mi edificio", "gas"),
        ("cable de luz caído echando chispas", "wire"),
        ("hay un incendio en el bloque", "fire"),
        ("hay un señor inconsciente en la acera", "medical"),
        ("un hombre con un cuchillo amenaza a la gente", "violence"),
        ("me quiero morir", "suicide"),
        ("se cayó un carro en el socavón", "collapse"),
        ("gente atrapada en un coche por la inundación", "flood"),
        ("Pothole on Elm. It is big. Also a man lies unconscious there. Bins are full.", "medical"),
    ],
)
def test_danger_is_heard(pipeline, text, kind):
    assert pipeline.understand(text).emergency == kind


@pytest.mark.parametrize(
    "text",
    [
        "fire hydrant is leaking",
        "the smoke shop has an illegal sign",
        "kids shooting hoops all night",
        "this parking is killing me",
        "dead squirrel on the sidewalk",
        "parked in the fire lane again",
        "gas prices are too high",
        "maleza seca con riesgo de incendio",
        "coche aparcado en la salida de bomberos",
        "pothole outside 12 Elm St",
    ],
)
def test_what_only_sounds_like_danger_is_not(pipeline, text):
    assert pipeline.understand(text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "STOP", "stop.", "Stop please", "unsubscribe", "stop texting me", "no more messages please",
        "take me off this list", "alto", "BAJA", "ya no me manden mensajes", "quiero darme de baja",
    ],
)  # fmt: skip
def test_stop_in_many_words(pipeline, text):
    assert pipeline.understand(text).opt_out


@pytest.mark.parametrize(
    "text",
    [
        "stop sign missing at main and elm",
        "please stop the noise",
        "can you stop them from dumping trash",
        "bus stop shelter smashed",
        "señal de alto caída",
        "cars never stop here",
    ],
)
def test_other_stops_are_no_opt_out(pipeline, text):
    assert not pipeline.understand(text).opt_out


@pytest.mark.parametrize("text", ["START", "unstop", "alta"])
def test_start_opts_in(pipeline, text):
    understood = pipeline.understand(text)
    assert understood.opt_in
    assert not understood.opt_out
