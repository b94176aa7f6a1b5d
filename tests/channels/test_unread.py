"""What nobody can read: written down for an operator, and whose it is as far as that shows."""

import json
from urllib.parse import urlencode

import pytest

from bot.channels.unread import MOST, senders, written_down


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
