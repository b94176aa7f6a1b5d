"""Whole messages through the shipped models."""

import pytest

REPORTS = [
    ("big pothole outside 12 Elm St, been there weeks", "en", "pothole", "12 Elm St"),
    ("the streetlight at the corner of 5th & Oak is out", "en", "streetlight_out", "5th & Oak"),
    ("someone dumped a mattress on Maple Avenue", "en", "illegal_dumping", "Maple Avenue"),
    ("fly tipping again by the garages on Cedar Close", "en", "illegal_dumping", "Cedar Close"),
    ("my trash was not picked up this morning", "en", "missed_trash", None),
    ("graffiti all over the underpass wall", "en", "graffiti", None),
    ("STOP SIGN KNOCKED DOWN AT MAIN AND OAK", "en", "traffic_sign", None),
    ("tree branch fell across the sidewalk", "en", "tree_damage", None),
    ("dead raccoon in the road", "en", "dead_animal", None),
    ("hay un bache enorme en la calle Alcalá 554", "es", "pothole", "calle Alcalá 554"),
    ("la farola de la calle Mayor 12 está apagada", "es", "streetlight_out", "calle Mayor 12"),
    ("no recogieron la basura ayer", "es", "missed_trash", None),
    ("pintadas en la fachada del colegio", "es", "graffiti", None),
    ("hay ratas en el patio", "es", "pests", None),
]


@pytest.mark.parametrize(("text", "language", "code", "place"), REPORTS)
def test_a_plain_report_is_understood_at_once(pipeline, text, language, code, place):
    understood = pipeline.understand(text)
    assert (understood.language, understood.intent, understood.types[0].code) == (language, "report", code)
    assert not understood.abstain
    if place:
        assert [mention.text for mention in understood.mentions if mention.kind != "landmark"] == [place]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hi", "greeting"),
        ("hola", "greeting"),
        ("what about my report?", "status"),
        ("any news on ticket 12345?", "status"),
        ("agent please", "person"),
        ("I want to talk to a human", "person"),
        ("quiero hablar con una persona", "person"),
        ("never mind", "cancel"),
        ("start over", "cancel"),
        ("thanks!", "thanks"),
        ("gracias", "thanks"),
        ("yes", "yes"),
        ("sí", "yes"),
        ("no", "no"),
        ("not fixed", "no"),
        ("help", "help"),
        ("ayuda", "help"),
    ],
)
def test_what_is_no_report_has_its_own_intent(pipeline, text, intent):
    assert pipeline.understand(text).intent == intent


def test_confidences_are_shares_best_first(pipeline):
    confidences = [ranked.confidence for ranked in pipeline.understand("water coming up the drain").types]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1


def test_a_message_about_nothing_in_particular_is_abstained_from(pipeline):
    assert pipeline.understand("please fix it").abstain


def test_the_conversation_language_decides_a_word_or_two(pipeline):
    assert pipeline.understand("no, Elm Ave", "en").language == "en"
    assert pipeline.understand("no", "es").language == "es"
    assert pipeline.understand("no").language_confidence < 0.5


def test_a_clear_sentence_in_another_language_wins_over_the_conversation(pipeline):
    assert pipeline.understand("hay un bache muy grande en mi calle", "en").language == "es"


def test_an_unknown_language_is_taken_for_what_it_reads_like(pipeline):
    assert pipeline.understand("pothole on my street", "tlh").language == "en"


def test_a_street_named_after_a_tree_is_no_tree(pipeline):
    assert pipeline.understand("pothole on Tree Road near Branch Lane").types[0].code == "pothole"
