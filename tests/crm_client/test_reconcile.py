"""Is one of these our own report? A wrong yes loses a report, a wrong no files it twice."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from crm_client import NewServiceRequest, Point, ServiceRequest
from crm_client.reconcile import metres, ours_among

SPOT = Point(42.36010, -71.05890)
WORDS = "The lamp outside number 12 has been dark since Sunday and the crossing is hard to see."
SENT = NewServiceRequest("LAMP", WORDS, SPOT)
FOUND = ServiceRequest("7", service_code="LAMP", description=WORDS, point=SPOT)

CASES = {
    "the same words and place": (FOUND, True),
    "spaces and case changed": (replace(FOUND, description=WORDS.upper().replace(" ", "  ")), True),
    "cut short by the server": (replace(FOUND, description=WORDS[:60]), True),
    "only the first word": (replace(FOUND, description="The"), False),
    "moved to the kerb by the server's geocoder": (replace(FOUND, point=Point(42.36050, -71.05890)), True),
    "the same words a mile away": (replace(FOUND, point=Point(42.3746, -71.05890)), False),
    "no point given back": (replace(FOUND, point=None), True),
    "another kind of problem": (replace(FOUND, service_code="POTHOLE"), False),
    "a neighbour's words about the same lamp": (replace(FOUND, description="lamp out on elm"), False),
    "no words given back, the very spot": (replace(FOUND, description="", point=Point(42.36011, -71.05890)), True),
    "no words given back, next door": (replace(FOUND, description="", point=Point(42.36030, -71.05890)), False),
    "nothing to tell it by": (replace(FOUND, description="", point=None), False),
    "our mark in other words": (replace(FOUND, description="lamp out (ref x9)"), True),
    "our mark as account": (replace(FOUND, description="lamp out", account_id="x9"), True),
}


@pytest.mark.parametrize(("found", "ours"), CASES.values(), ids=CASES)
def test_ours(found, ours):
    assert (ours_among([found], SENT, mark="x9") is not None) is ours


def test_the_mark_beats_the_words_and_the_first_beats_the_second():
    at = datetime(2026, 3, 2, tzinfo=UTC)
    twice = [
        replace(FOUND, service_request_id="9", requested_datetime=at.replace(hour=2)),
        replace(FOUND, requested_datetime=at),
    ]
    assert ours_among(twice, SENT).service_request_id == "7"
    marked = replace(FOUND, service_request_id="3", description="ref x9")
    assert ours_among([*twice, marked], SENT, mark="x9").service_request_id == "3"


def test_metres():
    assert metres(SPOT, SPOT) == 0
    assert metres(Point(0, 0), Point(1, 0)) == pytest.approx(111_195, rel=1e-4)
