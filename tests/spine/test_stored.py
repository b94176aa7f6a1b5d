"""What is stored says its type and its version, and comes back as it was."""

from datetime import UTC, datetime

import pytest

from bot.adapters.redis import stored
from bot.conversation import Conversation, Draft, FollowedRequest, Step
from bot.effects import FileRequest, Order, RecordConsent, Say, Schedule
from bot.events import DraftForgotten, MessageArrived, RequestChanged
from bot.messages import Attachment, Contact, GeoPoint, InboundMessage
from bot.service_requests import ServiceRequest
from bot.spine import Tried

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
WHO = Contact("telegram", "42")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (stored.ARRIVAL, MessageArrived(AT, InboundMessage(WHO, "1", AT, "¿Qué?", GeoPoint(1.5, -2.5)))),
        (stored.ARRIVAL, RequestChanged(AT, ServiceRequest("9", "closed", updated_datetime=AT), "open")),
        (stored.ORDER, Say("hello", "es", {"n": 1}, template_only=True)),
        (stored.ORDER, FileRequest("k", "pothole", "d", "a", GeoPoint(1, 2), {"x": ("1", "2")}, ("m1",))),
        (stored.ORDER, RecordConsent("all", False, "carrier", AT)),
        (stored.ORDER, Schedule("draft", AT, DraftForgotten(AT, "d"))),
        (
            stored.CONVERSATION,
            Conversation(
                WHO, step=Step.LOCATING, draft=Draft("d", AT), requests=(FollowedRequest("k", status="open"),)
            ),
        ),
        (
            stored.ARRIVAL,
            MessageArrived(AT, InboundMessage(WHO, "1", AT, attachments=(Attachment("m", "s", "image/png"),))),
        ),
    ],
)
def test_it_comes_back_as_it_was(kind, value):
    assert kind.unpack(stored.pack(value)) == value


def test_empty_fields_are_not_kept_and_may_be_there():
    assert stored.pack(ServiceRequest("9", "open")) == b'1{"service_request_id":"9","status":"open"}'
    written_before = b'1{"service_request_id":"9","status":"open","address":"","point":null}'
    assert stored.SERVICE_REQUEST.unpack(written_before) == ServiceRequest("9", "open")


def test_an_older_version_is_upgraded(monkeypatch):
    monkeypatch.setattr(stored, "VERSION", 3)
    monkeypatch.setattr(
        stored,
        "UPGRADES",
        {1: lambda text: text.replace(b"speak", b"say"), 2: lambda text: text.replace(b"word", b"key")},
    )
    assert stored.ORDER.unpack(b'1{"type":"speak","word":"hello","language":"en"}') == Say("hello", "en")


def test_how_often_an_order_failed_was_once_a_bare_number():
    assert stored.read_tried(b"12") == Tried(12)
    assert stored.read_tried(stored.pack(Tried(3, AT, 2.5))) == Tried(3, AT, 2.5)


@pytest.mark.parametrize("body", [b"", b"{}", b"1", b"1{", b'1{"type":"nothing"}', b"\xff\xfe"])
def test_what_is_not_ours_is_unreadable(body):
    with pytest.raises(stored.Unreadable):
        stored.Stored[Order](Order).unpack(body)


def test_what_a_newer_program_wrote_is_left_alone():
    with pytest.raises(stored.WrittenByNewer):
        stored.ORDER.unpack(b"2{}")
