"""What the bot says: complete in every language, cheap by SMS where the language allows, plain, and never a trap."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import texts
from bot.channels.segments import count_segments
from bot.handlers.consent import CARRIER_STARTS, CARRIER_STOPS
from bot.handlers.listening import plain
from bot.nlu.request_types import REQUEST_TYPES
from bot.texts import keys, languages, render
from bot.texts.dates import day

HANDLERS = Path(__file__).parents[2] / "bot" / "handlers"
KEY = re.compile(
    r'"((?:ask|choice|emergency|filed|filing|greeting|hint|photo|place|read|remind|request|status|survey|words)-[a-z-]+[a-z])"'
)
SAID_IN_CODE = {key for path in HANDLERS.glob("*.py") for key in KEY.findall(path.read_text())}
VALUES = {
    "city": "Lindale", "office": "City Hall", "phone": "555-0111", "hours": "8 to 5", "number": "100001", "type": "Pothole",
    "place": "12 Elm St", "expected": "Monday", "when": "Monday", "note": "Filled.", "has_note": "yes", "photos": 1,
    "details": "none", "neighbors": 1, "since": "none", "most": 3, "words": "pothole", "mention": "12 elm", "street": "Elm St",
    "neighbor": "the county", "address": "12 Elm St", "beside": "Oak St", "area": "Old Town", "at": "at", "what": "point moved", "owner": "the state", "contact": "555-0170", "question": "Which?", "hint": "", "reason": "No.",
    "count": 2, "numbers": "100001, 100002", "notice": "Note.", "before": "Pothole", "text": "Hi.", "url": "https://x.example/p/abc",
}  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_every_language_says_everything(language):
    assert keys(language) == keys("en")


@pytest.mark.parametrize("language", languages())
def test_every_text_is_written_once(language):
    """Of two, Fluent silently takes the first."""
    lines = (Path(texts.__file__).parent / f"{language}.ftl").read_text(encoding="utf-8").splitlines()
    written = Counter(re.findall(r"^([a-z0-9-]+) =", "\n".join(lines), re.MULTILINE))
    assert [key for key, times in written.items() if times > 1] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", sorted(keys("en")))
def test_every_text_renders(language, key):
    assert render(key, language, VALUES) is not None


def test_every_request_type_has_a_name():
    assert {f"type-{code.replace('_', '-')}" for code in REQUEST_TYPES} <= keys("en")


@pytest.mark.parametrize("path", sorted(HANDLERS.parent.rglob("*.py")), ids=lambda path: path.stem)
def test_what_anybody_says_is_written(path):
    said = re.findall(r'\b[Ss]ay\(\s*(?:key=|\w+, )?"([a-z-]+)"', path.read_text())
    assert set(said) <= keys("en")


def test_what_the_handlers_say_is_written():
    assert len(SAID_IN_CODE) > 50
    assert keys("en") >= SAID_IN_CODE


@pytest.mark.parametrize("language", ["en", "ht"])
@pytest.mark.parametrize("key", sorted(key for key in keys("en") if not key.startswith("words-")))
def test_english_and_creole_are_gsm_7(language, key):
    """One character outside it would more than double the price of the message."""
    assert count_segments(render(key, language, VALUES)).encoding == "GSM-7"


@pytest.mark.parametrize("language", ["en", "ht"])
@pytest.mark.parametrize("key", sorted(key for key in keys("en") if not key.startswith(("words-", "help", "greeting"))))
def test_english_and_creole_fit_two_segments(language, key):
    assert count_segments(render(key, language, VALUES)).segments <= 2


def test_dates_are_said_in_a_language_babel_does_not_know():
    monday = datetime(2026, 6, 1, 15, tzinfo=UTC)
    assert day(monday, "America/New_York", "ht", monday) == "lendi 1 jen"
    assert day(monday, "America/New_York", "ht", datetime(2025, 6, 1, tzinfo=UTC)) == "lendi 1 jen 2026"


@pytest.mark.parametrize("language", languages())
def test_no_choice_is_a_word_the_carrier_acts_on(language):
    labels = [plain(render(key, language, VALUES)) for key in keys(language) if key.startswith("choice-")]
    assert not set(labels) & (CARRIER_STOPS | CARRIER_STARTS | {"yes", "help", "info"})


@pytest.mark.parametrize("language", languages())
def test_help_and_hello_name_stop_and_help(language):
    assert "STOP" in render("greeting", language, VALUES)
    assert "STOP" in render("help", language, VALUES)
    assert "HELP" in render("greeting", language, VALUES)


def test_an_unknown_key_says_where_to_write_it():
    with pytest.raises(KeyError, match=r"en\.ftl"):
        render("no-such-text", "en")
