"""Every transcript here is what the bot says, word for word. `pytest tests/conversations --record` writes them anew."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from world import DEMO, World, demo_places, nlu_of

from bot.city_file import read_city

FOLDER = Path(__file__).parent
OURS = (">", "~", "=", ":", "#", "@")


@pytest.fixture(scope="session")
def nlu():
    """As the demo city has it."""
    return nlu_of(read_city(DEMO / "city.toml").languages)


@pytest.fixture(scope="session")
def places(tmp_path_factory):
    return demo_places(tmp_path_factory.mktemp("gazetteer"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path, nlu, places, request):
    """The bot answers as the transcript says."""
    told = path.read_text(encoding="utf-8")
    played = play(told, nlu, places)
    if request.config.getoption("--record"):
        path.write_text(played, encoding="utf-8")
    assert played == told


def play(transcript, nlu, places):
    """The transcript with the bot's lines as they come out now. A line of dashes begins another resident."""
    lines, world = [], World(nlu, places)
    for line in transcript.splitlines():
        if line.startswith("---"):
            world = World(nlu, places)
        if not line or line.startswith(("#", "---")):
            lines.append(line)
        elif line.startswith(OURS):
            lines += [line, *world.play(line)]
    return "\n".join(lines) + "\n"
