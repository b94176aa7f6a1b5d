"""What each step of a message costs, from the webhook's body to the reply: CPU microseconds, hot, one process.

    python benchmarks/steps.py

The cheapest of many batches counts. Telegram, the CRM and Redis stand behind real sockets; their CPU is not counted.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import msgspec
import uvloop
from msgspec.structs import replace
from stack import SECRET, Stack, stack

from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.partitions import RedisPartitions
from bot.app import make_web, places_of
from bot.conversation import Conversation
from bot.effects import FileRequest, Say
from bot.engine import decide
from bot.events import Event, MessageReceived, NearbyFound, PlacesFound, RequestFiled, ServiceDescribed
from bot.messages import Choice, Contact, GeoPoint, InboundMessage, OutboundMessage
from bot.nlu.pipeline import Pipeline, load
from bot.parts import Parts, opened
from bot.places.place import PlaceSearch
from bot.serving import settle
from bot.settings import read_settings
from bot.speech import worded

TURNS = ("hello", "there is a big pothole in the road", "12 Elm St", "yes")
NOW = datetime(2026, 6, 1, 14, tzinfo=UTC)
WHO = Contact("telegram", "7000000000")
POINT = GeoPoint(41.6, -93.9)
CHOICES = (Choice("send", "Send it"), Choice("change", "Change something"))
BATCHES, CALLS = 40, 20
Step = tuple[Conversation, Event]


async def cheapest(call: Callable[[], Any], together: int) -> float:
    """CPU microseconds of a call, or of one of so many `together`."""
    best = float("inf")
    for _ in range(BATCHES):
        began = time.process_time()
        for _ in range(CALLS):
            answers = [answer for _ in range(together) if isinstance(answer := call(), Awaitable)]
            await (asyncio.gather(*answers) if together > 1 else answers[0]) if answers else None
        best = min(best, (time.process_time() - began) / CALLS / together * 1e6)
    return best


async def tell(name: str, call: Callable[[], Any], each: float = 1.0, together: int = 1) -> float:
    """`each`: how often a message of the dialogue needs it; 0 for a part of another step."""
    cost = await cheapest(call, together)
    print(f"{name:66}{cost:5.0f} us" + (f"  x {each:4.2f} = {cost * each:4.0f} us" if each else ""), flush=True)
    return cost * each


async def main(made: Stack) -> None:
    made.start_redis()
    made.start_outside()
    outside = {"TELEGRAM_API_BASE": made.environment["TEXT311_CRM_URL"].removesuffix("/open311/v2")}
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(made.environment | outside | {"TEXT311_DATA_DIR": folder})
        async with opened(settings) as parts:
            nlu, steps = load(), await play(parts, load())
            settle()
            costs = [
                await arriving(parts),
                await tell("understanding", lambda: [nlu.understand(text, "en") for text in TURNS], 0.25),
                await tell(
                    "dialogue, 9 decisions a report", lambda: [decide(parts.city, *step) for step in steps], 0.25
                ),
                await places(parts, nlu),
                await the_crm(parts),
                await stored(parts, steps[-1][0]),
                await replying(parts),
            ]
            print(
                f"{'sum, without uvicorn and the worker' + chr(39) + 's own loops':66}{'':19}{sum(costs):5.0f} us a message"
            )


async def arriving(parts: Parts) -> float:
    web, numbers, telegram = make_web(parts), count(1), parts.telegram
    assert telegram
    headers = {"x-telegram-bot-api-secret-token": SECRET}
    scope = {
        "type": "http", "method": "POST", "path": "/channels/telegram", "raw_path": b"/channels/telegram", "root_path": "",
        "query_string": b"", "scheme": "http", "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": update(next(numbers)), "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        assert message.get("status", 200) == 200, message

    await tell("  secret, JSON and python-telegram-bot of it", lambda: telegram.receive(update(1), headers, ""), 0)
    return await tell("webhook: FastAPI, read, admit (32 at once)", lambda: web({**scope}, receive, send), together=32)


def update(number: int) -> bytes:
    sender = {"id": 7_000_000_000 + number, "first_name": "A", "is_bot": False, "language_code": "en"}
    chat = {"id": sender["id"], "type": "private", "first_name": "A"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": sender, "text": TURNS[1]}
    return msgspec.json.encode({"update_id": number, "message": message})


async def play(parts: Parts, nlu: Pipeline) -> list[Step]:
    """The report dialogue, as pairs for `decide`."""
    search = await places_of(parts).find(TURNS[2], nlu.understand(TURNS[2], "en").mentions)

    def said(text: str) -> MessageReceived:
        return MessageReceived(NOW, InboundMessage(WHO, "1", NOW, text, language="en"), nlu.understand(text, "en"))

    events: list[Event] = [said(TURNS[0]), said(TURNS[1]), PlacesFound(NOW, PlaceSearch("not_found")), said(TURNS[2])]
    events += [PlacesFound(NOW, search), ServiceDescribed(NOW, "POTHOLE"), NearbyFound(NOW), said(TURNS[3])]
    conversation, steps = Conversation(WHO), []
    for event in events:
        steps.append((conversation, event))
        conversation = decide(parts.city, conversation, event).conversation
    filed = RequestFiled(NOW, conversation.requests[0].filing_key, "100001", "", NOW)
    return [*steps, (conversation, filed)]


async def places(parts: Parts, nlu: Pipeline) -> float:
    finder = places_of(parts)
    mentions = nlu.understand(TURNS[2], "en").mentions
    found = await tell("place: an address", lambda: finder.find(TURNS[2], mentions), 0.25)
    return found + await tell("place: a text that names none", lambda: finder.find(TURNS[1], ()), 0.25)


async def the_crm(parts: Parts) -> float:
    order = FileRequest("telegram:1", "POTHOLE", TURNS[1], "12 Elm St", POINT)
    near = await tell("CRM: what is open nearby", lambda: parts.desk.nearby("POTHOLE", POINT, 50), 0.25)
    return near + await tell("CRM: file", lambda: parts.desk.file(order, (), "telegram"), 0.25)


async def stored(parts: Parts, conversation: Conversation) -> float:
    """The second half of admitting has been counted with the webhook."""
    partitions = RedisPartitions(parts.inbox.store, "steps", parts.inbox.partitions, conversation_seconds=86400)
    lease = next(one for one in (await partitions.heartbeat()).gained if one.partition == 3)
    lease.good_until = float("inf")  # type: ignore[attr-defined]  # nothing renews it here, and Redis forgets it in hours
    await parts.inbox.store.call("PERSIST", keys_of(3).lease)
    say, numbers = Say("ask-place", "en"), count(1)

    async def turns() -> None:
        added = (parts.inbox.store.call("XADD", keys_of(3).inbox, "*", "c", str(WHO), "b", b"1{}") for _ in range(32))
        entries = [entry.decode() for entry in await asyncio.gather(*added)]
        changed = replace(conversation, misunderstood=next(numbers) % 7)
        await asyncio.gather(*(lease.commit(entry, changed, (say,)) for entry in entries))
        given = [await anext(orders) for _ in entries]
        await asyncio.gather(*(lease.done(order_id, contact) for order_id, contact, _, _ in given))

    orders = lease.orders()
    records = await tell(
        "records: three rows, gathered",
        lambda: asyncio.gather(*(parts.records.transcript(WHO, "in", TURNS[1], NOW) for _ in range(3 * 32))), 1 / 32,
    )  # fmt: skip
    return records + await tell("store: commit a turn, take its order, tick it off (32 at once)", turns, 1.25 / 32)


async def replying(parts: Parts) -> float:
    telegram, number = parts.telegram, count(1)
    assert telegram
    say = Say("greeting", "en", {"city": "Lindale"})
    message = OutboundMessage(WHO, "Where is it? Send an address, the cross streets, or your location.", CHOICES)
    words = await tell("words of the reply", lambda: worded(parts.city, say, WHO, str(next(number))))
    return words + await tell(
        "send: python-telegram-bot over KeepAlive (16 at once)", lambda: telegram.send(message), together=16
    )


if __name__ == "__main__":
    with stack("127.0.0.1:1") as made, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(made))
