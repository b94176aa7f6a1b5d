"""What a short link stands for: the `PinLinks` port on the fake and on a real store."""

from dataclasses import replace

import pytest

from bot.adapters.redis.pins import RedisPins
from bot.messages import Contact
from bot.pin_link import LINK_SECONDS, PinLink
from tests.fakes.pins import MemoryPins

ASKED = PinLink(Contact("sms", "+12065550100"), "es", "Elm St")


@pytest.fixture(params=["memory", "redis"])
def pins(request):
    return MemoryPins() if request.param == "memory" else RedisPins(request.getfixturevalue("store"), b"a secret")


async def test_a_link_is_kept_as_it_was(pins):
    assert await pins.read(await pins.keep(ASKED, "3-17")) == ASKED


async def test_each_message_has_its_own(pins):
    assert await pins.keep(ASKED, "3-17") == await pins.keep(ASKED, "3-17") != await pins.keep(ASKED, "3-18")


async def test_what_was_used_stays_used_when_the_message_is_tried_again(pins):
    pin = await pins.keep(ASKED, "3-17")
    await pins.use(pin)
    await pins.keep(ASKED, "3-17")
    assert await pins.read(pin) == replace(ASKED, used=True)


async def test_a_link_nobody_made_is_none(pins):
    await pins.use("2222222222")
    assert await pins.read("2222222222") is None


async def test_links_run_out_and_using_one_does_not_prolong_it(store):
    pins = RedisPins(store, b"a secret", seconds=1000)
    pin = await pins.keep(ASKED, "3-17")
    await store.call("EXPIRE", f"text311:pin:{pin}", 600)
    await pins.use(pin)
    assert 590 < await store.call("TTL", f"text311:pin:{pin}") <= 600


async def test_they_run_out_before_the_inbox_forgets_what_came_by_them(store):
    pin = await RedisPins(store, b"a secret").keep(ASKED, "3-17")
    assert await store.call("TTL", f"text311:pin:{pin}") <= LINK_SECONDS < 48 * 3600
