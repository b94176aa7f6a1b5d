"""What the city tells everybody stands on the first page of the web chat while it holds, for everybody to read."""

from datetime import datetime
from typing import Any

import aiohttp
import pytest
from fastapi import FastAPI
from lxml import html
from playwright.async_api import expect

from bot.city_notices import Notice
from bot.web import add_pages
from bot.web_front import FrontPage
from tests.web.browser import browsing, needs_browser
from tests.web.conftest import running

UNTIL = datetime(2099, 1, 1)
STORM = Notice(text={"en": "Offices are <b>closed</b>.", "es": "Las oficinas cierran."}, until=UNTIL)
PLOWS = Notice(text={"en": "All plows are out. " * 40}, until=UNTIL)


class Paper:
    """A page whose notices come and go."""

    def __init__(self) -> None:
        self.notices: tuple[Notice, ...] = ()
        self.web = FastAPI()
        add_pages(self.web, self.front)

    def front(self) -> FrontPage:
        return FrontPage("Riverton", languages=("en", "es"), notices=self.notices)


@pytest.fixture
def paper() -> Paper:
    return Paper()


async def read(session: aiohttp.ClientSession, url: str) -> Any:
    async with session.get(url) as answer:
        return html.fromstring(await answer.text())


async def test_it_stands_there_while_it_holds(paper: Paper, session: aiohttp.ClientSession) -> None:
    async with running(paper.web) as base:
        assert not (await read(session, base)).xpath("//*[@class='notices']")
        paper.notices = (STORM,)
        (banner,) = (await read(session, base)).xpath("//section[@aria-label='City notices']")
        assert [line.text_content() for line in banner.xpath("p")] == ["Offices are <b>closed</b>."]
        assert banner.getprevious().get("class") == "emergency"  # never in its way
        assert banner.getnext().tag == "main"
        paper.notices = ()
        assert not (await read(session, base)).xpath("//*[@class='notices']")


async def test_it_is_in_the_readers_language_or_says_in_which_it_is(
    paper: Paper, session: aiohttp.ClientSession
) -> None:
    paper.notices = (STORM, PLOWS)
    async with running(paper.web) as base:
        page = await read(session, f"{base}/?language=es")
    lines = page.xpath("//section[@aria-label='Avisos de la ciudad']/p")
    assert [(line.get("lang"), line.text_content()[:12]) for line in lines] == [
        (None, "Las oficinas"),
        ("en", "All plows ar"),
    ]


@needs_browser
async def test_a_long_one_leaves_room_to_write_and_is_read_by_keyboard(paper: Paper) -> None:
    paper.notices = (STORM, PLOWS)
    async with running(paper.web) as base, browsing() as context:
        page = await context.new_page()
        await page.goto(base)
        banner = page.get_by_role("region", name="City notices")
        box = await banner.bounding_box()
        assert box is not None
        assert box["height"] <= 0.31 * 780
        assert await page.get_by_role("button", name="Send").is_visible()
        await banner.focus()
        await page.keyboard.press("End")
        await expect(banner).not_to_have_js_property("scrollTop", 0)
