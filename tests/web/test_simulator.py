"""The phone simulator against the bot's real Twilio code, all on one port as in the demo."""

import asyncio
import io
import itertools
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from fastapi import FastAPI
from PIL import Image
from playwright.async_api import Route, expect

from bot.channels.base import SendFailed
from bot.channels.twilio import Twilio
from bot.messages import Choice, Contact, GeoPoint, InboundMessage, OutboundMessage, Template
from bot.simulated_twilio import SimulatedTwilio
from bot.simulator import create_simulator, mount_simulator
from bot.web import create_web
from bot.web_front import FrontPage
from tests.web.browser import browsing, errors_of, needs_browser
from tests.web.conftest import AT, SID, TOKEN, City, running

ANA, ANA_WHATSAPP = Contact("sms", "+12065550101"), Contact("whatsapp", "+12065550101")
FRONT = FrontPage("Riverton", tries=("Big pothole outside 12 Elm St",))


@dataclass
class Demo:
    base: str
    city: City
    twilio: Twilio
    session: aiohttp.ClientSession
    told_twice: asyncio.Event

    async def text(self, text: str, contact: Contact = ANA, **more: Any) -> int:
        body = {"channel": contact.channel, "number": contact.address, "text": text, **more}
        async with self.session.post(f"{self.base}/simulator/messages", json=body) as response:
            return int((await response.json())["webhook_status"])

    async def screen(self, contact: Contact = ANA, after: int = 0) -> list[dict[str, Any]]:
        query = {"channel": contact.channel, "number": contact.address, "after": str(after), "wait": "0"}
        async with self.session.get(f"{self.base}/simulator/messages", params=query) as response:
            messages: list[dict[str, Any]] = await response.json()
            return messages


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
async def demo(session: aiohttp.ClientSession) -> AsyncIterator[Demo]:
    port, city, ids = free_port(), City(), itertools.count(1)
    base = f"http://127.0.0.1:{port}"
    told_twice = asyncio.Event()

    def new_id() -> str:
        return f"fresh-media-id-{next(ids):04d}"

    async def ready() -> dict[str, bool]:
        return {}

    async def delivered(status: Any) -> None:
        city.delivered.append(status)
        if len(city.delivered) == 2:
            told_twice.set()

    async def look(service_request_id: str) -> None:
        city.looked_at.append(service_request_id)

    async def set_aside(channel: str, body: str, reason: str) -> None:
        city.unread.append((channel, body, reason))

    api_base = f"{base}/simulator/twilio"
    account = {"session": session, "account_sid": SID, "auth_token": TOKEN, "new_id": new_id, "api_base": api_base}
    twilio = Twilio(
        clock=AT.timestamp, sms_from="+13115550100", whatsapp_from="+13115550199", public_url=base, **account
    )
    carrier = SimulatedTwilio(
        webhook_url=f"{base}/channels/twilio", sms_number="+13115550100", whatsapp_number="+13115550199", **account
    )
    web = create_web(
        inbox=city.inbox, media=city.media, ready=ready, delivered=delivered, set_aside=set_aside, look=look,
        new_id=new_id, front=FRONT, twilio=twilio, web_chat=city.chat(),
    )  # fmt: skip
    mount_simulator(web, create_simulator(carrier, FRONT, GeoPoint(42.36, -71.05)))
    web.mount("/", FastAPI())
    async with running(web, port):
        yield Demo(base, city, twilio, session, told_twice)


async def test_a_text_comes_in_by_a_signed_webhook(demo: Demo) -> None:
    assert await demo.text("big pothole outside 12 Elm St") == 200
    assert [(message.contact, message.text) for message in demo.city.inbox.messages] == [
        (ANA, "big pothole outside 12 Elm St")
    ]


async def test_an_answer_goes_out_by_the_messages_api_and_is_reported_delivered(demo: Demo) -> None:
    await demo.twilio.send(OutboundMessage(ANA, "Is that right?", (Choice("yes", "Yes"), Choice("no", "No"))))
    (shown,) = await demo.screen()
    assert (shown["text"], shown["mine"], shown["note"]) == ("Is that right?\n1. Yes\n2. No", False, "1 × GSM-7")
    await asyncio.wait_for(demo.told_twice.wait(), 5)
    assert [status.outcome for status in demo.city.delivered] == ["sent", "delivered"]


async def test_a_photo_is_fetched_with_credentials_only(demo: Demo) -> None:
    async with demo.session.post(
        f"{demo.base}/simulator/media", data=b"\xff\xd8 a photo", headers={"Content-Type": "image/jpeg"}
    ) as response:
        media_id = (await response.json())["media_id"]
    await demo.text("", media=[media_id])
    (attachment,) = demo.city.inbox.messages[0].attachments
    assert attachment.content_type == "image/jpeg"
    assert await demo.twilio.fetch(attachment) == b"\xff\xd8 a photo"
    async with demo.session.get(attachment.source) as response:
        assert response.status == 401


async def test_stop_is_kept_by_the_carrier_until_start(demo: Demo) -> None:
    await demo.text("Stop")
    assert demo.city.inbox.messages[-1].opt_out_type == "STOP"
    assert (await demo.screen())[-1]["carrier"]
    with pytest.raises(SendFailed) as caught:
        await demo.twilio.send(OutboundMessage(ANA, "Your pothole is filled."))
    assert caught.value.opted_out
    await demo.text("yes")
    assert demo.city.inbox.messages[-1].opt_out_type == "START"
    await demo.twilio.send(OutboundMessage(ANA, "Welcome back."))
    assert (await demo.screen())[-1]["text"] == "Welcome back."


async def test_yes_is_only_an_answer_to_someone_who_never_stopped(demo: Demo) -> None:
    await demo.text("yes")
    assert demo.city.inbox.messages[-1].opt_out_type is None


async def test_whatsapp_is_another_conversation_and_carries_pins_and_templates(demo: Demo) -> None:
    await demo.text("", ANA_WHATSAPP, lat=42.36, long=-71.05)
    assert demo.city.inbox.messages[0].contact == ANA_WHATSAPP
    assert demo.city.inbox.messages[0].point == GeoPoint(42.36, -71.05)
    await demo.twilio.send(OutboundMessage(ANA_WHATSAPP, "", template=Template("HX" + "1" * 32, {"1": "Elm St"})))
    assert "Elm St" in (await demo.screen(ANA_WHATSAPP))[-1]["text"]
    assert await demo.screen(ANA) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"From": "+13115550100", "Body": "x"}, 21604),
        ({"To": "+12065550101", "Body": "x"}, 21603),
        ({"To": "+12065550101", "From": "+13115550100"}, 21619),
        ({"To": "+12065550101", "From": "+13115550100", "Body": "x" * 1601}, 21617),
    ],
)
async def test_it_refuses_what_twilio_refuses(demo: Demo, fields: dict[str, str], code: int) -> None:
    url = f"{demo.base}/simulator/twilio/2010-04-01/Accounts/{SID}/Messages.json"
    headers = {"Authorization": aiohttp.encode_basic_auth(SID, TOKEN)}
    async with demo.session.post(url, data=fields, headers=headers) as response:
        assert (response.status, (await response.json())["code"]) == (400, code)
    async with demo.session.post(url, data=fields) as response:
        assert response.status == 401


async def test_a_webhook_in_trouble_is_shown(demo: Demo) -> None:
    demo.city.inbox.away = True
    assert await demo.text("hello") == 503


@needs_browser
async def test_the_phone_on_the_page_texts_and_gets_answers(demo: Demo) -> None:
    async def answer(message: InboundMessage) -> None:
        await demo.twilio.send(OutboundMessage(message.contact, f"You said: {message.text or 'nothing'}"))

    demo.city.inbox.listener = answer
    async with browsing() as context:
        page = await context.new_page()
        errors = errors_of(page)
        await page.goto(f"{demo.base}/simulator")
        await page.get_by_label("Your message").fill("pothole at 12 Elm St")
        await page.keyboard.press("Enter")
        log = page.get_by_role("log")
        await expect(log.locator("p")).to_have_text(["pothole at 12 Elm St", "You said: pothole at 12 Elm St"])
        photo = io.BytesIO()
        Image.new("RGB", (60, 40), "grey").save(photo, "PNG")
        sent = asyncio.Event()  # Send is pressed while the photo is still on its way

        async def upload_slowly(route: Route) -> None:
            await sent.wait()
            await route.continue_()

        await page.route("**/simulator/media", upload_slowly)
        await page.get_by_label("Add a photo").set_input_files(
            {"name": "p.png", "mimeType": "image/png", "buffer": photo.getvalue()}
        )
        await expect(page.locator("#state")).to_have_text("Sending the photo …")
        await page.get_by_role("button", name="Send").click()
        sent.set()
        await expect(log.get_by_text("You said: nothing")).to_be_visible()
        await expect(page.locator("#state")).to_have_text("")
        assert demo.city.inbox.messages[-1].attachments[0].content_type == "image/png"
        await page.get_by_label("WhatsApp").check()
        await expect(log.locator("p")).to_have_count(0)
        await page.get_by_role("button", name="Share my location").click()
        await expect(log.get_by_text("My location")).to_be_visible()
        assert demo.city.inbox.messages[-1].point == GeoPoint(42.36, -71.05)
        await page.get_by_label("SMS").check()
        await expect(log.locator("p")).to_have_count(3)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert errors == []
