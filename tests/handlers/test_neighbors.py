"""Open reports of the same kind near there: asked for where the city wants them, and kept only as far as they are told."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bot.city_file import read_city
from bot.conversation import Conversation, Draft
from bot.effects import FindNearby, Say
from bot.engine import decide
from bot.events import NearbyFound, ServiceDescribed
from bot.messages import Contact, GeoPoint
from bot.places.place import Place
from bot.service_requests import ServiceRequest

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
PLACE = Place("12 Elm St", GeoPoint(41.6, -93.9), "address", 0.9, "gazetteer")
DRAFT = Draft("m1", NOW, "a hole", type_code="pothole", place=PLACE)
TALK = Conversation(Contact("sms", "+15550100"), draft=DRAFT)
NEAR = tuple(ServiceRequest(number, "open", "POTHOLE", requested_datetime=NOW) for number in ("101", "102", "103"))


def described(city):
    return decide(city, TALK, ServiceDescribed(NOW, "POTHOLE"))


def test_a_city_that_wants_no_neighbors_has_its_desk_asked_for_none():
    assert isinstance(described(CITY).question, FindNearby)
    alone = described(msgspec.structs.replace(CITY, duplicate_metres=0))
    assert alone.question is None
    assert [order.key for order in alone.orders if isinstance(order, Say)] == ["read-back"]


def test_all_are_counted_and_the_nearest_is_kept():
    decision = decide(CITY, described(CITY).conversation, NearbyFound(NOW, NEAR))
    (asked,) = [order for order in decision.orders if isinstance(order, Say)]
    assert (asked.key, asked.values["neighbors"], asked.values["number"]) == ("read-back-duplicate", 3, "101")
    assert decision.conversation.draft.nearby == NEAR[:1]
