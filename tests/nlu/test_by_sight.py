"""A language that is only recognised: told honestly, read with the best pipeline there is, never answered in."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from bot.city_file import read_city
from bot.conversation import Contact, Conversation
from bot.events import MessageReceived
from bot.handlers.listening import heard
from bot.messages import InboundMessage
from bot.nlu.corpus import known_by_sight, languages
from bot.nlu.pipeline import load

FRENCH = "il y a un trou dangereux dans la rue devant chez moi"
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def creole():
    return load(languages=("en", "ht"))


def test_a_folder_with_lines_for_the_language_alone_is_no_full_language(tmp_path):
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "language.txt").write_text("bonjour", encoding="utf-8")
    (tmp_path / "en" / "types").mkdir(parents=True)
    (tmp_path / "en" / "types" / "pothole.txt").write_text("hole", encoding="utf-8")
    assert (languages(tmp_path), known_by_sight(tmp_path)) == (("en",), ("fr",))


def test_the_shipped_corpus_knows_french_by_sight():
    assert known_by_sight() == ("fr",)


@pytest.mark.parametrize("language", [None, "en", "ht"])
def test_french_is_told_and_read_all_the_same(creole, language):
    understood = creole.understand(FRENCH, language)
    assert (understood.language, understood.types[0].code) == ("fr", "pothole")


def test_a_danger_told_in_french_is_heard(creole):
    assert creole.understand("une fuite de gaz dans l'immeuble").emergency == "gas"


@pytest.mark.parametrize("language", ["en", "ht"])
def test_the_conversation_keeps_its_language(creole, language):
    demo = read_city(Path(__file__).parents[2] / "bot/demo/city.toml")
    city = msgspec.structs.replace(demo, languages=("en", "ht"))
    contact = Contact("sms", "+15550100")
    talk = replace(Conversation(contact), language=language, language_known=True)
    message = InboundMessage(contact, "m1", AT, FRENCH)
    event = MessageReceived(AT, message, creole.understand(FRENCH, language))
    assert heard(city, talk, event).language == language


def test_what_is_trained_or_matched_needs_a_language_that_can_be_read(creole):
    assert creole.likeliest_language(FRENCH) in creole.languages
