"""A resident who was asked where it is moves a pin; the place comes into the same conversation, once."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from fastapi import FastAPI
from playwright.async_api import Page, Route, expect

from bot import web_map
from bot.admission import admission
from bot.app import pages_base
from bot.channels.segments import count_segments
from bot.city_file import read_city
from bot.effects import Say
from bot.messages import Choice, Contact, GeoPoint
from bot.pin_link import PinLink, is_pin_id, pin_id
from bot.places.build import build_gazetteer
from bot.places.distance import metres
from bot.places.finder import PlaceFinder, make_place_finder
from bot.places.jurisdiction import Neighbor
from bot.settings import read_settings
from bot.speech import spoken
from bot.street_map import HEIGHT, PIN, WIDTH
from bot.web_front import PAGES, FrontPage, page_strings
from bot.web_limits import Limit
from bot.web_map import add_place_map
from bot.web_pin import PinPages, create_pin_web
from tests.fakes.pins import MemoryPins
from tests.web.browser import browsing, errors_of, needs_browser
from tests.web.conftest import AT, MemoryInbox, running

DEMO = Path(__file__).parents[2] / "bot" / "demo"
IMAGES = Path(__file__).parents[2] / "docs" / "images"
ANA = Contact("sms", "+12065550101")
MAIN_AND_OAK = GeoPoint(41.60797, -93.90597)
OUTSIDE = GeoPoint(41.6080, -93.8600)
SMALL = {"viewport": {"width": 360, "height": 640}}


@pytest.fixture(scope="module")
def lindale(tmp_path_factory: pytest.TempPathFactory) -> PlaceFinder:
    built = tmp_path_factory.mktemp("places") / "lindale.sqlite"
    build_gazetteer(built, [DEMO / "addresses.csv", DEMO / "landmarks.geojson"])
    neighbors = [Neighbor("Town of Marlow", "515-555-0142")]
    return make_place_finder(
        gazetteer=built, jurisdiction=DEMO / "jurisdiction.geojson", neighbors=neighbors, clock=lambda: 0.0
    )


@dataclass
class City:
    session: aiohttp.ClientSession
    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    pins: MemoryPins = field(default_factory=MemoryPins)
    base: str = ""

    async def link(self, language: str = "en", street: str = "", contact: Contact = ANA) -> str:
        pin = await self.pins.keep(PinLink(contact, language, street), f"0-{len(self.pins.kept)}")
        return f"{self.base}/p/{pin}"

    async def get(self, url: str) -> tuple[int, str]:
        async with self.session.get(url) as response:
            return response.status, await response.text()

    async def post(self, url: str, **form: str) -> tuple[int, str]:
        async with self.session.post(url, data=form) as response:
            return response.status, await response.text()

    @property
    def points(self) -> list[tuple[Contact, GeoPoint | None]]:
        return [(message.contact, message.point) for message in self.inbox.messages]


@pytest.fixture
async def city(lindale: PlaceFinder, session: aiohttp.ClientSession) -> AsyncIterator[City]:
    city = City(session)
    front, clock = FrontPage("Lindale"), lambda: AT
    pages = PinPages(city.pins, lambda: lindale, admission(city.inbox), clock, front, sms_number="+15550111311")
    async with running(create_pin_web(pages)) as city.base:
        yield city


def written(point: GeoPoint) -> str:
    return f"{point.lat},{point.long}"


# the link


@pytest.mark.parametrize(
    ("channel", "ask_location", "base", "linked"),
    [
        ("sms", True, "https://311.lindale.gov", True),
        ("console", True, "http://127.0.0.1:5000/", True),
        ("whatsapp", True, "https://311.lindale.gov", False),  # sends locations itself
        ("telegram", True, "https://311.lindale.gov", False),
        ("web", True, "https://311.lindale.gov", False),
        ("sms", False, "https://311.lindale.gov", False),  # another question
        ("sms", True, "", False),  # nobody outside can reach us
    ],
)
async def test_who_gets_a_link(channel: Any, ask_location: bool, base: str, linked: bool) -> None:
    pins, contact = MemoryPins(), Contact(channel, "12345")
    say = Say("ask-place-on-street", "en", {"street": "Elm St"}, ask_location=ask_location)
    message = await spoken(read_city(DEMO / "city.toml"), pins, base, say, contact, "3-17")
    assert ("/p/" in message.text) == linked
    if linked:
        ((pin, link),) = pins.kept.items()
        assert message.text.endswith(f"\nOr on a map: {base.rstrip('/')}/p/{pin}")
        assert link == PinLink(contact, "en", "Elm St")
        assert "12345" not in message.text


async def test_in_the_web_chat_the_map_is_a_button_and_not_an_address_to_read() -> None:
    pins, contact = MemoryPins(), Contact("web", "a-session")
    say = Say("ask-place", "en", ask_location=True)
    message = await spoken(read_city(DEMO / "city.toml"), pins, "", say, contact, "3-17")
    assert [message.map_url] == [f"p/{pin}" for pin in pins.kept]
    assert "p/" not in message.text


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (MAIN_AND_OAK, 200),
        (OUTSIDE, 404),  # nobody makes us draw the world
        ("", 404),
        ("here", 404),
    ],
)
async def test_a_place_of_the_city_has_a_picture(
    lindale: PlaceFinder, session: aiohttp.ClientSession, at: GeoPoint | str, status: int
) -> None:
    async def finder() -> PlaceFinder:
        return lindale

    web = FastAPI()
    add_place_map(web, finder)
    async with (
        running(web) as base,
        session.get(f"{base}/map.svg?at={at if at in ('', 'here') else written(at)}") as got,
    ):
        picture = await got.text()
    assert got.status == status
    assert (">Main St<" in picture and PIN in picture) == (status == 200)


async def test_nobody_makes_us_draw_without_end(
    lindale: PlaceFinder, session: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_map, "drawings", lambda: Limit(burst=3, seconds=1000))

    async def finder() -> PlaceFinder:
        return lindale

    web = FastAPI()
    add_place_map(web, finder)
    async with running(web) as base:
        got = [(await session.get(f"{base}/map.svg?at={written(MAIN_AND_OAK)}")).status for _ in range(4)]
    assert got == [200, 200, 200, 429]


async def test_a_message_that_is_tried_again_says_the_same() -> None:
    pins, say = MemoryPins(), Say("ask-place", "en", ask_location=True)
    texts = {
        (await spoken(read_city(DEMO / "city.toml"), pins, "https://x.example", say, ANA, reference)).text
        for reference in ("3-17", "3-17", "3-18")
    }
    assert len(texts) == len(pins.kept) == 2


@pytest.mark.parametrize(
    "key", ["ask-place", "ask-place-inside", "ask-place-again", "ask-place-on-street", "ask-place-suggestion"]
)
async def test_with_its_link_the_question_is_still_one_text_message(key: str) -> None:
    values, choices = (
        {"street": "Dr Martin Luther King Jr Blvd", "mention": "Dr Martin Luthr Kng"},
        (Choice("suggestion", "7 Sycamore St"),),
    )
    if key.endswith("suggestion"):
        values = {"mention": "7 Sicamoor Street", "street": "7 Sycamore St"}
    say = Say(key, "en", values, choices if key.endswith("suggestion") else (), ask_location=True)
    message = await spoken(read_city(DEMO / "city.toml"), MemoryPins(), "https://311.lindale.gov", say, ANA, "1-1")
    said = "\n".join([message.text, *(f"1. {choice.label}" for choice in message.choices)])
    assert count_segments(said).segments == 1


def test_an_id_says_nothing_and_cannot_be_made_up() -> None:
    pin = pin_id(b"one secret", ANA, "3-17")
    assert is_pin_id(pin)
    assert pin != pin_id(b"another secret", ANA, "3-17")
    assert pin != pin_id(b"one secret", Contact("sms", "+12065550102"), "3-17")
    for wrong in ("", "short", pin.upper() + "A", pin[:-1] + "/", pin[:-1] + "0", "../../etc/x"):
        assert not is_pin_id(wrong)


@pytest.mark.parametrize(
    ("environment", "base"),
    [
        ({"TEXT311_PUBLIC_URL": "https://311.lindale.gov"}, "https://311.lindale.gov"),
        ({}, ""),  # a loopback address helps no phone
        ({"TWILIO_API_BASE": "http://127.0.0.1:4010"}, "http://127.0.0.1:8311"),  # pretend phones on this machine
    ],
)
def test_a_link_leads_where_a_phone_can_follow(environment: dict[str, str], base: str) -> None:
    assert pages_base(read_settings(environment)) == base


def test_the_page_says_everything_in_both_languages() -> None:
    english, spanish = page_strings("en"), page_strings("es")
    for key in (key for key in english if key.startswith("pin_")):
        assert re.findall(r"\{\w+\}", english[key]) == re.findall(r"\{\w+\}", spanish[key])


# the place


async def test_a_place_comes_into_the_conversation_it_was_asked_in(city: City) -> None:
    url = await city.link()
    status, page = await city.post(url, pin=written(MAIN_AND_OAK))
    assert (status, "Thank you!" in page) == (200, True)
    assert city.points == [(ANA, MAIN_AND_OAK)]
    assert 'href="sms:+15550111311"' in page


async def test_a_second_tap_changes_nothing(city: City) -> None:
    url = await city.link()
    for point in (MAIN_AND_OAK, MAIN_AND_OAK, GeoPoint(41.6, -93.9)):
        _, page = await city.post(url, pin=written(point))
        assert "Thank you!" in page
    assert city.points == [(ANA, MAIN_AND_OAK)]


async def test_a_place_that_is_in_the_inbox_already_is_not_there_twice(city: City) -> None:
    """The process ended between the inbox and the mark that the link is used."""
    url = await city.link()
    await city.post(url, pin=written(MAIN_AND_OAK))
    pin = url.rpartition("/")[2]
    city.pins.kept[pin] = replace(city.pins.kept[pin], used=False)
    _, page = await city.post(url, pin=written(MAIN_AND_OAK))
    assert "Thank you!" in page
    assert len(city.points) == 1


async def test_two_links_are_two_places(city: City) -> None:
    for url in [await city.link(), await city.link()]:
        await city.post(url, pin=written(MAIN_AND_OAK))
    assert len(city.points) == 2


async def test_a_place_from_the_list_counts_before_the_pin(city: City) -> None:
    await city.post(await city.link(), pin="41.6,-93.9", corner=written(MAIN_AND_OAK))
    assert city.points == [(ANA, MAIN_AND_OAK)]


async def test_looking_is_not_sending(city: City) -> None:
    """Phones fetch a link for its preview."""
    url = await city.link()
    for address in (url, f"{url}?pin={written(MAIN_AND_OAK)}", f"{url}/map.svg", f"{url}/near?lat=41.6&long=-93.9"):
        assert (await city.get(address))[0] == 200
    assert city.points == []
    assert not city.pins.kept[url.rpartition("/")[2]].used


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_place_outside_is_said_before_it_is_sent(city: City, language: str) -> None:
    url = await city.link(language)
    _, told = await city.get(f"{url}/near?lat={OUTSIDE.lat}&long={OUTSIDE.long}&language={language}")
    assert json.loads(told)["outside"]
    assert "Town of Marlow (515-555-0142)" in json.loads(told)["text"]
    status, page = await city.post(f"{url}?language={language}", pin=written(OUTSIDE))
    assert (status, "Town of Marlow" in page) == (422, True)
    assert city.points == []
    await city.post(url, pin=written(MAIN_AND_OAK))
    assert city.points == [(ANA, MAIN_AND_OAK)]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"pin": ""},
        {"pin": "here"},
        {"pin": "nan,nan"},
        {"pin": "1e999,2"},
        {"pin": "91,0"},
        {"corner": "41.6;-93.9"},
    ],
)
async def test_without_a_place_nothing_is_sent(city: City, form: dict[str, str]) -> None:
    status, page = await city.post(await city.link(), **form)
    assert (status, "First tap the map" in page) == (422, True)
    assert city.points == []


async def test_a_form_of_nonsense_is_refused(city: City) -> None:
    url = await city.link()
    for body in (b"x" * 5_000, b"&".join(b"a=%d" % number for number in range(50)), b"pin=\xff\xfe,\x00"):
        async with city.session.post(url, data=body) as response:
            assert response.status in (400, 422)
    assert city.points == []


@pytest.mark.parametrize(("language", "says"), [("en", "no longer works"), ("es", "ya no sirve")])
async def test_a_link_that_ran_out_says_what_to_do(city: City, language: str, says: str) -> None:
    for pin in ("2222222222", "nonsense", "x%00y", "é"):
        status, page = await city.get(f"{city.base}/p/{pin}?language={language}")
        assert (status, says in page) == (404, True)
        status, page = await city.post(f"{city.base}/p/{pin}?language={language}", pin=written(MAIN_AND_OAK))
        assert (status, says in page) == (404, True)
    assert (await city.get(f"{city.base}/p/2222222222/near?lat=41.6&long=-93.9"))[0] == 404
    assert (await city.get(f"{city.base}/p/2222222222/map.svg"))[0] == 404
    assert city.points == []


async def test_while_the_store_is_away_the_page_says_so(city: City) -> None:
    url = await city.link()
    city.pins.away = True
    status, page = await city.get(url)
    assert (status, "try again in a minute" in page) == (503, True)
    assert (await city.post(url, pin=written(MAIN_AND_OAK)))[0] == 503
    city.pins.away = False
    await city.post(url, pin=written(MAIN_AND_OAK))
    assert city.points == [(ANA, MAIN_AND_OAK)]


# the map


@pytest.mark.parametrize(
    ("street", "shows"),
    [
        ("Elm St", "Where on Elm St?"),
        ("elm street", "Where on Elm St?"),
        ("elmm st", "Where on Elm St?"),
        ("", "Where is it?"),
        ("12", "Where is it?"),
        ("<script>alert(1)</script>", "Where is it?"),
    ],
)
async def test_the_map_begins_where_was_asked(city: City, street: str, shows: str) -> None:
    _, page = await city.get(await city.link(street=street))
    assert shows in page
    assert "<script>alert" not in page
    assert ('data-zoom="1"' in page) == ("Elm" in shows)


async def test_another_street_of_the_same_name_is_one_tap_away(city: City) -> None:
    _, page = await city.get(await city.link(street="church st"))
    links = dict(re.findall(r'<a href="([^"]+)">(Church St, [^<]+)</a>', page))
    assert list(links.values()) == ["Church St, Old Town", "Church St, Eastgate"]
    _, page = await city.get(f"{city.base}/p/{list(links)[1].replace('&amp;', '&')}")
    (west,) = re.findall(r'data-west="([^"]+)"', page)
    assert float(west) == pytest.approx(-93.884, abs=0.004)


async def test_the_picture_names_the_streets_around(city: City) -> None:
    _, svg = await city.get(f"{await city.link()}/map.svg?at={written(MAIN_AND_OAK)}&zoom=1")
    assert {"Main St", "Oak St", "Elm St"} <= set(re.findall(r">([^<>]+)</textPath>", svg))
    assert 'class="pin"' not in svg
    _, svg = await city.get(
        f"{await city.link()}/map.svg?at={written(MAIN_AND_OAK)}&zoom=1&pin={written(MAIN_AND_OAK)}"
    )
    assert 'class="pin"' in svg


async def test_the_street_that_was_asked_about_stands_out(city: City) -> None:
    _, svg = await city.get(f"{await city.link(street='oak st')}/map.svg?at={written(MAIN_AND_OAK)}&zoom=1")
    assert re.findall(r'class="asked"[^>]*><textPath[^>]*>([^<>]+)', svg) == ["Oak St"]
    assert svg.count('class="road asked"') == 1
    _, svg = await city.get(f"{await city.link()}/map.svg?at={written(MAIN_AND_OAK)}&zoom=1")
    assert 'class="asked"' not in svg


@pytest.mark.parametrize("zoom", ["0", "1", "2"])
async def test_the_page_is_small(city: City, zoom: str) -> None:
    url = await city.link()
    _, page = await city.get(f"{url}?at={written(MAIN_AND_OAK)}&zoom={zoom}")
    _, svg = await city.get(f"{url}/map.svg?at={written(MAIN_AND_OAK)}&zoom={zoom}")
    static = [PAGES / "static" / name for name in ("page.css", "pin.css", "pin.js", "icon.svg")]
    assert len(page.encode()) + len(svg.encode()) + sum(path.stat().st_size for path in static) < 60_000


async def test_any_address_of_the_page_shows_a_map(city: City) -> None:
    url = await city.link(street="Elm St")
    for query in (
        "at=x&zoom=9",
        "at=,&tap.x=1e9&tap.y=-4",
        "zoom=2&tap.x=100&tap.y=80",
        "at=0,0&zoom=0",
        "pin=95,1",
        "tap.x=²&tap.y=1",
    ):
        status, page = await city.get(f"{url}?{query}")
        assert (status, 'id="picture"' in page) == (200, True)
        (picture,) = re.findall(r'src="[^"]*/(map\.svg\?[^"]*)"', page)
        assert (await city.get(f"{url}/{picture.replace('&amp;', '&')}"))[0] == 200


async def test_the_page_keeps_to_its_security_policy(city: City) -> None:
    async with city.session.get(await city.link()) as response:
        policy, page = response.headers["Content-Security-Policy"], await response.text()
    assert "'unsafe-inline'" not in policy
    assert not re.search(r'style="|onclick=|https?://(?!www\.w3\.org)', page)


# the browser


async def open_page(context: Any, url: str) -> Page:
    page: Page = await context.new_page()
    await page.goto(url)
    return page


async def touch(page: Page, x: float, y: float) -> None:
    """Tap the picture at these shares of it."""
    box = await page.locator("#picture").bounding_box()
    assert box
    await page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


async def pin_of(page: Page) -> GeoPoint:
    lat, long = (await page.locator("#pin").input_value()).split(",")
    return GeoPoint(float(lat), float(long))


@needs_browser
async def test_a_tap_puts_the_pin_and_send_sends_it(city: City, request: pytest.FixtureRequest) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, await city.link(street="Elm St"))
        errors = errors_of(page)
        send = page.get_by_role("button", name="Send this place")
        await expect(send).to_be_disabled()
        await touch(page, 0.5, 0.52)
        await expect(page.get_by_role("status")).to_have_text(re.compile(r"The pin is at \d+ Elm St\."))
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await expect(send).to_be_in_viewport()
        if request.config.getoption("--record"):
            await page.screenshot(path=IMAGES / "pin-page.png")
        put = await pin_of(page)
        await send.click()
        await expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert city.points == [(ANA, put)]
    assert errors == []


@needs_browser
@pytest.mark.parametrize(("width", "height"), [(360, 640), (320, 568), (1280, 800)])
async def test_send_is_always_in_sight_and_hides_nothing(city: City, width: int, height: int) -> None:
    async with browsing(viewport={"width": width, "height": height}) as context:
        page = await open_page(context, await city.link("es", street="Church St"))
        await expect(page.get_by_role("button", name="Enviar este lugar")).to_be_in_viewport(ratio=1)
        await page.get_by_text("O elija un lugar").click()
        last = page.get_by_role("radio").last
        await last.check()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@needs_browser
async def test_the_pin_is_dragged_and_the_map_follows_it_to_the_edge(city: City) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, await city.link(street="Elm St"))
        box = await page.locator("#map").bounding_box()
        assert box
        await touch(page, 0.5, 0.5)
        before, piece = await pin_of(page), await page.locator("#view").get_attribute("data-west")
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        await page.mouse.move(middle[0], middle[1] - 20)  # by its head
        await page.mouse.down()
        assert await pin_of(page) == before
        await page.mouse.move(box["x"] + 6, middle[1] - 20, steps=5)
        await page.mouse.up()
        await expect(page.locator("#view")).not_to_have_attribute("data-west", piece or "")
        after = await pin_of(page)
        assert after.long < before.long
        assert after.lat == pytest.approx(before.lat, abs=0.0001)


@needs_browser
async def test_the_whole_city_goes_nearer_with_the_first_tap(city: City) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, await city.link())
        await expect(page.locator("#view")).to_have_attribute("data-zoom", "2")
        await touch(page, 0.6, 0.5)
        await expect(page.locator("#view")).to_have_attribute("data-zoom", "1")
        await page.get_by_role("link", name="Zoom in").click()
        await expect(page.locator("#view")).to_have_attribute("data-zoom", "0")
        await expect(page.get_by_role("button", name="Send this place")).to_be_enabled()


@needs_browser
async def test_the_keyboard_alone_is_enough(city: City) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, await city.link(street="Elm St"))
        await page.get_by_role("application", name="Map. Arrow keys").focus()
        await page.keyboard.press("Shift+ArrowRight")
        first = await pin_of(page)
        await page.keyboard.press("ArrowUp")
        second = await pin_of(page)
        assert (second.lat > first.lat, second.long) == (True, first.long)
        await page.keyboard.press("+")
        await expect(page.locator("#view")).to_have_attribute("data-zoom", "0")
        await expect(page.get_by_role("application")).to_be_focused()
        await page.get_by_role("button", name="Send this place").press("Enter")
        await expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert city.points == [(ANA, second)]


@needs_browser
async def test_outside_the_city_nothing_can_be_sent(city: City) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, f"{await city.link()}?at=41.608,-93.8705&zoom=1")
        send = page.get_by_role("button", name="Send this place")
        await touch(page, 0.8, 0.5)
        await expect(page.get_by_role("status")).to_contain_text("outside Lindale")
        await expect(send).to_be_disabled()
        await touch(page, 0.3, 0.5)
        await expect(page.get_by_role("status")).not_to_contain_text("outside")
        await expect(send).to_be_enabled()


@needs_browser
async def test_the_phone_says_where_it_is(city: City) -> None:
    here = {"latitude": MAIN_AND_OAK.lat, "longitude": MAIN_AND_OAK.long, "accuracy": 8}
    async with browsing(**SMALL, geolocation=here, permissions=["geolocation"]) as context:
        page = await open_page(context, await city.link())
        await page.get_by_role("button", name="Use my location").click()
        await expect(page.locator("#view")).to_have_attribute("data-zoom", "0")
        await expect(page.get_by_role("status")).to_contain_text("The pin is")
        assert await pin_of(page) == MAIN_AND_OAK


@needs_browser
async def test_where_the_phone_is_counts_before_the_map_of_it_has_come(city: City) -> None:
    here = {"latitude": MAIN_AND_OAK.lat, "longitude": MAIN_AND_OAK.long, "accuracy": 8}
    loaded = asyncio.Event()

    async def load_slowly(route: Route) -> None:
        await loaded.wait()
        await route.continue_()

    async with browsing(**SMALL, geolocation=here, permissions=["geolocation"]) as context:
        page = await open_page(context, await city.link())
        await page.route("**/p/*?at=*", load_slowly)
        await page.get_by_role("button", name="Use my location").click()
        await expect(page.get_by_role("status")).to_contain_text("The pin is")
        await expect(page.get_by_role("button", name="Send this place")).to_be_enabled()
        assert await pin_of(page) == MAIN_AND_OAK
        loaded.set()
        await expect(page.locator("#view")).to_have_attribute("data-zoom", "0")


@needs_browser
async def test_a_phone_that_does_not_say_where_it_is(city: City) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, await city.link("es"))
        await page.get_by_role("button", name="Usar mi ubicación").click()
        await expect(page.get_by_role("status")).to_contain_text("Toque el mapa")


@needs_browser
async def test_a_corner_is_chosen_from_the_list(city: City) -> None:
    async with browsing(**SMALL) as context:
        page = await open_page(context, f"{await city.link()}?at={written(MAIN_AND_OAK)}&zoom=1")
        await page.get_by_text("Or choose from places").click()
        corner = page.get_by_label("Main St & Oak St")
        await corner.check()
        await expect(page.get_by_role("status")).to_contain_text("The pin is")
        await page.get_by_role("button", name="Send this place").click()
        await expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    ((_, point),) = city.points
    assert point
    assert metres(point.lat, point.long, MAIN_AND_OAK.lat, MAIN_AND_OAK.long) < 2


@needs_browser
async def test_without_javascript_a_tap_on_the_picture_puts_the_pin(city: City) -> None:
    async with browsing(**SMALL, java_script_enabled=False) as context:
        page = await open_page(context, await city.link("es", street="River Rd"))
        for expected in ("0.4", "0.6"):
            async with page.expect_navigation():
                await touch(page, float(expected), 0.5)
        await expect(page.get_by_role("status")).to_contain_text("El marcador está")
        put = await pin_of(page)
        async with page.expect_navigation():
            await page.get_by_role("button", name="Enviar este lugar").click()
        await expect(page.get_by_role("heading", name="¡Gracias!")).to_be_visible()
    assert city.points == [(ANA, put)]


@needs_browser
async def test_the_map_fits_the_smallest_phone_so_that_a_tap_hits_what_it_shows(city: City) -> None:
    async with browsing(viewport={"width": 320, "height": 568}, java_script_enabled=False) as context:
        page = await open_page(context, await city.link())
        assert await page.evaluate("document.documentElement.scrollWidth") == 320
        drawn = await page.get_by_role("button", name=page_strings("en")["pin_map"]).bounding_box()
        assert drawn
        assert (drawn["width"], drawn["height"]) == pytest.approx((WIDTH, HEIGHT), abs=2.5)


@needs_browser
async def test_without_javascript_one_can_go_elsewhere_and_pick_from_the_list(city: City) -> None:
    async with browsing(**SMALL, java_script_enabled=False) as context:
        page = await open_page(context, await city.link())
        for link in ("Zoom in", "East", "Zoom in"):
            async with page.expect_navigation():
                await page.get_by_role("link", name=link).click()
        await page.get_by_text("Or choose from places").click()
        await page.get_by_role("radio").first.check()
        async with page.expect_navigation():
            await page.get_by_role("button", name="Send this place").click()
        await expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert len(city.points) == 1
