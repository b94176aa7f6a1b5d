"""A resident who blocked us is written to no more, and that is kept as a withdrawn consent."""

from datetime import UTC, datetime
from pathlib import Path

from bot.city_file import read_city
from bot.conversation import Conversation, FollowedRequest
from bot.effects import RecordConsent, Say
from bot.engine import decide
from bot.events import ContactBlocked, RequestChanged
from bot.messages import Contact
from bot.service_requests import ServiceRequest

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
CHANGE = RequestChanged(NOW, ServiceRequest("9", "closed", status_notes="Filled."), "open")


def said(decision):
    return [order.key for order in decision.orders if isinstance(order, Say)]


def test_they_hear_no_more_and_the_consent_is_withdrawn():
    following = Conversation(Contact("sms", "+12065550100"), requests=(FollowedRequest("k", "9", status="open"),))
    assert said(decide(CITY, following, CHANGE))
    blocked = decide(CITY, following, ContactBlocked(NOW))
    assert [order for order in blocked.orders if isinstance(order, RecordConsent)] == [
        RecordConsent("all", False, "blocked", NOW)
    ]
    assert said(blocked) == []
    assert said(decide(CITY, blocked.conversation, CHANGE)) == []


def test_the_same_news_again_changes_nothing():
    once = decide(CITY, Conversation(Contact("telegram", "1")), ContactBlocked(NOW))
    again = decide(CITY, once.conversation, ContactBlocked(NOW))
    assert again.conversation == once.conversation
