"""`text311 chat` in a pipe: two lines in, a report filed."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.e2e.procfile import Processes


def chat(folder: Path, said: str, *options: str, **environment: str) -> subprocess.CompletedProcess:
    processes = Processes(folder, {"TEXT311_DATA_DIR": str(folder / "data"), **environment})
    text311 = Path(sys.executable).parent / "text311"
    return subprocess.run(
        [text311, "chat", *options],
        input=said.encode(),
        env=processes.environment,
        capture_output=True,
        timeout=100,
        check=False,
    )


def test_two_lines_file_a_request(tmp_path):
    ended = chat(tmp_path, "big pothole outside 12 Elm St\nyes\n")
    assert ended.returncode == 0, ended.stderr
    assert "Is that right?" in ended.stdout.decode()
    first = re.search(r"Report (\d+)", ended.stdout.decode())[1]

    again = chat(tmp_path, f"what about {first}?\n", "--json")
    told = [json.loads(line) for line in again.stdout.decode().splitlines()]
    assert any(first in message["text"] and "is open" in message["text"] for message in told)


def test_a_wrong_city_file_names_its_line_and_starts_nothing(tmp_path):
    (tmp_path / "city.toml").write_text('name = "Here"\nlanguage = ["en"]\n')
    ended = chat(tmp_path, "hello\n", TEXT311_CITY=str(tmp_path / "city.toml"))
    assert ended.returncode == 2
    assert (
        "city.toml, line 2: language: Object contains unknown field `language`; did you mean `languages`?"
        in ended.stderr.decode()
    )
    assert ended.stdout == b""
