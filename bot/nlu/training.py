"""Learns the shipped models from the corpus: the same corpus and seed give the same models."""

import math
from pathlib import Path

from spacy.language import Language

from bot.nlu.corpus import CORPUS, how_often, known_by_sight, languages, read_corpus
from bot.nlu.danger_fit import fit_dangers
from bot.nlu.danger_words import read_danger_words
from bot.nlu.factories import new_pipeline
from bot.nlu.fit import Machine, Progress, Recipe, Sample, fit
from bot.nlu.language_id import own_letters
from bot.nlu.lexicon import Lexicon, read_lexicon
from bot.nlu.linear import LinearModel
from bot.nlu.ordinary import known_words
from bot.nlu.samples import dice, samples
from bot.nlu.slots import fill, place_maker
from bot.nlu.small_talk import small_talk
from bot.nlu.text import words

FAVOUR = 0.18
"""How much a type's frequency counts against the words; chosen on the dev sets."""
WINDOWS = 2
"""Pieces of one to four words that each line lends to telling languages apart: people answer in a word or two."""
LANGUAGE_RECIPE = Recipe(least_texts=3, phrases=False, usual=Machine(1.0, 1.0))


def train(out: Path, corpus: Path = CORPUS, say: Progress = print) -> None:
    """Writes a pipeline for each language of the corpus, and `language.npz` that tells them apart."""
    out.mkdir(parents=True, exist_ok=True)
    known = languages(corpus)
    for language in known:
        train_language(language, corpus, say).to_disk(out / language)
    say("learning to tell the languages apart")
    learn_languages((*known, *known_by_sight(corpus)), corpus).save(out / "language.npz")


def train_language(language: str, corpus: Path = CORPUS, say: Progress = print) -> Language:
    say(f"{language}: reading the corpus")
    learnt, lexicon = samples(language, corpus), read_lexicon(language, corpus)
    model = fit(learnt, lexicon, Recipe(), say)
    favour(model, how_often(language, corpus))
    say("learning the second look at danger")
    closer = fit_dangers(learnt, lexicon.signs, read_danger_words(language, corpus), small_talk(language, corpus))
    return new_pipeline(language, known_words(language, corpus), model, closer)


def favour(model: LinearModel, shares: dict[str, float], head: str = "type") -> None:
    """Lets frequent types win where the words leave it open."""
    if not shares:
        return
    start = sum(len(labels) for name, labels in list(model.heads.items())[: list(model.heads).index(head)])
    labels, rarest, total = model.heads[head], min(shares.values()), sum(shares.values())
    for i, label in enumerate(labels, start):
        model.bias[i] += FAVOUR * math.log(shares.get(label, rarest) / total)


def learn_languages(known: tuple[str, ...], corpus: Path = CORPUS) -> LinearModel:
    """Whole lines, and pieces of them."""
    random = dice()
    learnt: list[Sample] = []
    for language in known:
        maker = place_maker(language, corpus)
        for line in read_corpus(language, corpus):
            text = fill(line.text, maker, random).text
            listed = text.split()
            starts = [random.randrange(max(1, len(listed) - 2)) for _ in range(WINDOWS)]
            parts = [text, *(" ".join(listed[start : start + random.randint(1, 4)]) for start in starts)]
            learnt += [
                Sample((*found, *own_letters(part)), {"language": language}) for part in parts if (found := words(part))
            ]
    return fit(learnt, Lexicon(), LANGUAGE_RECIPE)
