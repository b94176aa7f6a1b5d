"""What `text311 locate` and `text311 gazetteer build` print."""

import json

import typer
from typer.testing import CliRunner

from bot.cli.gazetteer import gazetteer
from bot.cli.locate import locate

app = typer.Typer()
app.command()(locate)
app.add_typer(gazetteer, name="gazetteer")
runner = CliRunner()


def located(tmp_path, *arguments, said=None):
    result = runner.invoke(app, ["locate", "--data", str(tmp_path), *arguments], input=said)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def test_one_object_a_text(tmp_path):
    found, asked, nothing = located(tmp_path, "pothole at 12 Elm St", "12 church street", "so much noise")
    assert (found["outcome"], found["mention"], found["ask"]) == ("found", "12 Elm St", None)
    assert set(found["candidates"][0]) >= {"address", "lat", "long", "confidence", "precision"}
    assert (asked["outcome"], len(asked["candidates"])) == ("ambiguous", 2)
    assert "Old Town" in asked["ask"]
    assert (nothing["outcome"], nothing["mention"], nothing["candidates"]) == ("none", None, [])


def test_json_lines_in_and_out_and_broken_lines_told(tmp_path):
    rows = located(
        tmp_path, said='{"id": "a", "text": "Main and Oak"}\nbroken\n{"id": "b", "text": "on walnut street"}\n'
    )
    assert [(row["id"], row["outcome"]) for row in rows] == [("a", "found"), ("b", "ambiguous")]
    assert rows[1]["ask"]


def test_a_gazetteer_of_ones_own(tmp_path):
    source, out = tmp_path / "rows.csv", tmp_path / "own.sqlite"
    source.write_text(
        "address,lat,lon\n" + "\n".join(f"{n} Quay Rd,50.0,{n / 2000}" for n in range(1, 30)) + "\nrubbish,1,\n"
    )
    built = runner.invoke(app, ["gazetteer", "build", str(out), str(source)])
    assert built.exit_code == 0
    assert "29 houses" in built.output
    assert "broken line: no latitude and longitude" in " ".join(built.output.split())
    assert "rows.csv:31" in built.output
    (row,) = located(tmp_path, "--gazetteer", str(out), "7 Quay Road")
    assert row["candidates"][0]["lat"] == 50.0


def test_mistakes_are_one_sentence(tmp_path):
    assert runner.invoke(app, ["locate", "--gazetteer", str(tmp_path / "no.sqlite"), "x"]).exit_code == 1
    result = runner.invoke(app, ["gazetteer", "build", str(tmp_path / "o.sqlite"), str(tmp_path / "no.csv")])
    assert (result.exit_code, "not a file" in " ".join(result.output.split())) == (1, True)
