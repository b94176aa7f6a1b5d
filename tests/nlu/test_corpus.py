"""The corpus: read as a clerk writes it, and kept clean."""

from random import Random

import pytest

from bot.nlu.augment import as_sms, slip, with_slips
from bot.nlu.corpus import how_often, languages, marks, read_corpus
from bot.nlu.corpus_lint import lint
from bot.nlu.request_types import CODES
from bot.nlu.slots import fill, place_maker


@pytest.fixture
def corpus(tmp_path):
    def write(name, text):
        path = tmp_path / "en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_shipped_corpus_is_clean():
    assert list(lint()) == []


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_request_type_has_lines_and_a_frequency(language):
    lines = read_corpus(language)
    assert {line.label for line in lines if line.topic == "types"} == set(CODES)
    assert set(how_often(language)) == set(CODES)


def test_comments_and_blank_lines_are_no_messages(corpus):
    folder = corpus("types/pothole.txt", "# holes\n\nhole in {street}\n")
    assert [(line.text, line.label, line.number) for line in read_corpus("en", folder)] == [
        ("hole in {street}", "pothole", 3)
    ]
    assert languages(folder) == ("en",)


def test_look_alikes_may_carry_a_type(corpus):
    folder = corpus("emergency/look_alikes.txt", "water_leak\tfire hydrant drips\nyou are killing me\n")
    assert [(line.topic, line.label, line.text) for line in read_corpus("en", folder)] == [
        ("look_alikes", "water_leak", "fire hydrant drips"),
        ("look_alikes", "", "you are killing me"),
    ]


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("types/potholes.txt", "hole", "no known name"),
        ("types/pothole.txt", "hole at {adress}", "a mark is"),
        ("types/pothole.txt", "hole by [the mill](landmarks)", "a mark is"),
        ("types/pothole.txt", "hole at 12 Elm Street", "not marked"),
        ("types/pothole.txt", "hay un hoyo en la calle de mi casa", "looks like 'es'"),
        ("types/pothole.txt", "same hole\nsame hole", "said already"),
        ("emergency/water.txt", "help", "no known name"),
        ("several.txt", "pothole+graffiti\tno cut here", "no known name"),
    ],
)
def test_the_linter_names_what_is_wrong(corpus, name, line, fault):
    faults = list(lint(corpus(name, line)))
    assert len(faults) == 1
    assert fault in faults[0]


def test_slots_are_filled_and_remembered():
    maker = place_maker("en")
    filled = fill("hole outside {address} near [the mill](landmark)", maker, Random(1))
    assert [filled.text[m.start : m.end] for m in filled.mentions] == [m.text for m in filled.mentions]
    assert [m.kind for m in filled.mentions] == ["address", "landmark"]
    assert "{" not in filled.text


def test_the_same_dice_make_the_same_places():
    maker = place_maker("es")
    assert fill("bache en {intersection}", maker, Random(7)) == fill("bache en {intersection}", maker, Random(7))


def test_marks_are_found_in_both_forms():
    assert [(mark.kind, mark.words) for mark in marks("{street} or [Elm St](street)")] == [
        ("street", None),
        ("street", "Elm St"),
    ]


def test_slips_keep_short_words_and_the_number_of_words():
    assert slip("the", Random(1)) == "the"
    assert slip("pothole", Random(1)) != "pothole"
    assert len(with_slips("there is a large pothole on my street", Random(3), 1.0).split()) == 8


def test_sms_spelling_drops_capitals_and_stops():
    assert as_sms("Please fix it. Thanks.", "en", Random(2)).islower()


@pytest.mark.parametrize("name", ["danger_words.txt", "concepts.txt"])
def test_a_phrase_whose_first_word_is_a_beginning_is_named(name, tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / name).write_text("weapon: pock* knife, box cutter*\n", encoding="utf-8")
    assert list(lint(tmp_path)) == [f"en/{name}: 'pock* knife' (weapon): the first word of a phrase takes no star"]
