"""A resident who blocked us is written to no more, and that is kept as a withdrawn consent."""

from datetime import UTC, datetime
from pathlib import Path

from bot.city_file import read_city
from bot.conversation import Conversation, Draft, FollowedRequest, Step
from bot.effects import CallStaff, FileRequest, RecordConsent, Say
from bot.engine import decide
from bot.events import ContactBlocked, MessageReceived, RequestChanged
from bot.messages import Contact, InboundMessage
from bot.nlu.understanding import Understanding
from bot.places.place import GeoPoint, Place
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


def test_who_was_with_a_person_is_with_none_any_more_and_the_person_hears_of_it():
    draft = Draft("m1", NOW, "big pothole")
    with_person = Conversation(Contact("sms", "+12065550100"), step=Step.WITH_PERSON, draft=draft)
    blocked = decide(CITY, with_person, ContactBlocked(NOW))
    assert (blocked.conversation.step, blocked.conversation.draft) == (Step.IDLE, None)
    assert [order.reason for order in blocked.orders if isinstance(order, CallStaff)] == ["left"]


def test_what_they_were_about_to_confirm_is_filed_all_the_same():
    """A read-back that went out twice is refused the second time, while the "yes" to the first is on its way."""
    place = Place("12 Elm St", GeoPoint(41.6, -93.9), "address", 0.9, "gazetteer")
    draft = Draft("m1", NOW, "big pothole", type_code="pothole", place=place, attributes=(), nearby=())
    asked = Conversation(Contact("sms", "+12065550100"), step=Step.CONFIRMING, draft=draft)
    blocked = decide(CITY, asked, ContactBlocked(NOW)).conversation
    assert not blocked.updates_allowed
    yes = InboundMessage(blocked.contact, "m2", NOW, "yes")
    filed = decide(CITY, blocked, MessageReceived(NOW, yes, Understanding(intent="yes", intent_confidence=1.0)))
    assert [order.description for order in filed.orders if isinstance(order, FileRequest)] == ["big pothole"]
