"""Words of staff to all followers: who hears them, when, and that nobody hears them twice."""

from datetime import UTC, datetime, time
from pathlib import Path

import msgspec
import pytest

from bot.city import QuietHours
from bot.city_file import read_city
from bot.conversation import Conversation, FollowedRequest
from bot.effects import Say, Schedule
from bot.engine import decide
from bot.events import FollowersTold
from bot.handlers.telling import MOST_REMEMBERED
from bot.messages import Contact
from bot.telling import Person, key_of, prospect

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
BY_NIGHT = msgspec.structs.replace(CITY, quiet_hours=QuietHours(time(21), time(8)))
NOW = datetime(2027, 1, 30, 18, tzinfo=UTC)
NIGHT = datetime(2027, 1, 31, 4, tzinfo=UTC)  # ten in the evening in Lindale
WHO = Contact("sms", "+12065550100")
OPEN = FollowedRequest("k", "9", type_code="snow_ice", status="open", address="12 Elm St")
TEXTS = {"en": "All plows are out.", "es": "Todas las quitanieves."}


def words(at=NOW, numbers=("9",), texts=TEXTS, key=""):
    return FollowersTold(at, key or key_of(texts), texts, numbers)


def said(decision):
    return [order for order in decision.orders if isinstance(order, Say)]


def test_it_is_bulk_and_remembered():
    decision = decide(CITY, Conversation(WHO, requests=(OPEN,)), words())
    (told,) = said(decision)
    assert (told.bulk, told.key, told.values["number"]) == (True, "staff-words", "9")
    assert decision.conversation.requests[0].told_at == NOW
    assert decide(CITY, decision.conversation, words()).orders == ()
    assert said(decide(CITY, decision.conversation, words(texts={"en": "Other words."})))


@pytest.mark.parametrize(("language", "text"), [("es", TEXTS["es"]), ("en", TEXTS["en"]), ("pt", TEXTS["en"])])
def test_each_in_their_language_else_in_the_citys(language, text):
    (told,) = said(decide(CITY, Conversation(WHO, language=language, requests=(OPEN,)), words()))
    assert (told.language, told.values["text"]) == (language, text)


def test_by_night_it_waits_and_is_said_once_in_the_morning():
    conversation = Conversation(WHO, requests=(OPEN,))
    decision = decide(BY_NIGHT, conversation, words(NIGHT))
    (later,) = decision.orders
    assert isinstance(later, Schedule)
    assert later.due == datetime(2027, 1, 31, 14, tzinfo=UTC)
    again = decide(BY_NIGHT, decision.conversation, words(NIGHT)).orders[0]
    assert again.name == later.name  # replaces it
    morning = decide(BY_NIGHT, decision.conversation, later.event)
    assert len(said(morning)) == 1
    assert decide(BY_NIGHT, morning.conversation, again.event).orders == ()


def test_what_is_known_to_be_over_is_not_spoken_of():
    over = msgspec.structs.replace(OPEN, service_request_id="8", status="closed")
    both = Conversation(WHO, requests=(over, OPEN))
    assert said(decide(CITY, both, words(numbers=("8", "9"))))[0].values["number"] == "9"
    assert decide(CITY, both, words(numbers=("8",))).orders == ()


def test_who_follows_what_the_bot_has_forgotten_hears_the_numbers():
    (told,) = said(decide(CITY, Conversation(WHO), words(numbers=tuple("1234567"))))
    assert (told.key, told.values["numbers"]) == ("staff-words-several", "1, 2, 3, 4, 5 ...")


def test_what_is_remembered_of_it_stays_small():
    conversation = Conversation(WHO, requests=(OPEN,))
    for number in range(3 * MOST_REMEMBERED):
        conversation = decide(CITY, conversation, words(key=str(number))).conversation
    assert len(conversation.words_told) == MOST_REMEMBERED


WHATSAPP = Contact("whatsapp", "+12065550100")


@pytest.mark.parametrize(
    ("city", "at", "conversation", "state", "segments"),
    [
        (CITY, NOW, Conversation(WHO, requests=(OPEN,)), "now", 1),
        (CITY, NOW, Conversation(WHO, language="es", requests=(OPEN,)), "now", 1),
        (CITY, NOW, Conversation(Contact("telegram", "42"), requests=(OPEN,)), "now", 0),
        (BY_NIGHT, NIGHT, Conversation(WHO, requests=(OPEN,)), "later", 1),
        (CITY, NOW, Conversation(WHO, requests=(OPEN,), updates_allowed=False), "stopped", 0),
        (CITY, NOW, Conversation(WHO, requests=(OPEN,), words_told=(key_of(TEXTS),)), "before", 0),
        (CITY, NOW, Conversation(WHATSAPP, requests=(OPEN,), last_message_at=NOW), "now", 0),
        (CITY, NOW, Conversation(WHATSAPP, requests=(OPEN,)), "no_template", 0),
    ],
)
def test_the_dry_run_counts_what_the_turns_will_say(city, at, conversation, state, segments):
    found = prospect(city, Person(conversation, ("9",)), words(at, ()))
    assert (found.state, found.segments) == (state, segments)
    assert bool(found.text) is (state in ("now", "later"))
