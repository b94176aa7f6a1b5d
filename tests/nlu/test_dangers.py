"""The second look at danger: its words, its features, its model, and when it is taken."""

from random import Random

import numpy as np
import pytest

from bot.nlu.constants import Constants
from bot.nlu.corpus import languages
from bot.nlu.danger_fit import fit_dangers
from bot.nlu.danger_words import DangerWords, read_danger_words
from bot.nlu.dangers import DangerFeatures, load_dangers
from bot.nlu.emergency_screen import emergency_of, worth_a_look
from bot.nlu.emergency_signs import EmergencySigns
from bot.nlu.factories import Classifier
from bot.nlu.fit import Sample
from bot.nlu.linear import Head
from bot.nlu.small_talk import small_talk
from bot.nlu.text import words

WORDS = DangerWords(
    {"person": ["man", "cyclist*"], "still": ["isnt moving", "blue"], "past": ["last week"], "wire": ["live wire*"]}
)
FEATURES = DangerFeatures(WORDS, lambda key: key)
HEARD, LOUD = (
    ("isnt moving", "the cyclists lie there blue", "man is blue"),
    ("bins are blue", "paint last week", "road"),
)


@pytest.fixture(scope="module")
def model():
    def samples(texts, label):
        return [Sample(tuple(text.split()), {"emergency": label}) for text in texts for _ in range(3)]

    return fit_dangers(samples(HEARD, "medical") + samples(LOUD, "none"), EmergencySigns(), WORDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a man isnt moving", [(1, "person"), (2, "still")]),
        ("cyclists last week", [(0, "person"), (1, "past")]),
        ("moving last", []),
        ("bare live wires", [(1, "wire")]),
        ("", []),
    ],
)
def test_words_beginnings_and_phrases_are_found_where_they_stand(text, found):
    assert WORDS.found_in(text.split()) == found


def test_a_word_may_be_of_several_kinds():
    assert DangerWords({"a": ["blue"], "b": ["bl*"]}).found_in(["blue"]) == [(0, "a"), (0, "b")]


def test_order_matters():
    assert FEATURES.of(["man", "blue"], ()) != FEATURES.of(["blue", "man"], ())


def test_a_sign_is_seen():
    plain, signed = (set(FEATURES.of(["man"], signs)) for signs in ((), ("medical",)))
    assert plain < signed


def test_danger_is_told_from_none(model):
    def score(text):
        return model.score(text.split(), ())

    assert min(map(score, HEARD)) > max(map(score, LOUD))


def test_other_people_are_hurt_alike(model):
    """No text of the training says that a man isn't moving."""
    assert model.score(["a", "man", "isnt", "moving"], ()) > model.score(["paint", "a", "road"], ())


def test_a_model_comes_back_as_it_was_kept(model, tmp_path):
    model.save(tmp_path / "dangers.npz")
    again = load_dangers(tmp_path / "dangers.npz")
    for text in (*HEARD, *LOUD, "never heard of"):
        assert again.score(text.split(), ()) == pytest.approx(model.score(text.split(), ()), abs=0.05)


@pytest.mark.parametrize("language", languages())
def test_the_shipped_words_hold_people_harm_and_what_takes_it_back(language):
    assert {"person", "helpless", "weapon", "flame", "past", "maybe", "not"} <= set(read_danger_words(language).entries)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_kinds_in_the_same_order(language):
    """So that the lists can be laid side by side, and a kind that somebody forgot is seen."""
    assert list(read_danger_words(language).entries) == list(read_danger_words("en").entries)


def test_a_language_learns_with_its_own_words_or_without(tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "xx").mkdir(parents=True)
    assert read_danger_words("xx", corpus).entries == {}
    (corpus / "xx" / "danger_words.txt").write_text("# words\nflame: fogo, queim*, EM CHAMAS, fumaça preta\n", "utf-8")
    found = read_danger_words("xx", corpus).found_in(words("Em chamas! Queimando, fumaca preta"))
    assert found == [(0, "flame"), (2, "flame"), (3, "flame")]


class Closer:
    """Says what it is told to, and remembers what it was shown."""

    def __init__(self, says):
        self.says, self.shown = says, []

    def score(self, words, signs):
        self.shown.append((tuple(words), signs))
        return self.says


HEAD = ("fire", "none")


@pytest.mark.parametrize(
    ("margin", "signs", "looks"),
    [(-1.9, (), False), (-1.9, ("fire",), True), (-0.2, (), True)],
    ids=["quiet", "a sign", "left open"],
)
def test_what_is_worth_a_second_look(margin, signs, looks):
    assert worth_a_look(Head(HEAD, np.array([margin, 0.0], np.float32)), signs, Constants()) is looks


@pytest.mark.parametrize(
    ("margin", "says", "kind"),
    [(0.4, 0.5, "fire"), (-1.9, 3.0, "fire"), (0.4, -3.0, None)],
    ids=["both", "second", "taken back"],
)
def test_the_second_look_decides(margin, says, kind):
    classifier = Classifier.__new__(Classifier)
    classifier.model, classifier.closer = None, Closer(says)
    head = Head(HEAD, np.array([margin, 0.0], np.float32))
    assert emergency_of("shed burns", ["shed", "burns"], (), head, classifier, Constants()) == kind
    assert classifier.closer.shown == [(("shed", "burns"), ())]


@pytest.mark.parametrize("language", languages())
def test_talk_stands_around_what_was_said(language):
    talk, said = small_talk(language), ("shed", "burns")
    for seed in range(20):
        around = talk.around(said, Random(seed))
        assert " shed burns " in f" {' '.join(around)} "
    assert len({talk.around(said, Random(seed)) for seed in range(20)}) > 10
