"""What an answer means, as a table: status, body, whether it was a POST, and the error it must become."""

import pytest
from yarl import URL

from crm_client.answers import read_answer
from crm_client.errors import Misconfigured, NotFound, OutcomeUnknown, Refused, TryLater

PLACE = URL("https://city.example/v2")
HTML = b"<!DOCTYPE html><html><body>Bad gateway</body></html>"
ERRORS = b'[{"code": 400, "description": "We need a place."}]'

ANSWERS = {
    "refused by the standard": (400, ERRORS, Refused, Refused),
    "refused in a 200": (200, ERRORS, Refused, Refused),
    "the CRM is down behind a 400": (400, b'[{"code": 500, "description": "CRM down"}]', TryLater, OutcomeUnknown),
    "no key": (403, b'[{"code": 403, "description": "key"}]', Misconfigured, Misconfigured),
    "no key behind a 400": (400, b'[{"code": "403", "description": "key"}]', Misconfigured, Misconfigured),
    "login page": (302, b"", Misconfigured, Misconfigured),
    "unknown code": (404, b'[{"code": 404, "description": "no such service"}]', NotFound, NotFound),
    "unknown, 6aika's way": (404, b'{"code": 404, "detail": "no"}', NotFound, NotFound),
    "wrong address": (404, HTML, NotFound, Misconfigured),
    "unprocessable": (422, b"{}", Refused, Refused),
    "too many": (429, b"", TryLater, TryLater),
    "down for maintenance": (503, HTML, TryLater, TryLater),
    "gateway": (502, HTML, TryLater, OutcomeUnknown),
    "crash": (500, b"[]", TryLater, OutcomeUnknown),
    "timed out at the server": (408, b"", TryLater, OutcomeUnknown),
    "a page where data should be": (200, HTML, TryLater, OutcomeUnknown),
    "a page with a 400": (400, HTML, TryLater, OutcomeUnknown),
}


@pytest.mark.parametrize(("status", "body", "asking", "_changing"), ANSWERS.values(), ids=ANSWERS)
def test_answers_to_a_question(status, body, asking, _changing):
    with pytest.raises(asking) as caught:
        read_answer(PLACE, status, body, None, {})
    assert type(caught.value) is asking


@pytest.mark.parametrize(("status", "body", "_asking", "changing"), ANSWERS.values(), ids=ANSWERS)
def test_answers_to_a_report(status, body, _asking, changing):
    with pytest.raises(changing) as caught:
        read_answer(PLACE, status, body, None, {}, changing=True)
    assert type(caught.value) is changing


def test_the_error_carries_the_server_s_words_and_wait():
    with pytest.raises(Refused) as caught:
        read_answer(PLACE, 400, ERRORS, None, {})
    assert caught.value.description == "We need a place."
    assert "place" not in str(caught.value), "what goes to the log has no words of others"
    with pytest.raises(TryLater) as later:
        read_answer(PLACE, 429, b"", None, {"retry-after": "7"})
    assert later.value.retry_after == 7
    with pytest.raises(TryLater) as someday:
        read_answer(PLACE, 503, b"", None, {"retry-after": "Mon, 02 Mar 2026 12:00:00 GMT"})
    assert someday.value.retry_after is None


@pytest.mark.parametrize("status", [200, 201, 202])
def test_good_answers(status):
    assert read_answer(PLACE, status, b'[{"service_request_id": 1}]', None, {}).rows == ({"service_request_id": "1"},)
