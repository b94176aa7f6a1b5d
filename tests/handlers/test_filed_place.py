"""What the desk shows after filing, against what was sent: the table of everything that may differ."""

import msgspec
import pytest

from bot.effects import FileRequest
from bot.filed_place import MOVED_METRES, compared, filed_place
from bot.messages import GeoPoint
from bot.service_requests import ServiceRequest

HERE = GeoPoint(41.61, -93.92)
METRE = 1 / 111_195
SENT = FileRequest(
    "key-1", "POTHOLE", "a hole", "12 Elm St", HERE,
    media_ids=("photo-1",), place_precision="address", place_source="gazetteer", place_mention="12 elm",
    place_confirmed_by="resident",
)  # fmt: skip
SHOWN = ServiceRequest("101", "open", "POTHOLE", address="12 Elm Street", point=HERE, photos=1)


@pytest.mark.parametrize(
    ("shown", "differences", "alarms"),
    [
        ({}, (), False),
        ({"point": GeoPoint(41.61 + (MOVED_METRES - 1) * METRE, -93.92)}, (), False),
        ({"point": GeoPoint(41.61 + (MOVED_METRES + 1) * METRE, -93.92)}, ("point moved",), True),
        ({"point": GeoPoint(-93.92, 41.61)}, ("point moved",), True),
        ({"point": GeoPoint(0.0, 0.0)}, ("point moved",), True),
        ({"point": None}, ("point lost",), True),
        ({"address": ""}, (), False),
        ({"address": "", "point": None}, ("point lost",), True),
        ({"service_code": "GRAFFITI"}, ("service changed",), True),
        ({"service_code": ""}, (), False),
        ({"photos": 0, "point": None}, ("point lost", "photos lost"), True),
    ],
)
def test_what_differs_is_named_and_a_wrong_place_alarms(shown, differences, alarms):
    place = filed_place(SENT, "101", msgspec.structs.replace(SHOWN, **shown))
    assert place.differences == differences
    assert bool(place.alarming) is alarms


def test_words_that_are_gone_are_a_lost_place():
    words = msgspec.structs.replace(SENT, point=None, media_ids=())
    assert filed_place(words, "101", msgspec.structs.replace(SHOWN, address="", point=None)).alarming == ("place lost",)
    assert filed_place(words, "101", msgspec.structs.replace(SHOWN, address="")).alarming == (), (
        "the desk has found it itself"
    )


def test_what_the_desk_does_not_show_yet_is_no_difference():
    place = filed_place(SENT, "101", None)
    assert (place.seen, place.alarming, place.lat, place.precision) == (False, (), 41.61, "address")


def test_a_photo_that_is_not_there_at_once_may_still_come_and_is_looked_for_later():
    without = msgspec.structs.replace(SHOWN, photos=0)
    place = filed_place(SENT, "101", without)
    assert (place.seen, place.differences, place.alarming) == (False, ("photos not shown yet",), ())
    assert compared(place, without).alarming == ("photos lost",)
    assert compared(place, SHOWN) == filed_place(SENT, "101", SHOWN)


@pytest.mark.parametrize("shown", [{}, {"point": None}, {"address": ""}, {"service_code": "GRAFFITI"}])
def test_compared_later_is_compared_the_same(shown):
    request = msgspec.structs.replace(SHOWN, **shown)
    assert compared(filed_place(SENT, "101", None), request) == filed_place(SENT, "101", request)


def test_how_far_it_was_moved_is_kept():
    place = filed_place(SENT, "101", msgspec.structs.replace(SHOWN, point=GeoPoint(41.61 + 120 * METRE, -93.92)))
    assert place.moved_metres == pytest.approx(120, abs=0.2)
    assert (place.desk_lat, place.desk_address) == (41.61 + 120 * METRE, "12 Elm Street")
