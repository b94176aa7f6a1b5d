"""After filing, the place is kept, and where the desk has another, everybody hears of it who should."""

from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from bot.effects import FileRequest
from bot.kept_places import PlaceKeeper
from bot.messages import GeoPoint
from bot.ports import Filed
from bot.service_requests import ServiceRequest
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import NOW, contact
from tests.fakes.memory import MemoryRecords
from tests.fakes.spine import Spine, working
from tests.spine.test_filing import Clock, file

ORDER = FileRequest("key-1", "POTHOLE", "a hole", "12 Elm St", GeoPoint(41.61, -93.92), place_precision="address")
AS_SENT = ServiceRequest("101", "open", "POTHOLE", address="12 Elm St", point=ORDER.point)
MOVED = ServiceRequest("101", "open", "POTHOLE", address="City Hall", point=GeoPoint(41.60, -93.90))


def alarms(what="point moved"):
    return REGISTRY.get_sample_value("text311_filed_differently_total", {"what": what}) or 0


@pytest.fixture
def keeper():
    return PlaceKeeper(FakeDesk(), MemoryRecords(), lambda: NOW)


async def test_a_place_that_arrived_is_kept_and_nobody_is_called(keeper):
    await keeper.note(contact(), ORDER, "101", AS_SENT)
    ((_, place),) = keeper.records.of("filed_place")
    assert (place.service_request_id, place.address, place.precision) == ("101", "12 Elm St", "address")
    assert not keeper.records.of("staff_call")
    assert not keeper.desk.added


async def test_a_place_that_moved_is_told_to_operators_staff_and_crew(keeper):
    before = alarms()
    await keeper.note(contact(), ORDER, "101", MOVED)
    assert alarms() == before + 1
    ((_, reason, words),) = keeper.records.of("staff_call")
    assert reason == "filed_differently"
    assert words == "101: [Please check: point moved. The resident confirmed 12 Elm St (41.610000, -93.920000).]"
    assert keeper.desk.added["place-key-1"][:2] == ("101", words.removeprefix("101: "))


async def test_a_filing_that_is_tried_again_raises_no_second_alarm(keeper):
    before = alarms()
    for _ in range(2):
        await keeper.note(contact(), ORDER, "101", MOVED)
    assert alarms() == before + 1
    assert len(keeper.records.of("filed_place")) == 1


@pytest.mark.parametrize("broken", ["desk", "records"])
async def test_nothing_of_this_fails_a_filing(keeper, broken):
    if broken == "desk":
        keeper.desk.down = True
    else:
        keeper.records.raises = OSError("disk full")
    await keeper.note(contact(), ORDER, "101", MOVED)


async def test_the_resident_has_the_number_and_the_place_is_kept(store):
    async with working(Spine(store, clock=Clock(), delayed_after=1000)) as spine:
        spine.desk.change("101", "open", at=NOW + timedelta(minutes=1))
        await file(spine)
    assert spine.channel.texts() == ["RequestFiled 101"]
    ((_, place),) = spine.records.of("filed_place")
    assert (place.filing_key, place.service_request_id, place.seen) == ("key-1", "101", True)


async def test_what_the_desk_shows_in_its_answer_is_not_asked_for_again(store):
    async with working(Spine(store, clock=Clock(), delayed_after=1000)) as spine:
        spine.desk.next_outcomes.append(Filed("101", seen=MOVED))
        await file(spine)
    ((_, place),) = spine.records.of("filed_place")
    assert (place.seen, place.desk_address) == (True, "City Hall")
    assert not spine.desk.looked_up


async def test_a_desk_that_shows_it_only_later_delays_nothing(store):
    async with working(Spine(store, clock=Clock(), delayed_after=1000)) as spine:
        await file(spine)
    assert spine.channel.texts() == ["RequestFiled 101"]
    ((_, place),) = spine.records.of("filed_place")
    assert not place.seen
