"""Places in messages, in cities nobody trained on."""

import pytest


def found(pipeline, text, language):
    mentions = pipeline.understand(text, language).mentions
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    return [(mention.text, mention.kind) for mention in mentions if mention.kind != "landmark"]


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("hole at 4512 NE Killingsworth Street", "4512 NE Killingsworth Street", "address"),
        ("car blocking 19/21 Wexford Rd since noon", "19/21 Wexford Rd", "address"),
        ("light out outside 7b Larkspur Gardens", "7b Larkspur Gardens", "address"),
        ("trash in front of 137 quennell", "137 quennell", "address"),
        ("bins at 22 old mill lane not emptied", "22 old mill lane", "address"),
        ("signal stuck at 42nd St and Zephyr Ave", "42nd St and Zephyr Ave", "intersection"),
        ("corner of wicklow and thorne is flooded", "wicklow and thorne", "intersection"),
        ("between 3rd and 4th on Pike, glass everywhere", "3rd and 4th", "intersection"),
        ("potholes all along Ballymena Road", "Ballymena Road", "street"),
        ("speeding on dr martin luther king jr blvd", "luther king jr blvd", "street"),
        ("pothole at 12 Pound Lane", "12 Pound Lane", "address"),
        ("hole outside 45 buck street", "45 buck street", "address"),
        ("GRAFFITI AT 88 QUINCE STREET", "88 QUINCE STREET", "address"),
    ],
)
def test_english_places(pipeline, text, place, kind):
    assert any(place in mention for mention, its_kind in found(pipeline, text, "en") if its_kind == kind)


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("bache en la calle Zurbarán nº 14", "calle Zurbarán nº 14", "address"),
        ("farola apagada en C/ Peña Ubiña, 5", "C/ Peña Ubiña, 5", "address"),
        ("basura en avenida de los Poblados 33", "avenida de los Poblados 33", "address"),
        ("acera rota en Carrera 7 # 12-34", "Carrera 7 # 12-34", "address"),
        ("semáforo en calle Olmo esquina avenida Quito", "calle Olmo esquina avenida Quito", "intersection"),
        ("socavón en paseo de Extremadura", "paseo de Extremadura", "street"),
        ("PINTADAS EN LA CALLE BELZUNEGUI,68", "CALLE BELZUNEGUI,68", "address"),
    ],
)
def test_spanish_places(pipeline, text, place, kind):
    assert (place, kind) in found(pipeline, text, "es")


@pytest.mark.parametrize(
    "text",
    [
        "they charged me $45 and it took 3 weeks",
        "since 3/14/2024 at 8:15am nobody has come",
        "plate MB2530 parked here for 2 hours, called 617-555-0199 twice",
        "bins not emptied for 3 Weeks now, 4 Bags outside",
        "pothole is 2 feet wide and 8 inches deep",
        "i got a 60 dollar ticket at 10 pm on the 4th",
        "wind of 40 to 50 took down 2 limbs",
        "the whole street is icy and the back road too",
        "hay unas 20 ratas y 3 gatos en la vía pública",
        "la matrícula 4521 KLM lleva 2 meses aparcada",
        "son 6 sillas, 2 sillones y 1 mesa de 120 cm",
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_figures_are_no_places(pipeline, text, language):
    if pipeline.understand(text).language == language:
        assert found(pipeline, text, language) == []


def test_a_landmark_is_told_apart(pipeline):
    mentions = pipeline.understand("broken bench in front of the library", "en").mentions
    assert [(mention.text, mention.kind) for mention in mentions] == [("the library", "landmark")]


@pytest.mark.parametrize("text", ["hole\tat  4512 NE  Oak Street\nfix it", "hole\nat 4512 NE\tOak Street, fix it"])
def test_places_stand_where_they_are_written_whatever_stands_between_words(pipeline, text):
    assert [(place.split(), kind) for place, kind in found(pipeline, text, "en")] == [
        (["4512", "NE", "Oak", "Street"], "address")
    ]
