import asyncio

from crm_server.performance.remembered import FORGET, KEPT, Remembered


class Counting:
    """Counts when it is let, by a clock of its own."""

    def __init__(self):
        self.now, self.times, self.at_once, self.most = 0.0, 0, 0, 0
        self.let = asyncio.Event()
        self.let.set()

    def clock(self) -> float:
        return self.now

    async def __call__(self) -> str:
        self.times += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await self.let.wait()
        self.at_once -= 1
        return f"text {self.times}"


async def test_a_small_city_always_sees_the_latest():
    counting = Counting()
    remembered = Remembered(counting.clock)
    assert await remembered.text("90 days", counting, keep=False) == "text 1"
    assert await remembered.text("90 days", counting, keep=False) == "text 2"


async def test_what_takes_long_is_shown_again_for_the_time_that_is_stated():
    counting = Counting()
    remembered = Remembered(counting.clock)
    assert await remembered.text("90 days", counting, keep=True) == "text 1"
    assert await remembered.text("30 days", counting, keep=True) == "text 2"
    counting.now = KEPT - 1
    assert await remembered.text("90 days", counting, keep=True) == "text 1"
    counting.now = KEPT
    assert await remembered.text("90 days", counting, keep=True) == "text 3"


async def test_it_is_never_counted_twice_at_once_and_who_waits_for_the_same_shares_it():
    counting = Counting()
    counting.let.clear()
    remembered = Remembered(counting.clock)
    asked = ["90 days", "90 days", "30 days", "90 days", "30 days"]
    running = asyncio.gather(*(remembered.text(one, counting, keep=True) for one in asked))
    await asyncio.sleep(0)
    counting.let.set()
    assert await running == ["text 1", "text 1", "text 2", "text 1", "text 2"]
    assert (counting.times, counting.most) == (2, 1)


async def test_a_failure_is_not_remembered():
    async def fails() -> str:
        raise OSError

    remembered = Remembered(lambda: 0.0)
    results = await asyncio.gather(remembered.text("90 days", fails, keep=True), return_exceptions=True)
    assert [type(one) for one in results] == [OSError]
    assert await remembered.text("90 days", Counting(), keep=True) == "text 1"


async def test_not_everything_is_kept():
    counting = Counting()
    remembered = Remembered(counting.clock)
    for days in range(3 * FORGET):
        await remembered.text(days, counting, keep=True)
    assert len(remembered._kept) <= FORGET
