"""Ticket tables as cities publish them: headers, ways of writing times, dirt."""

import gzip
import json
from pathlib import Path

import pytest

from crm_server.performance.dates import reader_for
from crm_server.performance.figures_json import as_json
from crm_server.performance.headers import columns
from crm_server.performance.report import table
from crm_server.performance.tickets import last_known, read_tickets, tickets_from

SHARED = Path(__file__).resolve().parents[3] / "../shared/data"

HEADERS = [
    (["case_id", "open_dt", "closed_dt", "type"], {"opened": "open_dt", "closed": "closed_dt", "service": "type"}),
    (
        ["Created Date", "Closed Date", "Due Date", "Complaint Type", "Borough"],
        {"target": "Due Date", "service": "Complaint Type", "area": "Borough"},
    ),
    (
        ["CREATED_DATE", "SR_TYPE", "Ward", "ORIGIN"],
        {"opened": "CREATED_DATE", "service": "SR_TYPE", "channel": "ORIGIN"},
    ),
    (
        ["requested_datetime", "service_name", "service_code", "closed_date"],
        {"service": "service_name", "service_code": "service_code", "closed": "closed_date"},
    ),
    (["\ufeffdateCreated", "requestType"], {"opened": "\ufeffdateCreated", "service": "requestType"}),
]


@pytest.mark.parametrize(("headers", "expected"), HEADERS)
def test_columns_are_guessed(headers, expected):
    assert expected.items() <= columns(headers).items()


@pytest.mark.parametrize("headers", [[], ["a", "b"], ["type"], ["open_dt"]])
def test_a_table_without_the_needed_columns_says_which(headers):
    with pytest.raises(ValueError, match="no column tells"):
        columns(headers)


TIMES = [
    (["2026-03-01T08:00:00Z"], "2026-03-01T08:00:00"),
    (["2026-03-01T08:00:00-05:00"], "2026-03-01T13:00:00"),
    (["2026-03-01 08:00:00"], "2026-03-01T08:00:00"),
    (["03/01/2026 08:00:00 PM"], "2026-03-01T20:00:00"),
    (["01/03/2026 08:00", "25/03/2026 08:00"], "2026-03-01T08:00:00"),
    (["3/1/2026 8:00"], "2026-03-01T08:00:00"),
    (["2026/03/01 08:00:00+00"], "2026-03-01T08:00:00"),
]


@pytest.mark.parametrize(("sample", "expected"), TIMES)
def test_times_are_read_as_the_column_writes_them(sample, expected):
    assert reader_for(sample)(sample[0]).isoformat() == expected


def test_times_nobody_understands():
    with pytest.raises(ValueError, match="write them as"):
        reader_for(["the day before yesterday"])


TABLE = """open_dt;closed_dt;target_dt;type;source;on_time;status;fixed;rating
2026-03-01 08:00;2026-03-01 10:00;2026-03-02 08:00;Pothole;App;ONTIME;Closed;yes;5
2026-03-01 08:00;2026-03-04 08:00;2026-03-02 08:00;Pothole;App;OVERDUE;Closed;no;9
2026-03-01 08:00;;2026-03-02 08:00;Pothole;;OVERDUE;Open;;
2026-03-01 08:00;2026-03-03 08:00;;Lamp;;;Open;;
never;;;Lamp;;;;;
"""


def test_a_table_with_dirt():
    tickets = tickets_from(TABLE)
    assert tickets.skipped == 1
    everything, pothole, lamp = (as_json(row) for row in table(tickets.cases, last_known(tickets.cases)))
    assert (everything["n"], pothole["n"], pothole["closed"], lamp["closed"]) == (4, 3, 2, 0), (
        "an open one with a closing time is open"
    )
    assert pothole["median_hours"] == 37
    assert pothole["on_time_share"] == pytest.approx(1 / 3, abs=1e-4)
    assert (pothole["satisfied_share"], pothole["computed_over"]["satisfied_share"]["n"]) == (1.0, 1), (
        "a 9 is no rating"
    )
    assert pothole["verified_fixed_share"] == 0.5


@pytest.mark.parametrize("content", [b"", b"open_dt,type\n", b"open_dt,type\nnever,Lamp\n"])
def test_an_empty_table_is_told(tmp_path, content):
    (tmp_path / "empty.csv").write_bytes(content)
    with pytest.raises(ValueError):
        read_tickets(tmp_path / "empty.csv")


def test_gzip_and_windows_letters(tmp_path):
    path = tmp_path / "tickets.csv.gz"
    path.write_bytes(gzip.compress("open_dt,type,area\n2026-03-01,Farola,Peñón\n".encode("cp1252")))
    assert read_tickets(path).cases[0].area == "Peñón"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the ticket table of 2011 lies beside the checkout (shared/data)")
def test_the_figures_of_2011_agree_with_those_computed_elsewhere():
    tickets = read_tickets(SHARED / "tickets_boston_2011.csv.gz")
    truth = json.loads((SHARED / "tickets_boston_2011_truth.json").read_text("utf-8"))
    found = {row["service"]: row for row in map(as_json, table(tickets.cases, last_known(tickets.cases)))}
    assert found.keys() == truth.keys()
    for name, expected in truth.items():
        row = found[name]
        assert (row["n"], row["closed"], row["with_target"]) == (
            expected["n"],
            expected["closed"],
            expected["with_target"],
        )
        assert row["median_hours"] == pytest.approx(expected["median_h"], abs=0.006)
        assert row["p90_hours"] == pytest.approx(expected["p90_h"], abs=0.006)
        assert 100 * row["on_time_share"] == pytest.approx(expected["pct_on_time"], abs=0.06)
