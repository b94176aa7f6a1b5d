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


@pytest.mark.parametrize(
    "text",
    [
        "they came and filled the hole on Elm, looks good. You can take this phone off your list now",
        "my nephew gave you this number by mistake and I know nothing about any sidewalk, please stop texting me",
        "there is no need to keep me informed",
        "how many times have I told you not to text me",
        "la farola ya funciona, muchas gracias. Pueden quitar mi número de la lista",
        "ya no hace falta que me manden avisos",
        "cuántas veces he dicho que no me manden mensajes",
        "o poste já acendeu, obrigado. Podem tirar meu número da lista",
        "não precisam mais me mandar aviso",
        "apaguem meu telefone do sistema",
    ],
)
def test_stop_behind_another_matter_and_between_the_lines(pipeline, text):
    assert pipeline.understand(text).opt_out


@pytest.mark.parametrize(
    "text",
    [
        "please don't stop sending updates",
        "don't take me off your list",
        "no dejen de mandarme avisos por favor",
        "no paren los mensajes",
        "não parem de me mandar os avisos",
        "não deixem de me avisar por favor",
        "pa sispann voye nouvèl ban mwen",
    ],
)
def test_who_wants_to_hear_more_is_not_silenced(pipeline, text):
    assert not pipeline.understand(text).opt_out


@pytest.mark.parametrize(
    "text",
    [
        "I'm not getting any texts about my report anymore, what happened",
        "my kids never stop running around",
        "ya no me llegan los mensajes, qué pasó con mi reporte",
        "parem de jogar lixo na calçada",
        "mandem parar a obra da esquina",
        "não recebi mais mensagens, o que houve com meu pedido",
    ],
)
def test_messages_that_are_not_ours_and_messages_that_do_not_come(pipeline, text):
    assert not pipeline.understand(text).opt_out


@pytest.mark.parametrize("text", ["START", "unstop", "alta"])
def test_start_opts_in(pipeline, text):
    understood = pipeline.understand(text)
    assert understood.opt_in
    assert not understood.opt_out
