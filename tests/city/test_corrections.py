"""What staff corrected comes out as lines the training reads."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
import typer
from typer.testing import CliRunner

from bot.adapters.records import SqlRecords
from bot.cli.corrections import corrections
from bot.effects import RecordCorrection
from bot.messages import Contact
from bot.nlu.json_lines import read_rows

AT = datetime(2026, 6, 1, tzinfo=UTC)
GIVEN = [
    RecordCorrection("1", "hole where the drain was\nstill open", "en", "POTHOLE", "DRAIN"),
    RecordCorrection("2", "bache en el parque 🕳️", "es", "POTHOLE", "LAGOON"),
]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("TEXT311_RECORDS_URL", f"sqlite:///{tmp_path / 'kept.sqlite'}")
    monkeypatch.setenv("TEXT311_DATA_DIR", str(tmp_path / "data"))
    app = typer.Typer()
    app.command()(corrections)
    return lambda file: CliRunner().invoke(app, [file])


async def keep(url):
    records = SqlRecords(url)
    records.create()
    for correction in GIVEN:
        await records.correction(Contact("sms", "+12065550100"), correction, AT)
    await records.close()


def test_words_and_the_right_code_come_out_as_history(run, tmp_path):
    asyncio.run(keep(f"sqlite:///{tmp_path / 'kept.sqlite'}"))
    told = run(str(tmp_path / "out.jsonl"))
    assert (told.exit_code, told.stderr) == (0, "2 corrections.\n")
    complaints = []
    with (tmp_path / "out.jsonl").open("rb") as lines:
        rows = list(read_rows(lines, ("text", "code"), complaints.append))
    assert [(row["text"], row["code"]) for row in rows] == [
        (GIVEN[0].words, "drain_flooding"),
        (GIVEN[1].words, "service:LAGOON"),
    ]
    assert not complaints
    assert "12065550100" not in (tmp_path / "out.jsonl").read_text(), "who wrote it is nobody's business"


def test_none_is_none(run):
    told = run("-")
    assert (told.exit_code, told.stdout, told.stderr) == (0, "", "0 corrections.\n")


def test_they_can_be_read_from_stdout(run, tmp_path):
    asyncio.run(keep(f"sqlite:///{tmp_path / 'kept.sqlite'}"))
    assert [json.loads(line)["language"] for line in run("-").stdout.splitlines()] == ["en", "es"]
