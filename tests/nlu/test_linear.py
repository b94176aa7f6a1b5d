"""The linear model: what is saved is what scores, and no number of threads or words changes a score."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.nlu import linear
from bot.nlu.emergency_signs import EmergencySigns, sign_pattern
from bot.nlu.fit import Recipe, Sample, fit
from bot.nlu.lexicon import Lexicon
from bot.nlu.linear import load_linear
from bot.nlu.remembered import Remembered
from bot.nlu.text import fold, hide_places, words

LEXICON = Lexicon(
    {"vehicle": ["car", "lorr*", "motor home"]}, EmergencySigns((("gas", "smell .. gas"),), ("gas station",))
)


@pytest.fixture(scope="module")
def model():
    texts = [("hole in the road", "pothole"), ("deep hole here", "pothole"), ("car parked badly", "parking")]
    texts += [("lorry parked here", "parking"), ("smell of gas", "gas"), ("gas smell", "gas")]
    samples = [Sample(tuple(words(text)), {"type": code}) for text, code in texts * 3]
    return fit(samples, LEXICON, Recipe(doubt=10.0))


def best(model, text):
    head = model.by_head(words(text))["type"]
    return head.labels[int(head.scores.argmax())]


def test_it_learns(model):
    assert [best(model, text) for text in ("hole road", "lorries parked", "smell gas")] == ["pothole", "parking", "gas"]


def test_saved_and_loaded_scores_are_the_same(model, tmp_path):
    model.save(tmp_path / "m.npz")
    again = load_linear(tmp_path / "m.npz")
    for text in ("hole in the motor home", "", "unheard of"):
        assert np.array_equal(model.scores(words(text)), again.scores(words(text)))


def test_the_same_samples_give_the_same_file(model, tmp_path):
    model.save(tmp_path / "a.npz")
    model.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_model_of_another_version_is_refused_with_the_way_on(model, tmp_path, monkeypatch):
    model.save(tmp_path / "m.npz")
    monkeypatch.setattr(linear, "VERSION", linear.VERSION + 1)
    with pytest.raises(FileNotFoundError, match="text311 train"):
        load_linear(tmp_path / "m.npz")


def test_threads_and_a_full_cache_change_no_score(model, monkeypatch):
    monkeypatch.setattr(linear, "MOST_KNOWN", 50)
    texts = [f"hole {a}x{b} car" for a in "abcdefgh" for b in "abcdefghijklmnop"]
    alone = [model.scores(words(text)) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: model.scores(words(text)), texts))
    assert all(np.allclose(a, b) for a, b in zip(alone, together, strict=True))


def test_concepts_by_word_beginning_and_phrase():
    assert LEXICON.concepts("car") == ("vehicle",)
    assert LEXICON.concepts("lorries") == ("vehicle",)
    assert LEXICON.concepts("care") == ()
    assert LEXICON.found_in(["a", "motor", "home"]).phrases == {"vehicle"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("i smell some gas", ("gas",)), ("smell at the gas station", ()), ("gas smell", ()), ("", ())],
)
def test_signs_of_danger(text, kinds):
    assert LEXICON.signs.kinds(text.split()) == kinds


def test_a_sign_is_phrases_gaps_and_neighbours():
    assert sign_pattern("gas + line|main") == "(?:gas )(?:line |main )"


@pytest.mark.parametrize(("word", "folded"), [("Avería", "averia"), ("2nd", "0nd"), ("can’t", "cant"), ("１２", "0")])
def test_words_are_folded(word, folded):
    assert fold(word) == folded


def test_hidden_places_leave_one_mark():
    assert len(words(hide_places("hole on Elm St here", [(8, 14)]))) == 4


@pytest.mark.parametrize("text", ["hole on\tElm", "hole on\nElm", "  hole  on\u00a0Elm ", "hole/on,Elm!"])
def test_words_stand_apart_whatever_stands_between_them(text):
    assert words(text) == ["hole", "on", "elm"]


def test_a_page_is_no_words_and_what_follows_it_is():
    assert words("see https://example.org/a,b now") == ["see", "now"]


def test_phrases_with_the_same_beginning_are_told_apart():
    lexicon = Lexicon({"light": ["out in front"], "place": ["out in back", "out in"]})
    found = lexicon.found_in(["out", "in", "back", "of", "it"])
    assert found.phrases == {"place"}
    assert found.concepts == {"place"}


def test_any_word_of_a_phrase_but_the_first_may_be_a_beginning():
    lexicon = Lexicon({"car": ["flat tire*", "no license plate*"]})
    assert lexicon.found_in(["two", "flat", "tires", "and", "no", "license", "plates"]).phrases == {"car"}
    assert not lexicon.found_in(["flat", "as", "a", "tire"]).phrases


def test_what_is_too_long_for_a_word_is_not_remembered():
    remembered = Remembered(str.upper)
    assert remembered["a" * 4_000] == "A" * 4_000
    assert remembered["elm"] == "ELM"
    assert list(remembered) == ["elm"]
