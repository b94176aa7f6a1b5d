"""What nobody can read: written down for an operator, and whose it is as far as that shows."""

import json
from urllib.parse import urlencode

import pytest

from bot.channels.unread import MOST, senders, to_answer, written_down


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b'{"update_id": 5, "message": "?"}', {"update_id": 5, "message": "?"}),
        (
            urlencode({"From": "+12065550101", "Body": "caf\u00e9"}).encode(),
            {"From": "+12065550101", "Body": "caf\u00e9"},
        ),
        (b"neither", "neither"),
        (b"", ""),
        (b"\xff", "\ufffd"),
        (json.dumps("\ud83d").encode(), "\ud83d"),
    ],
)
def test_it_is_written_down_as_what_it_is(body: bytes, kept: object) -> None:
    assert json.loads(written_down(body)) == kept


@pytest.mark.parametrize("body", [b"x" * 10**6, b"{" * 10**6, b'"' + b"\xc3\xa9" * 10**5 + b'"', b"[" * 10**6])
def test_of_what_is_too_long_the_beginning_is_kept(body: bytes) -> None:
    kept = written_down(body)
    assert len(kept) <= MOST
    assert len(json.loads(kept)) > 1000


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ({"update_id": 5, "message": {"chat": {"id": 42}, "date": "?"}}, {"telegram:42"}),
        ({"callback_query": {"from": {"id": 42}, "data": 7}}, {"telegram:42"}),
        ({"From": "+12065550101", "To": "+13115550100"}, {"sms:+12065550101"}),
        ({"From": "whatsapp:+12065550101"}, {"whatsapp:+12065550101"}),
        ({"message": {"chat": "?", "text": "my id is 42"}}, set()),
        ([["deep"]], set()),
        ("neither", set()),
    ],
)
def test_who_sent_it_is_told_by_its_fields_and_not_by_words_in_it(written: object, who: set[str]) -> None:
    assert senders(json.dumps(written)) == who


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"message": {"chat": {"id": 42}, "text": '"' * MOST}}).encode(),
        urlencode({"From": "telegram:42", "Body": "x" * MOST}).replace("telegram%3A", "whatsapp:%2B").encode(),
    ],
)
def test_of_what_is_too_long_it_is_still_known_who_sent_it(body: bytes) -> None:
    """A resident's wish to be forgotten must find it."""
    kept = written_down(body)
    assert len(kept) <= MOST
    assert senders(kept) in ({"telegram:42"}, {"whatsapp:+42"})


def private(said: dict[str, object]) -> dict[str, object]:
    return {"chat": {"id": 42, "type": "private"}} | said


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ({"update_id": 5, "message": private({"date": "?"})}, "telegram:42"),
        ({"edited_message": private({"from": {"id": 42, "is_bot": False}})}, "telegram:42"),
        ({"From": "+12065550101", "NumMedia": "many"}, "sms:+12065550101"),
        ({"From": "whatsapp:+12065550101"}, "whatsapp:+12065550101"),
    ],
)
def test_who_wrote_it_is_answered(written: object, who: str) -> None:
    assert str(to_answer(json.dumps(written))) == who


@pytest.mark.parametrize(
    "written",
    [
        {"message": {"chat": {"id": -42, "type": "group"}}},
        {"message": {"chat": {"id": 42}}},
        {"message": {"chat": {"id": "42", "type": "private"}}},
        {"message": private({"from": {"id": 7, "is_bot": True}})},
        {"message": {"reply_to_message": private({})}},
        {"my_chat_member": private({})},
        {"From": "32665"},
        {"From": "MyBank"},
        {"From": "messenger:123456789"},
        {"From": ""},
        {"message": "?"},
        [{"From": "+12065550101"}],
        "neither",
    ],
    ids=str,
)
def test_nobody_is_answered_who_is_not_plainly_a_resident(written: object) -> None:
    """A machine behind a short code could answer back for ever."""
    assert to_answer(json.dumps(written)) is None
