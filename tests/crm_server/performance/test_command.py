"""`text311 performance`: what it prints, and what it says when it cannot."""

import json

import pytest
from typer.testing import CliRunner

from bot.cli import app

TABLE = """open_dt,closed_dt,target_dt,type,neighborhood
2026-03-01T08:00,2026-03-01T10:00,2026-03-02T08:00,Pothole,North
2026-03-01T08:00,,2026-03-02T08:00,Pothole,South
2026-03-01T08:00,2026-03-03T08:00,,Lamp,South
"""


@pytest.fixture
def tickets(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def run(*arguments):
    return CliRunner().invoke(app, ["performance", *arguments])


def test_json_has_a_row_a_service_with_what_it_is_computed_over(tickets):
    everything, pothole, lamp = json.loads(run(tickets, "--json").stdout)
    assert [row["service"] for row in (everything, pothole, lamp)] == ["*all*", "Pothole", "Lamp"]
    assert (pothole["n"], pothole["closed"], pothole["open"], pothole["with_target"]) == (2, 1, 1, 2)
    assert (pothole["median_hours"], pothole["p90_hours"], pothole["on_time_share"]) == (2.0, 2.0, 0.5)
    assert pothole["median_hours_with_open"] == 2.0
    assert pothole["computed_over"]["median_hours"] == {"n": 1, "cases": "closed"}


def test_open_ones_are_counted_until_the_time_that_is_given(tickets):
    rows = json.loads(run(tickets, "--json", "--as-of", "2026-03-01T12:00").stdout)
    assert rows[1]["on_time_share"] == 1.0, "the open one could still have been on time"


def test_a_table_for_people(tickets):
    printed = run(tickets, "--by", "area").stdout
    assert "All together" in printed
    assert "South" in printed
    assert "Kaplan-Meier" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "No such file"),
        (["http://127.0.0.1:9/open311/v2"], "did not answer"),
    ],
)
def test_it_says_what_is_wrong(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 1
    assert said in result.output


def test_a_table_it_cannot_read_is_told_with_the_headers_it_has(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", "utf-8")
    result = run(str(tmp_path / "x.csv"))
    assert result.exit_code == 1
    assert "there are: " in result.output
