"""A city's own services are heard by their words; what the model is sure of stands against a single one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.city_words import HEARD, CityReader, CityWords, fits, with_services
from bot.nlu.text import words
from bot.nlu.understanding import Problem, RankedType, Understanding

PARTY, CAT = "service:PARTY", "service:CAT"
SERVICES = {PARTY: ("street party", "permi*", "fiesta en la calle"), CAT: ("lost cat", "pet", "animal perdido")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A STREET PARTY!", {PARTY: 2}),
        ("street parties", {PARTY: 2}),
        ("party in the street", {}),
        ("permission, permits", {PARTY: 1}),
        ("Una fiesta en la calle", {PARTY: 4}),
        ("lost cats and two pets", {CAT: 2}),
        ("petrol", {}),
        ("animál perdído", {CAT: 2}),
        ("a permit for my pet", {PARTY: 1, CAT: 1}),
        ("", {}),
    ],
)
def test_what_is_heard(text, said):
    assert CityWords(SERVICES).said_in(words(text)) == said


@pytest.mark.parametrize(
    ("said", "wanted", "fit"),
    [("boxes", "box", True), ("party", "parties", True), ("cat", "cats", True), ("class", "clas", True),
     ("cart", "cat", False), ("permitted", "permit*", True), ("permit", "permits*", False)],
)  # fmt: skip
def test_words_fit_in_singular_and_plural(said, wanted, fit):
    assert fits(said, wanted) is fit


NOISE = (RankedType("noise", 0.7), RankedType("pothole", 0.1))
SURE = Understanding(types=NOISE, abstain=False, intent="report")
UNSURE = Understanding(types=(RankedType("noise", 0.2),), abstain=True, intent="other")


def test_one_word_does_not_shake_what_the_model_is_sure_of():
    assert with_services(SURE, {PARTY: 1}) == SURE


def test_a_phrase_makes_it_a_question_and_is_never_taken_silently():
    read = with_services(SURE, {PARTY: 2})
    assert [ranked.code for ranked in read.types] == [PARTY, "noise", "pothole"]
    assert read.abstain


def test_one_word_is_enough_where_nothing_is_clear_and_makes_it_a_report():
    read = with_services(UNSURE, {PARTY: 1, CAT: 1})
    assert [ranked.code for ranked in read.types] == [PARTY, CAT, "noise"]
    assert read.types[0].confidence == HEARD
    assert (read.intent, read.abstain) == ("report", True)


@pytest.mark.parametrize(
    "read",
    [Understanding(opt_out=True), Understanding(opt_in=True), Understanding(problems=(Problem(0, 1, ()),) * 2)],
)
def test_stop_start_and_two_problems_stay_what_they_are(read):
    assert with_services(read, {PARTY: 3}) == read


def test_status_thanks_and_the_like_stay_what_they_are():
    assert with_services(Understanding(intent="status"), {PARTY: 2}).intent == "status"


class Nothing:
    def understand(self, text, language=None):
        return Understanding()


@given(st.text(), st.dictionaries(st.text(min_size=1), st.lists(st.text()), max_size=3))
def test_whatever_is_said_and_whatever_the_city_lists(text, services):
    read = CityReader(Nothing(), services).understand(text)
    assert read.abstain
    assert {ranked.code for ranked in read.types} <= set(services)
