"""The web chat over a real socket: nothing lost, nothing repeated, nobody in another's conversation."""

import asyncio
import io
from typing import Any

import aiohttp
import pytest

from bot.channels.base import FetchFailed, ForgedWebhook, MalformedWebhook
from bot.channels.web import SESSION_HEADER
from bot.messages import Attachment, Choice, Contact, GeoPoint, OutboundMessage
from bot.web_socket import Patience
from tests.web.conftest import AT, City


class Browser:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.session = ""

    async def say(self, id_: str, text: str = "", **more: Any) -> None:
        await self.socket.send_json({"type": "message", "id": id_, "text": text, **more})

    async def next(self) -> dict[str, Any]:
        frame: dict[str, Any] = await self.socket.receive_json(timeout=5)
        return frame

    async def until(self, type_: str) -> dict[str, Any]:
        while (frame := await self.next())["type"] != type_:
            pass
        return frame


async def join(http: aiohttp.ClientSession, city: City, session: str = "", after: str = "0") -> Browser:
    browser = Browser(await http.ws_connect(f"{city.base}/channels/web"))
    await browser.socket.send_json({"type": "hello", "session": session, "after": after, "language": "en"})
    browser.session = (await browser.until("session"))["session"]
    return browser


def contact(browser: Browser) -> Contact:
    return Contact("web", browser.session.rpartition(".")[0])


async def test_a_message_is_acknowledged_once_it_is_in_the_inbox(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    await browser.say(
        "message-1", "pothole", lat=42.36, long=-71.05, choice="yes", photos=["a-media-id-of-the-tests"], language="es"
    )
    assert (await browser.until("ack"))["id"] == "message-1"
    message = city.inbox.messages[0]
    assert (message.contact, message.text, message.point, message.choice, message.at) == (
        contact(browser),
        "pothole",
        GeoPoint(42.36, -71.05),
        "yes",
        AT,
    )
    assert message.attachments == (Attachment("a-media-id-of-the-tests", "a-media-id-of-the-tests", "image/jpeg"),)
    assert message.language == "es"


async def test_the_same_message_five_times_is_admitted_once_and_acknowledged_each_time(
    city: City, session: aiohttp.ClientSession
) -> None:
    browser = await join(session, city)
    for _ in range(5):
        await browser.say("message-1", "pothole")
        await browser.until("ack")
    assert len(city.inbox.messages) == 1
    assert len(city.mailbox.payloads(contact(browser))) == 1


async def test_what_the_bot_says_reaches_the_browser(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    await city.chat().send(
        OutboundMessage(
            contact(browser),
            "Right?",
            (Choice("yes", "Yes"),),
            ask_location=True,
            location_label="Here",
            map_url="p/23456789ab",
            point=GeoPoint(41.6, -93.9),
            photo_url="http://city/p",
            reference="r1",
            language="es",
        )
    )
    assert await browser.until("say") == {
        "type": "say",
        "id": "1-0",
        "text": "Right?",
        "language": "es",
        "choices": [{"id": "yes", "label": "Yes"}],
        "ask_location": True,
        "location_label": "Here",
        "map_url": "p/23456789ab",
        "place": [41.6, -93.9],
        "photo_url": "http://city/p",
    }


async def test_a_repeated_send_is_said_once(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    chat = city.chat()
    said = [await chat.send(OutboundMessage(contact(browser), "Hello", reference="r1")) for _ in range(2)]
    assert said[0] == said[1]
    assert len(city.mailbox.payloads(contact(browser))) == 1


async def test_after_a_lost_connection_only_the_missing_is_repeated(city: City, session: aiohttp.ClientSession) -> None:
    first = await join(session, city)
    chat = city.chat()
    await chat.send(OutboundMessage(contact(first), "one", reference="r1"))
    last_seen = (await first.until("say"))["id"]
    await first.socket.close()
    await chat.send(OutboundMessage(contact(first), "two", reference="r2"))
    second = await join(session, city, first.session, last_seen)
    await chat.send(OutboundMessage(contact(first), "three", reference="r3"))
    assert [(await second.until("say"))["text"] for _ in range(2)] == ["two", "three"]


async def test_a_reloaded_page_gets_both_sides_again(city: City, session: aiohttp.ClientSession) -> None:
    first = await join(session, city)
    await first.say("message-1", "pothole")
    await first.until("ack")
    await city.chat().send(OutboundMessage(contact(first), "Where?", reference="r1"))
    second = await join(session, city, first.session)
    heard, said = await second.next(), await second.next()
    assert (heard["type"], heard["message_id"], heard["text"]) == ("heard", "message-1", "pothole")
    assert (said["type"], said["text"]) == ("say", "Where?")


@pytest.mark.parametrize("stolen", ["session-or-reference-1.0123456789abcdef0123456789abcdef", "no seal", ".", "ü.ü"])
async def test_a_session_that_is_not_ours_is_replaced_by_a_new_one(
    city: City, session: aiohttp.ClientSession, stolen: str
) -> None:
    victim = await join(session, city)
    await city.chat().send(OutboundMessage(contact(victim), "secret", reference="r1"))
    thief = await join(session, city, stolen)
    assert thief.session != stolen
    assert contact(thief) != contact(victim)


async def test_another_resident_cannot_use_up_a_message_id(city: City, session: aiohttp.ClientSession) -> None:
    for browser in (await join(session, city), await join(session, city)):
        await browser.say("message-1", "pothole")
        await browser.until("ack")
    assert len(city.inbox.messages) == 2


async def test_while_the_inbox_is_away_the_page_is_told_to_come_again(
    city: City, session: aiohttp.ClientSession
) -> None:
    first = await join(session, city)
    city.inbox.away = True
    await first.say("message-1", "pothole")
    while not first.socket.closed:
        await first.socket.receive(timeout=5)
    assert first.socket.close_code == 1013
    city.inbox.away = False
    second = await join(session, city, first.session)
    await second.say("message-1", "pothole")
    await second.until("ack")
    assert [message.text for message in city.inbox.messages] == ["pothole"]


@pytest.mark.parametrize(
    "frame",
    [
        "no JSON", "[]", '{"type": "message"}', '{"type": "message", "id": "x"}', '{"type": "message", "id": "message-1", "text": 7}',
        '{"type": "message", "id": "message-1", "lat": 91, "long": 0}', '{"type": "message", "id": "message-1", "photos": ["../../etc"]}',
        '{"type": "message", "id": "message-1", "text": "' + "x" * 70_000 + '"}',
    ],
)  # fmt: skip
async def test_a_malformed_frame_closes_the_socket(city: City, session: aiohttp.ClientSession, frame: str) -> None:
    browser = await join(session, city)
    await browser.socket.send_str(frame)
    while not browser.socket.closed:
        await browser.socket.receive(timeout=5)
    assert browser.socket.close_code == 1008
    assert city.inbox.messages == []


async def test_a_first_frame_that_is_no_hello_closes_the_socket(city: City, session: aiohttp.ClientSession) -> None:
    socket = await session.ws_connect(f"{city.base}/channels/web")
    await socket.send_str('{"type": "message", "id": "message-1", "text": "x"}')
    await socket.receive(timeout=5)
    assert socket.close_code == 1008


async def test_unknown_frames_are_ignored_and_a_ping_is_answered(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    await browser.socket.send_json({"type": "telepathy"})
    await browser.socket.send_json({"type": "ping"})
    assert await browser.next() == {"type": "pong"}


async def test_5000_characters_and_emoji_are_taken(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    await browser.say("message-1", "🕳" * 5000)
    await browser.until("ack")
    assert city.inbox.messages[0].text == "🕳" * 5000


async def upload(http: aiohttp.ClientSession, city: City, token: str, body: bytes) -> tuple[int, dict[str, Any]]:
    async with http.post(
        f"{city.base}/channels/web/photos", data=io.BytesIO(body), headers={SESSION_HEADER: token}
    ) as response:
        return response.status, await response.json()


async def test_a_photo_is_kept_at_once_and_fetched_from_there(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    status, answer = await upload(session, city, browser.session, b"\xff\xd8 jpeg")
    assert status == 201
    media_id = answer["media_id"]
    assert await city.chat().fetch(Attachment(media_id, media_id, "image/jpeg")) == b"\xff\xd8 jpeg"


async def test_what_is_no_photo_is_refused_with_a_reason(city: City, session: aiohttp.ClientSession) -> None:
    browser = await join(session, city)
    assert await upload(session, city, browser.session, b"%PDF-1.7") == (415, {"reason": "not_a_photo"})
    assert await upload(session, city, browser.session, bytes(12 * 1024 * 1024 + 1)) == (413, {"reason": "too_large"})
    assert await upload(session, city, "a stranger", b"\xff\xd8 jpeg") == (403, {"reason": "session"})


async def test_an_upload_that_has_gone_is_gone_for_good(city: City) -> None:
    with pytest.raises(FetchFailed) as caught:
        await city.chat().fetch(Attachment("x", "x", "image/jpeg"))
    assert caught.value.permanent


def test_a_frame_needs_a_session_and_the_right_shape() -> None:
    chat = City().chat()
    with pytest.raises(ForgedWebhook):
        chat.receive(b'{"type": "message", "id": "message-1"}', {}, "")
    with pytest.raises(MalformedWebhook):
        chat.receive(b"\xff", {SESSION_HEADER: chat.new_session()}, "")


async def test_the_page_explains_itself_in_the_browsers_language(city: City, session: aiohttp.ClientSession) -> None:
    async with session.get(city.base) as response:
        page = await response.text()
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "Riverton" in page
    assert "Big pothole outside 12 Elm St" in page
    assert 'href="simulator"' in page
    async with session.get(city.base, headers={"Accept-Language": "fr, es-MX;q=0.8"}) as response:
        assert "Escriba qué pasa" in await response.text()


async def test_nothing_on_the_page_comes_from_elsewhere(city: City, session: aiohttp.ClientSession) -> None:
    async with session.get(city.base) as response:
        page = await response.text()
    assert "https://" not in page
    for file in ("chat.js", "line.js", "keep.js", "view.js", "photo.js", "chat.css", "page.css", "icon.svg"):
        async with session.get(f"{city.base}/static/{file}") as response:
            assert response.status == 200


async def test_many_browsers_at_once_each_get_their_own(city: City, session: aiohttp.ClientSession) -> None:
    browsers = await asyncio.gather(*(join(session, city) for _ in range(20)))
    chat = city.chat()
    for number, browser in enumerate(browsers):
        await chat.send(OutboundMessage(contact(browser), f"for {number}", reference=f"r{number}"))
    assert [(await browser.until("say"))["text"] for browser in browsers] == [f"for {number}" for number in range(20)]


async def test_a_flood_is_read_slowly_and_never_refused() -> None:
    pauses: list[float] = []
    now = [100.0]

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    patience = Patience(lambda: now[0], pause, burst=20)
    for _ in range(20):
        await patience.take()
    assert pauses == []
    for _ in range(5):
        await patience.take()
    assert pauses == [1, 1, 1, 1, 1]
    now[0] += 3600
    for _ in range(20):
        await patience.take()
    assert len(pauses) == 5
