"""Whatever a city's history looks like: what can be learnt is learnt, what cannot is named by its line."""

import gzip
import json

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.train import train
from bot.nlu.history import usable
from bot.nlu.history_rows import EVERY, MOST_COMPLAINTS, HistoryUnfit, Report, read_reports
from bot.nlu.pipeline import load
from bot.nlu.text import LONGEST


@pytest.fixture
def read(tmp_path):
    """The reports of these lines, and what was said."""

    def read_lines(*lines, name="history.jsonl", cut=0):
        content = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        packed = gzip.compress(content) if name.endswith(".gz") else content
        (tmp_path / name).write_bytes(packed[: len(packed) - cut])
        said = []
        return read_reports(str(tmp_path / name), said.append), said[1:]

    return read_lines


GOOD = {"text": "hole in the road", "code": "pothole"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b'{"text": "broken \xff\xfe", "code": "pothole"}', "utf-8"),
        (b'{"text": "cut off', "line 2: "),
        (b"text,code", "line 2: "),
        (["a", "b"], "not a JSON object"),
        ({"code": "pothole"}, '"text" is missing'),
        ({"text": "no code"}, '"code" is missing'),
        ({"text": "no code", "code": ""}, '"code" is missing'),
        ({"text": "a number", "code": 5}, '"code" is missing or no text'),
        ({"text": None, "code": "pothole"}, '"text" is missing or no text'),
        (b'{"text": "half a sign \\ud800", "code": "pothole"}', "line 2: "),
    ],
)
def test_a_line_that_is_none_is_named_and_the_rest_goes_on(read, line, complaint):
    reports, said = read(GOOD, line, GOOD)
    assert reports == [Report("hole in the road", "pothole")] * 2
    assert len(said) == 1
    assert said[0].startswith("line 2: ")
    assert complaint in said[0]


def test_texts_that_say_nothing_are_counted(read):
    reports, said = read(
        GOOD, *({"text": text, "code": "x"} for text in ("", "  \n", "?!...", "\u200b")), {"text": "a", "code": " "}
    )
    assert len(reports) == 1
    assert said == ["5 reports without words or code are left out"]


def test_a_file_of_another_kind_does_not_fill_the_screen(read):
    reports, said = read(*[b"a;b;c"] * 500)
    assert reports == []
    assert len(said) == MOST_COMPLAINTS + 1
    assert said[-1] == f"… and {500 - MOST_COMPLAINTS} more lines that are no reports"


def test_what_windows_writes_is_read(read):
    reports, said = read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r", {"text": "x", "code": " noise "})
    assert [report.code for report in reports] == ["pothole", "noise"]
    assert said == []


def test_a_flood_of_text_is_cut_where_messages_are(read):
    reports, _ = read({"text": "hole " * 50_000, "code": "pothole"})
    assert len(reports[0].text) == LONGEST


def test_how_far_it_is_is_said(read):
    _, said = read(*[GOOD] * (2 * EVERY))
    assert said == [f"{EVERY:,} reports read", f"{2 * EVERY:,} reports read"]


def test_a_packed_file_that_breaks_off_says_so(read):
    with pytest.raises(HistoryUnfit, match="breaks off in the middle"):
        read(*[{"text": f"hole {number}", "code": "pothole"} for number in range(5000)], name="h.jsonl.gz", cut=40)


def test_one_class_leaves_nothing_to_tell_apart():
    with pytest.raises(HistoryUnfit, match="all 300 reports have the code 'pothole'"):
        usable([Report(f"hole {number}", "pothole") for number in range(300)], lambda _: None)


def test_thirty_thousand_classes_leave_the_frequent_ones():
    rare = [Report(f"text {number}", str(number)) for number in range(30_000)]
    often = [Report(f"{code} {number}", code) for code in ("a", "b") for number in range(60)]
    said = []
    assert usable(rare + often, said.append) == often
    assert said[0].startswith("30,000 of 30,002 codes are left out, with 30,000 reports")


def test_thirty_thousand_frequent_classes_are_cut_to_the_most_frequent():
    many = [Report(f"text {code} {number}", str(code)) for code in range(30_000) for number in range(5)]
    said = []
    assert len({report.code for report in usable(many, said.append)}) == 250
    assert "past the 250 most frequent codes" in said[0]


@pytest.fixture
def run(tmp_path):
    app = typer.Typer()
    app.command()(train)
    return lambda *words, stdin=b"": CliRunner().invoke(
        app, ["--history", "-", "--out", str(tmp_path / "out"), *words], input=stdin
    )


def messy():
    """Two codes in good lines, and everything that can be wrong between them."""
    for number in range(80):
        yield json.dumps({"text": f"zorble on the tram {number}", "code": "tram"}).encode()
        yield json.dumps({"text": f"frumious pipes {number}", "code": "pipes"}).encode()
        yield json.dumps({"text": f"once only {number}", "code": f"rare {number}"}).encode()
    yield from (b"\xff", b"{}", b'{"text": "", "code": "tram"}', b'{"text": "x"}')


def test_a_messy_history_is_learnt_all_the_same_and_progress_is_shown(run, tmp_path):
    told = run("--language", "en", stdin=b"\n".join(messy()))
    assert told.exit_code == 0, told.stderr
    assert load(tmp_path / "out").understand("a zorble", "en").types[0].code == "tram"
    order = ["reading standard input", "line 241:", "80 of 82 codes are left out", "en: 144 reports to learn from",
             "learning type: 2 labels", "this city's model", "the shipped model", "TF-IDF and linear SVM",
             "learning once more from all reports", "saved to"]  # fmt: skip
    places = [told.stderr.find(step) for step in order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "stdin", "complaint"),
    [
        ([], b"", "0 usable reports of 0 codes"),
        ([], b"\xff\n" * 50, "0 usable reports"),
        (["--language", "xx"], b"\n".join(messy()), "no language 'xx' to learn in: there are en, es"),
    ],
)
def test_what_cannot_be_learnt_is_one_sentence(run, words, stdin, complaint):
    told = run(*words, stdin=stdin)
    assert told.exit_code == 1
    assert complaint in told.stderr
    assert "Traceback" not in told.stderr
