"""The web chat in a real browser: by keyboard, over a lost connection, after a reload, with a photo and a place."""

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import Page, WebSocketRoute, expect

from bot.messages import Choice, GeoPoint, InboundMessage, OutboundMessage
from tests.web.browser import browsing, errors_of, needs_browser
from tests.web.conftest import City, running

pytestmark = needs_browser
RIGHT = (Choice("yes", "Yes"), Choice("no", "No, somewhere else"))


def answering(city: City) -> None:
    """A city that asks whether each text is right, and for a place when it hears "where"."""
    chat = city.chat()

    async def answer(message: InboundMessage) -> None:
        await chat.send(
            OutboundMessage(
                message.contact,
                f"Is that right: {message.text or message.choice or 'a place'}?",
                () if message.choice else RIGHT,
                ask_location=message.text == "where",
                location_label="I am here",
                reference=f"answer to {message.message_id}",
                language="es" if message.text.startswith("hay") else "en",
            )
        )

    city.inbox.listener = answer


@pytest.fixture
async def page(city: City) -> AsyncIterator[Page]:
    answering(city)
    place = {"latitude": 42.3601, "longitude": -71.0589}
    async with browsing(geolocation=place, permissions=["geolocation"]) as context:
        page = await context.new_page()
        errors = errors_of(page)
        await page.goto(city.base)
        await page.wait_for_selector("body[data-line=open]")
        yield page
        assert errors == []


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Your message").fill(text)
    await page.keyboard.press("Enter")


async def test_a_report_goes_there_and_back_by_keyboard_alone(city: City, page: Page) -> None:
    await page.get_by_label("Your message").focus()
    await page.keyboard.type("pothole at 12 Elm St")
    await page.keyboard.press("Enter")
    log = page.get_by_role("log")
    await expect(log.get_by_text("Is that right: pothole at 12 Elm St?")).to_be_visible()
    await expect(log.get_by_text("sent", exact=True)).to_be_visible()
    yes = page.get_by_role("button", name="Yes", exact=True)
    for _ in range(20):
        if await yes.evaluate("button => button === document.activeElement"):
            break
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(log.get_by_text("Is that right: Yes?")).to_be_visible()
    assert [(message.text, message.choice) for message in city.inbox.messages] == [
        ("pothole at 12 Elm St", None),
        ("Yes", "yes"),
    ]
    await expect(yes).to_be_disabled()


async def test_the_page_is_named_for_those_who_cannot_see_it(page: Page) -> None:
    await expect(page.get_by_role("log", name="Conversation with the city")).to_be_attached()
    for name in ("Send", "Share my location", "New conversation"):
        await expect(page.get_by_role("button", name=name)).to_be_visible()
    await expect(page.get_by_label("Add a photo")).to_be_attached()
    await expect(page.get_by_role("status")).to_be_attached()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_page_follows_the_talk_into_its_language(page: Page) -> None:
    await say(page, "hay un bache")
    for name in ("Enviar", "Enviar mi ubicación", "Conversación nueva"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    await expect(page.get_by_label("Su mensaje")).to_have_attribute("placeholder", "Escriba un mensaje")
    await expect(page.locator(".emergency")).to_have_text("¿Hay peligro? Llame primero al 911.")
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    await expect(page.locator("nav [aria-current]")).to_have_text("ES")
    await page.reload()
    await expect(page.get_by_role("button", name="Enviar", exact=True)).to_be_visible()
    await page.get_by_label("Su mensaje").fill("pothole")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()


async def test_who_has_chosen_a_language_on_the_page_keeps_it(page: Page) -> None:
    await page.get_by_role("link", name="EN").click()
    await page.wait_for_selector("body[data-line=open]")
    await say(page, "hay un bache")
    await expect(page.get_by_text("Is that right: hay un bache?")).to_be_visible()
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()


async def test_a_reload_shows_both_sides_once_and_in_order(page: Page) -> None:
    await say(page, "pothole")
    await expect(page.get_by_text("Is that right: pothole?")).to_be_visible()
    await page.reload()
    await expect(page.locator(".log .words")).to_have_text(["pothole", "Is that right: pothole?"])


async def test_over_a_lost_connection_nothing_is_lost_and_nothing_repeated(session: aiohttp.ClientSession) -> None:
    city = City()
    answering(city)
    async with browsing() as context:
        page = await context.new_page()
        async with running(city.create(session)) as base:
            await page.goto(base)
            await say(page, "before")
            await expect(page.get_by_text("Is that right: before?")).to_be_visible()
        await expect(page.get_by_role("status")).to_have_text(
            "No connection. What you write is saved and will be sent."
        )
        await say(page, "while away")
        await say(page, "still away")
        await expect(page.get_by_text("sending")).to_have_count(2)
        async with running(city.create(session), port=int(base.rpartition(":")[2])):
            await expect(page.locator(".log .words")).to_have_text(
                [
                    "before",
                    "Is that right: before?",
                    "while away",
                    "still away",
                    "Is that right: while away?",
                    "Is that right: still away?",
                ]
            )
            await expect(page.get_by_role("status")).not_to_have_class("state warn")
    assert [message.text for message in city.inbox.messages] == ["before", "while away", "still away"]


async def test_what_was_written_offline_outlives_a_reload(session: aiohttp.ClientSession) -> None:
    city = City()
    answering(city)
    async with browsing() as context:
        page = await context.new_page()
        async with running(city.create(session)) as base:
            await page.goto(base)
            await page.wait_for_selector("body[data-line=open]")
        await say(page, "written away")
        await page.goto("about:blank")
        async with running(city.create(session), port=int(base.rpartition(":")[2])):
            await page.goto(base)
            await expect(page.locator(".log .words")).to_have_text(["written away", "Is that right: written away?"])
    assert [message.text for message in city.inbox.messages] == ["written away"]


async def test_a_place_is_shared_by_the_button_the_city_offers(city: City, page: Page) -> None:
    await say(page, "where")
    await page.get_by_role("button", name="I am here").click()
    await expect(page.get_by_text("My location", exact=True)).to_be_visible()
    await expect(page.get_by_text("Is that right: a place?")).to_be_visible()
    assert city.inbox.messages[-1].point == GeoPoint(42.3601, -71.0589)


async def test_a_photo_is_shown_and_sent_smaller(city: City, page: Page) -> None:
    large = io.BytesIO()
    Image.new("RGB", (4000, 3000), "grey").save(large, "JPEG")
    await page.get_by_label("Add a photo").set_input_files(
        {"name": "hole.jpg", "mimeType": "image/jpeg", "buffer": large.getvalue()}
    )
    await expect(page.get_by_alt_text("A photo you sent")).to_be_visible()
    await expect(page.locator(".log .words")).to_have_count(1)
    (kept,) = city.media.kept.values()
    assert Image.open(io.BytesIO(kept)).size == (2048, 1536)
    assert city.inbox.messages[0].attachments[0].media_id in city.media.kept


async def test_a_photo_chosen_before_the_line_is_open_is_sent_when_it_is(city: City) -> None:
    answering(city)
    reachable = asyncio.Event()

    async def connect_slowly(socket: WebSocketRoute) -> None:
        await reachable.wait()
        socket.connect_to_server()

    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "grey").save(photo, "PNG")
    async with browsing() as context:
        page = await context.new_page()
        await page.route_web_socket("**/channels/web", connect_slowly)
        await page.goto(city.base)
        await page.get_by_label("Add a photo").set_input_files(
            {"name": "hole.png", "mimeType": "image/png", "buffer": photo.getvalue()}
        )
        await expect(page.get_by_role("status")).to_have_text("Connecting …")
        reachable.set()
        await expect(page.get_by_alt_text("A photo you sent")).to_be_visible()
        await expect(page.locator(".log .words")).to_have_count(1)
    assert city.inbox.messages[0].attachments[0].media_id in city.media.kept


async def test_a_pdf_is_refused_with_a_reason(city: City, page: Page) -> None:
    await page.get_by_label("Add a photo").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 letter"}
    )
    await expect(page.get_by_role("status")).to_have_text(
        "I can't open that file as a photo. Please use a JPEG or PNG."
    )
    assert city.inbox.messages == []


async def test_a_slow_answer_is_announced(city: City, page: Page) -> None:
    city.inbox.listener = None
    await say(page, "pothole")
    await expect(page.get_by_text("The city is typing")).to_be_visible()


async def test_words_are_never_read_as_html(page: Page) -> None:
    await say(page, "<img src=x onerror=alert(1)><b>bold</b>")
    await expect(page.locator(".mine .words")).to_have_text("<img src=x onerror=alert(1)><b>bold</b>")
    assert await page.locator(".log img").count() == 0


async def test_a_new_conversation_forgets_the_old(page: Page) -> None:
    await say(page, "pothole")
    await expect(page.get_by_text("Is that right: pothole?")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    await page.get_by_role("button", name="New conversation").click()
    await page.wait_for_selector("body[data-line=open]")
    await expect(page.locator(".log .words")).to_have_count(0)
