"""The finder of the bot: own gazetteer first, then others, whatever happens to them."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

import bot
from bot.messages import GeoPoint
from bot.nlu.understanding import Mention
from bot.places.chain import REST_SECONDS, GeocoderFailed
from bot.places.finder import make_place_finder
from bot.places.place import Place

DEMO = Path(bot.__file__).parent / "demo"

HERE = GeoPoint(41.61, -93.92)
BEYOND = GeoPoint(41.6080, -93.8600)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Remote:
    """Answers what it is told; counts how often it was asked."""

    def __init__(self, *answers, name="remote"):
        self.name, self.answers, self.asked = name, list(answers), 0

    async def find(self, query, bounds, language):
        return await self._answer()

    async def describe(self, point):
        return await self._answer()

    async def _answer(self):
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        if answer is asyncio:
            await asyncio.Event().wait()
        return answer


def place(point=HERE, precision="address") -> Place:
    return Place("1 Far Rd", point, precision, 0.7, "remote")


def finder_with(lindale_file, *remotes, clock=None, gazetteer=True):
    return make_place_finder(
        gazetteer=lindale_file if gazetteer else None,
        jurisdiction=DEMO / "jurisdiction.geojson",
        others=remotes,
        clock=clock or Clock(),
    )


def mention(text: str) -> tuple[Mention, ...]:
    return (Mention(0, len(text), text, "address"),)


async def test_what_the_gazetteer_knows_is_asked_of_nobody(lindale_file):
    remote = Remote([place()])
    search = await finder_with(lindale_file, remote).find("12 Elm St", mention("12 Elm St"))
    assert (search.outcome, remote.asked) == ("found", 0)


async def test_what_it_does_not_know_is_asked_elsewhere(lindale_file):
    search = await finder_with(lindale_file, Remote([place()])).find("1 Far Rd", mention("1 Far Rd"))
    assert (search.outcome, search.places[0].source) == ("found", "remote")


async def test_an_empty_answer_goes_on_to_the_next(lindale_file):
    one, two = Remote([]), Remote([place()], name="two")
    search = await finder_with(lindale_file, one, two).find("1 Far Rd", ())
    assert (search.outcome, one.asked, two.asked) == ("found", 1, 1)


async def test_a_point_beyond_the_city_limits_is_outside(lindale_file):
    search = await finder_with(lindale_file, Remote([place(BEYOND)])).find("1 Far Rd", ())
    assert search.outcome == "outside"


async def test_a_street_elsewhere_asks_for_a_number(lindale_file):
    search = await finder_with(lindale_file, Remote([place(precision="street")])).find("Far Road", ())
    assert search.outcome == "street_only"


async def test_when_all_are_down_the_words_are_kept(lindale_file):
    search = await finder_with(lindale_file, Remote(GeocoderFailed("500"))).find("1 Far Rd", mention("1 Far Rd"))
    assert (search.outcome, search.mention) == ("failed", "1 Far Rd")


async def test_without_any_source_nothing_is_found(lindale_file):
    search = await finder_with(lindale_file, gazetteer=False).find("1 Far Rd", ())
    assert search.outcome == "not_found"


async def test_one_that_hangs_is_left_for_the_next(lindale_file):
    finder = finder_with(lindale_file, Remote(asyncio), Remote([place()], name="two"))
    finder._chain._patience = 0.0
    assert (await finder.find("1 Far Rd", ())).outcome == "found"


async def test_one_that_fails_three_times_rests_and_comes_back(lindale_file):
    clock, remote = Clock(), Remote(GeocoderFailed("500"), GeocoderFailed("500"), GeocoderFailed("500"), [place()])
    finder = finder_with(lindale_file, remote, clock=clock)
    for _ in range(5):
        await finder.find("1 Far Rd", ())
    assert remote.asked == 3
    clock.now += REST_SECONDS + 1
    assert (await finder.find("1 Far Rd", ())).outcome == "found"


async def test_one_that_asks_us_to_slow_down_rests_at_once(lindale_file):
    clock, remote = Clock(), Remote(GeocoderFailed("429", retry_after=10), [place()])
    finder = finder_with(lindale_file, remote, clock=clock)
    assert [(await finder.find("1 Far Rd", ())).outcome for _ in range(3)] == ["failed"] * 3
    clock.now += 11
    assert (await finder.find("1 Far Rd", ())).outcome == "found"


async def test_a_pin_is_described_and_one_outside_named(lindale_file):
    finder = finder_with(lindale_file)
    assert (await finder.describe(GeoPoint(41.61010, -93.92352))).places[0].address == "12 Elm St"
    outside = await finder.describe(GeoPoint(41.60, -93.85))
    assert (outside.outcome, outside.neighbor) == ("outside", "Town of Marlow (515-555-0142)")


@pytest.mark.parametrize(
    ("metres_away", "address"),
    [(0, "1 Far Rd"), (50, "1 Far Rd"), (120, "near 1 Far Rd"), (800, ""), (9_000_000, "")],
)
async def test_a_pin_is_named_by_what_stands_beside_it_and_stays_where_it_is(lindale_file, metres_away, address):
    """Without a house of the gazetteer near it; what a geocoder names on another continent is no name."""
    pin = GeoPoint(41.5905, -93.9295)
    beside = replace(place(), point=GeoPoint(min(90.0, pin.lat + metres_away / 111_195), pin.long))
    finder = finder_with(lindale_file, Remote(beside), gazetteer=False)
    (described,) = (await finder.describe(pin)).places
    assert (described.address, described.point, described.precision, described.source) == (address, pin, "pin", "pin")


async def test_a_pin_in_open_country_is_kept_without_address_when_nobody_knows_it(lindale_file):
    finder = finder_with(lindale_file, Remote(GeocoderFailed("500")))
    search = await finder.describe(GeoPoint(41.5905, -93.9295))
    assert (search.outcome, search.places[0].precision) == ("found", "pin")


HOSTILE = [
    "",
    " ",
    "\x00",
    "🕳️" * 50,
    "12 " * 3000,
    "12 Elm St " * 500,
    "x" * 50_000,
    "'; DROP TABLE house; --",
    "12 %s St",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_no_text_breaks_it(lindale_file, text):
    await finder_with(lindale_file).find(text, ())


@pytest.mark.parametrize(("answer", "street"), [("elm", ""), ("hawthorn.", "Hawthorn Ave"), ("Main", "Main St")])
async def test_a_street_without_its_kind_is_an_answer(lindale_file, answer, street):
    """Of two streets so called neither is guessed: the number decides."""
    search = await finder_with(lindale_file).find(answer, ())
    assert (search.outcome, search.mention, search.suggestion) == ("street_only", answer.strip("."), street)
