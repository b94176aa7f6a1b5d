"""After filing, the place is kept, and where the desk has another, everybody hears of it who should."""

import asyncio
from datetime import timedelta

import msgspec
import pytest
from prometheus_client import REGISTRY

from bot.effects import FileRequest
from bot.kept_places import PlaceKeeper
from bot.messages import GeoPoint
from bot.ports import Filed
from bot.service_requests import ServiceRequest
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import NOW, arrived, contact
from tests.fakes.memory import MemoryRecords
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until
from tests.spine.test_filing import Clock, file
from tests.spine.test_watch import watcher

ORDER = FileRequest("key-1", "POTHOLE", "a hole", "12 Elm St", GeoPoint(41.61, -93.92), place_precision="address")
AS_SENT = ServiceRequest("101", "open", "POTHOLE", address="12 Elm St", point=ORDER.point)
MOVED = ServiceRequest("101", "open", "POTHOLE", address="City Hall", point=GeoPoint(41.60, -93.90))


def alarms(what="point moved"):
    return REGISTRY.get_sample_value("text311_filed_differently_total", {"what": what}) or 0


async def never(*_):
    await asyncio.Event().wait()


async def test_records_that_hang_hold_up_nobody_who_is_to_be_told(store):
    """As a database whose machine has frozen: it takes the question and says nothing."""
    spine = Spine(store, delayed_after=1000)
    keeper = spine.outbox.filing.places
    keeper.patience = 0.01
    spine.records.filed_place = spine.records.places_unseen = never
    async with working(spine):
        await file(spine)
    assert spine.channel.texts() == ["RequestFiled 101"]
    watch, log = watcher(spine, appeared=keeper.appeared)
    await log.hold()
    await spine.follows.follow(contact(), "101", "open")
    spine.desk.change("101", "closed", notes="filled")
    await watch.look(["101"])
    assert await spine.left("inbox") == 1


async def test_the_place_is_kept_before_the_resident_is_told(store):
    """Or an order for its words could overtake it, and a crash leave a request nobody compares."""
    spine, asked, keeps = Spine(store, delayed_after=1000), asyncio.Event(), asyncio.Event()
    real = spine.records.filed_place

    async def filed_place(*row):
        asked.set()
        await keeps.wait()
        return await real(*row)

    spine.records.filed_place = filed_place
    async with working(spine):
        await spine.inbox.admit(contact(1), arrived(contact(1), "file key-1"), "1")
        await asked.wait()
        await spine.inbox.admit(contact(2), arrived(contact(2), "hello"), "2")
        await until(lambda: spine.channel.texts() == ["hello #1"])
        assert await spine.left("orders") == 1
        keeps.set()
        await spine.settled()
    assert spine.channel.texts() == ["hello #1", "RequestFiled 101"]


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


async def test_what_the_desk_shows_only_later_is_compared_then_and_once(keeper):
    before = alarms()
    await keeper.note(contact(), ORDER, "101", None)
    await keeper.appeared([msgspec.structs.replace(MOVED, service_request_id="102")])
    assert alarms() == before
    for _ in range(2):
        await keeper.appeared([MOVED])
    assert alarms() == before + 1
    ((_, place),) = keeper.records.of("filed_place")
    assert (place.seen, place.desk_address, place.differences) == (True, "City Hall", ("point moved",))
    assert len(keeper.records.of("staff_call")) == 1


WITH_PHOTO = msgspec.structs.replace(ORDER, filing_key="key-2", media_ids=("photo-1",))
SHOWN = msgspec.structs.replace(AS_SENT, photos=1)


@pytest.mark.parametrize("shows_photos", [True, False])
async def test_a_missing_photo_is_said_of_a_desk_that_shows_photos(keeper, shows_photos):
    before = alarms("photos lost")
    if shows_photos:
        await keeper.appeared([msgspec.structs.replace(SHOWN, service_request_id="somebody else's")])
    await keeper.note(contact(), WITH_PHOTO, "101", AS_SENT)
    assert alarms("photos lost") == before, "it may come a little later"
    await keeper.appeared([AS_SENT])
    assert alarms("photos lost") == before + shows_photos
    assert keeper.records.of("filed_place")[-1][1].differences == ("photos lost",)
    assert [words[:34] for _, _, words in keeper.records.of("staff_call")] == [
        "101: [Please check: photos lost. T"
    ] * shows_photos


async def test_a_photo_that_came_a_little_later_is_not_missed(keeper):
    await keeper.note(contact(), WITH_PHOTO, "101", AS_SENT)
    await keeper.appeared([SHOWN])
    assert [place.differences for _, place in keeper.records.of("filed_place")] == [()]
    assert not keeper.records.of("staff_call")


async def test_records_out_of_reach_do_not_end_the_watch(keeper):
    keeper.records.places_unseen = None
    await keeper.appeared([AS_SENT])


async def test_the_watch_compares_what_appears(store):
    async with working(Spine(store, clock=Clock(), delayed_after=1000)) as spine:
        await file(spine)
        keeper = PlaceKeeper(spine.desk, spine.records, lambda: NOW)
        watch, log = watcher(spine, appeared=keeper.appeared)
        await log.hold()
        spine.desk.change("101", "open", at=NOW)
        await watch.poll()
    ((_, place),) = spine.records.of("filed_place")
    assert place.seen


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
