"""The emergency screen on messages its makers did not write for it; `docs/emergency.md` tells how the sets came about.

Rows are numbered from 1 in the written sets, from 0 in the file of candidates.
"""

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pytest

from bot.nlu.understanding import EmergencyKind

HERE = Path(__file__).parent / "emergency"
CANDIDATES = Path(__file__).resolve().parents[2] / "../shared/data/emergency_candidates_dev.jsonl.gz"
KINDS = get_args(EmergencyKind)
LEAST_RECALL, LEAST_PRECISION = 0.99, 0.9
ROUNDS_RECALL = 0.98
CANDIDATE_RECALL, CANDIDATE_PRECISION = 0.95, 0.75
"""A floor under real messages chosen for their frightening words, so that a change for the worse is seen."""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    kind: str
    text: str
    language: str


@dataclass(slots=True)
class Score:
    heard: int = 0
    missed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    false: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Row numbers by kind: the kind it was, or the kind it was taken for."""

    @property
    def recall(self):
        return self.heard / (self.heard + sum(map(len, self.missed.values())))

    @property
    def precision(self):
        return self.heard / (self.heard + sum(map(len, self.false.values())))

    def __str__(self):
        return (
            f"recall {self.recall:.3f}, precision {self.precision:.3f}; "
            f"missed rows {dict(self.missed)}; false alarms {dict(self.false)}"
        )


def written(name, language):
    name = name if name.endswith(language) else f"{name}_{language}"
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [Row(number, *line.split("\t"), language) for number, line in enumerate(lines, 1)]


def rounds(language):
    """Every row of the rounds, one after the other."""
    return [row for path in sorted(HERE.glob(f"round_?_{language}.tsv")) for row in written(path.stem, language)]


def measured(pipeline, rows):
    score = Score()
    for row in rows:
        heard = pipeline.understand(row.text, row.language).emergency
        if row.kind != "none" and heard:
            score.heard += 1
        elif row.kind != "none":
            score.missed[row.kind].append(row.number)
        elif heard:
            score.false[heard].append(row.number)
    return score


@pytest.mark.parametrize(("language", "size"), [("en", 560), ("es", 520)])
def test_the_written_set_is_half_danger_half_look_alikes(language, size):
    rows = written(language, language)
    assert len(rows) == len({row.text.casefold() for row in rows}) == size
    assert {row.kind for row in rows} == {*KINDS, "none"}
    assert sum(row.kind == "none" for row in rows) == size // 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_danger_is_heard_and_look_alikes_are_not(pipeline, language):
    score = measured(pipeline, written(language, language))
    assert score.recall >= LEAST_RECALL, score
    assert score.precision >= LEAST_PRECISION, score


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_once_unseen_stays_heard(pipeline, language):
    """The rounds of messages that were written blind, measured, and only then learnt from."""
    rows = rounds(language)
    assert len(rows) >= 300
    assert sum(row.kind == "none" for row in rows) >= len(rows) * 0.35
    score = measured(pipeline, rows)
    assert score.recall >= ROUNDS_RECALL, score
    assert score.precision >= LEAST_PRECISION, score


@pytest.mark.parametrize(
    ("language", "least_recall", "least_precision"),
    [
        ("en", LEAST_RECALL, LEAST_PRECISION),
        ("es", LEAST_RECALL, LEAST_PRECISION),
        ("pt", 0.95, LEAST_PRECISION),
        ("ht", 0.95, LEAST_PRECISION),
    ],
)
def test_what_somebody_else_wrote_is_heard(pipeline, language, least_recall, least_precision):
    """Written by another hand than the corpus, and never learnt from: keep it so, and write new ones to learn from."""
    score = measured(pipeline, written("other_hand", language))
    assert score.recall >= least_recall, score
    assert score.precision >= least_precision, score


@pytest.mark.parametrize("language", ["en", "es", "pt", "ht"])
def test_danger_is_heard_beside_a_problem_for_crews(pipeline, language):
    score = measured(pipeline, written("mixed", language))
    assert score.recall == 1, score
    assert score.precision >= LEAST_PRECISION, score


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_is_heard(pipeline, language):
    """A good total must not hide a kind that goes unheard."""
    score, rows = measured(pipeline, written(language, language)), written(language, language)
    sizes = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    shares = {kind: 1 - len(score.missed[kind]) / sizes[kind] for kind in KINDS}
    assert min(shares.values()) >= 0.95, score


@pytest.mark.parametrize("text", ["person", "Person", "PERSON!", "a person", "I need a person", "persona", "gente"])
def test_a_person_is_no_emergency(pipeline, text):
    assert all(pipeline.understand(text, language).emergency is None for language in ("en", "es", None))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a man was just hit by a bus"),
        ("en", "I smell gas can you send someone"),
        ("en", "call 911 he is unresponsive"),
        ("en", "he has been unresponsive for ten minutes"),
        ("en", "there is a fire in the building"),
        ("en", "a bomb went off at the market"),
        ("en", "someone is killing my neighbor"),
        ("en", "no one is hurt yet but the house is on fire"),
        ("en", "suicide prevention number please, I need it now"),
        ("es", "PELIGRO hay un incendio en el bloque"),
        ("es", "le disparó a una mujer"),
        ("es", "la bombona de gas pierde y huele"),
        ("es", "cable eléctrico caído y nos quedamos sin internet"),
        ("es", "no hay heridos pero la casa está ardiendo"),
        ("es", "la ambulancia no llega y el señor no respira"),
    ],
)
def test_an_innocent_phrase_hides_no_danger(pipeline, language, text):
    """`gas can`, `bus`, `police .. unresponsive`: what is taken out of a message must not take the danger with it."""
    assert pipeline.understand(text, language).emergency


def test_real_messages_with_frightening_words(pipeline, record_property):
    """Every third row of the candidates, labelled by hand; the labels are here, the texts are not."""
    if not CANDIDATES.exists():
        pytest.skip("The emergency candidates are not beside the checkout: nothing real to measure.")
    with gzip.open(CANDIDATES, "rt", encoding="utf-8") as file:
        messages = [json.loads(line) for line in file]
    labels = [line.split("\t") for line in (HERE / "candidates.tsv").read_text(encoding="utf-8").splitlines()]
    rows = [Row(int(n), kind, messages[int(n)]["text"], messages[int(n)]["lang"]) for n, kind in labels]
    score = measured(pipeline, rows)
    record_property("candidates", str(score))
    assert len(rows) == 300
    assert score.recall >= CANDIDATE_RECALL, score
    assert score.precision >= CANDIDATE_PRECISION, score
