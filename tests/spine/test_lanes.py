"""In order within a lane, in parallel across lanes."""

import asyncio

from bot.lanes import Lanes


async def test_a_lane_keeps_its_order_and_holds_no_other_up():
    done, gate = [], asyncio.Event()
    lanes = Lanes(lambda error: None)

    def work(name, wait=False):
        async def run():
            if wait:
                await gate.wait()
            done.append(name)

        return run

    lanes.put("a", work("a1", wait=True))
    lanes.put("a", work("a2"))
    lanes.put("b", work("b1"))
    await lanes.idle("b")
    assert done == ["b1"]
    gate.set()
    assert await lanes.drained(1)
    assert done == ["b1", "a1", "a2"]


async def test_what_breaks_stops_its_lane_and_is_told():
    told = []
    lanes = Lanes(told.append, at_most=2)

    async def breaks():
        raise ValueError("x")

    lanes.put("a", breaks)
    lanes.put("a", breaks)
    await asyncio.wait_for(lanes.room(), 1)
    assert [str(error) for error in told] == ["x"]
    assert await lanes.drained(1)
    lanes.put("a", lambda: told.append("overtaken"))
    assert await lanes.drained(1)
    assert len(told) == 1


async def test_cancelled_lanes_are_gone():
    lanes = Lanes(lambda error: None)
    lanes.put("a", asyncio.Event().wait)
    await asyncio.sleep(0)
    assert not await lanes.drained(0)
    await lanes.cancel()
    assert await lanes.drained(0)
