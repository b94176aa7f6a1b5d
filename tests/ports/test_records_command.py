"""`text311 records`, as an operator uses it."""

import asyncio
import csv
import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.adapters.records import SqlRecords
from bot.cli import app
from bot.messages import Contact

WORDS = ["=HYPERLINK(1)", "+1 pothole", "- it is deep", "@city", "a pothole, deep"]


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """What the command writes of conversations that hold `WORDS`."""
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    monkeypatch.setenv("TEXT311_RECORDS_URL", url)
    monkeypatch.setenv("TEXT311_DATA_DIR", str(tmp_path))

    async def fill():
        records = SqlRecords(url)
        records.create()
        for text in WORDS:
            await records.transcript(Contact("sms", "+12065550100"), "in", text, datetime(2026, 6, 1, tzinfo=UTC))
        await records.close()

    asyncio.run(fill())
    return lambda *arguments: CliRunner().invoke(app, ["records", "transcripts", *arguments]).output.splitlines()


def test_no_words_are_a_formula_in_a_spreadsheet(printed):
    texts = [row["text"] for row in csv.DictReader(printed("--csv"))]
    assert texts == [f"'{text}" for text in WORDS[:-1]] + WORDS[-1:]


def test_json_lines_hold_the_words_themselves(printed):
    assert [json.loads(line)["text"] for line in printed()] == WORDS
