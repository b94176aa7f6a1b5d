"""Scores, calibration, tables and the model card."""

import io

import numpy as np
import pytest
from rich.console import Console

from bot.nlu.calibration import Calibration, calibrate
from bot.nlu.evaluation import Judged, score
from bot.nlu.evaluation_tables import markdown, print_tables
from bot.nlu.model_card import put_section

ROWS = [
    Judged("pothole", ("pothole", "graffiti"), 0.9, 3),
    Judged("pothole", ("graffiti", "pothole"), 0.6, 8),
    Judged("graffiti", ("graffiti", "noise"), 0.7, 20),
    Judged("noise", ("graffiti", "pothole", "pests"), 0.2, 50, abstained=True),
    Judged("noise", (), 0.0, 0, abstained=True),
]


def test_accuracy_coverage_and_confusion():
    scores = score(ROWS)
    assert (scores.n, scores.top1, scores.top3) == (5, 0.4, 0.6)
    assert scores.confident == 0.5
    assert (scores.read_back, scores.read_back_right) == (0.6, pytest.approx(2 / 3))
    assert ("pothole", "graffiti", 1) in scores.confused
    assert ("noise", "nothing", 1) in scores.confused
    assert sum(group.n for group in scores.by_length) == sum(group.n for group in scores.by_confidence) == 5


def test_nothing_to_score_says_so():
    with pytest.raises(ValueError, match="nothing to score"):
        score([])


def test_sure_and_always_right_has_no_calibration_error():
    assert score([Judged("a", ("a",), 1.0, 1)] * 4).calibration_error == 0


def test_calibration_finds_the_honest_ceiling():
    rng = np.random.default_rng(1)
    scores = [np.array([1.0, -1.0], dtype=np.float32)] * 1000
    right = [int(rng.random() > 0.9) for _ in scores]
    chosen = calibrate(scores, right)
    assert abs(chosen.best(scores[0], 1)[0][1] - 0.9) < 0.03


def test_shares_sum_to_the_ceiling():
    assert sum(
        share for _, share in Calibration(3.0, 0.8).best(np.array([1, 2, 3], dtype=np.float32))
    ) == pytest.approx(0.8)


def test_tables_and_markdown_carry_the_figures():
    out = io.StringIO()
    print_tables(score(ROWS), Console(file=out, width=100))
    assert "0.400" in out.getvalue()
    assert "| right type first | 0.400 |" in markdown("Dev", score(ROWS))


def test_the_model_card_keeps_its_words_and_renews_its_figures(tmp_path):
    card = tmp_path / "card.md"
    card.write_text("# Card\n\nwords\n", encoding="utf-8")
    put_section(card, "Dev", "old")
    put_section(card, "Other", "stays")
    put_section(card, "Dev", "new \\1")
    text = card.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.count("new \\1") == 1
    assert "words" in text
    assert "stays" in text
