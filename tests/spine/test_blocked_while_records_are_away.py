"""A provider says once that a resident has blocked us, whatever the records' database does at that moment."""

import pytest

from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.stored import ARRIVAL
from bot.app import delivered
from bot.channels.base import DeliveryStatus
from bot.events import ContactBlocked
from tests.fakes.dialogue import contact
from tests.fakes.spine import Spine


@pytest.mark.parametrize("away", [True, False])
async def test_they_have_blocked_us_is_heard(store, away):
    spine = Spine(store, partitions=1)
    spine.records.raises = OSError("database down") if away else None
    for _ in range(2):
        try:
            await delivered(spine.inbox, spine.records, DeliveryStatus(contact(), "SM1", "failed", opted_out=True))
        except OSError:
            assert away
    ((_, fields),) = await store.call("XRANGE", keys_of(0).inbox, "-", "+")
    assert isinstance(ARRIVAL.unpack(fields[b"b"]), ContactBlocked)
    assert len(spine.records.of("delivery")) == (0 if away else 2)
