"""understand, evaluate and train from the command line: JSON Lines in, bad lines by number, the rest goes on."""

import gzip
import json

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.evaluate import evaluate
from bot.cli.train import train
from bot.cli.understand import understand


@pytest.fixture
def run():
    def run_command(command, *arguments, stdin=b""):
        app = typer.Typer()
        app.command()(command)
        return CliRunner().invoke(app, list(arguments), input=stdin)

    return run_command


def test_texts_become_objects(run):
    result = run(understand, "pothole outside 12 Elm St", "stop")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], first["language"], first["intent"], first["types"][0]["code"]) == (
        1,
        "en",
        "report",
        "pothole",
    )
    assert first["mentions"] == [{"start": 16, "end": 25, "text": "12 Elm St", "kind": "address"}]
    assert (first["emergency"], first["opt_out"], first["abstain"]) == (None, False, False)
    assert second["opt_out"] is True


def test_lines_keep_their_ids_and_bad_ones_are_named(run):
    lines = [b'{"id": "a", "text": "bache en mi calle", "language": "es"}', b"not json", b'{"text": "\xff"}']
    lines += [b'{"id": 4}', b"[1]", b'{"id": 6, "text": ""}']
    result = run(understand, stdin=b"\n".join(lines))
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in told] == ["a", 6]
    assert told[0]["types"][0]["code"] == "pothole"
    assert [f"line {n}:" in result.stderr for n in (1, 2, 3, 4, 5, 6)] == [False, True, True, True, True, False]
    assert result.exit_code == 0


def test_a_missing_model_is_named(run, tmp_path):
    result = run(understand, "hello", "--models", str(tmp_path))
    assert result.exit_code == 1
    assert "text311 train" in result.stderr


def test_evaluate_prints_tables_and_writes_the_card(run, tmp_path):
    rows = [{"text": "big pothole", "code": "pothole"}, {"text": "graffiti on wall", "code": "graffiti"}, {"text": "x"}]
    file = tmp_path / "rows.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    card = tmp_path / "card.md"
    result = run(evaluate, str(file), "--card", str(card), "--title", "Two rows")
    assert result.exit_code == 0
    assert "1.000" in result.stdout
    assert "line 3" in result.stderr
    assert "### Two rows" in card.read_text(encoding="utf-8")


def test_evaluate_without_rows_or_file_says_so(run):
    assert "nothing to score" in run(evaluate, "-", stdin=b"").stderr
    missing = run(evaluate, "no/such/file")
    assert missing.exit_code == 1
    assert "no/such/file" in missing.stderr


def test_history_needs_its_own_folder(run):
    result = run(train, "--history", "-")
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_a_history_of_one_class_is_refused(run, tmp_path):
    lines = b"\n".join(json.dumps({"text": f"hole {i}", "code": "pothole"}).encode() for i in range(300))
    result = run(train, "--history", "-", "--out", str(tmp_path / "m"), stdin=lines)
    assert result.exit_code == 1
    assert "all 300 reports have the code 'pothole'" in result.stderr
