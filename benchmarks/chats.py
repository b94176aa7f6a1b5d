"""Many open web chats: what they hold and cost while nobody writes, and what a message costs.

    python benchmarks/chats.py [CHATS ...]        0, 500 and 2000 unless said otherwise

`text311 web` with its own Redis; the browsers beat as the page does. CPU of the web's process and of Redis.
"""

import argparse
import asyncio
import time
from itertools import count

import aiohttp
from measuring import cpu_seconds, resident_mb
from stack import Stack, stack

from bot.serving import run

BEAT_SECONDS, IDLE_SECONDS = 20, 62
"""As `line.js` beats; longer than the mailbox looks without a reason."""
BATCHES, CALLS = 8, 50
Socket = aiohttp.ClientWebSocketResponse


async def join(session: aiohttp.ClientSession, url: str) -> Socket:
    socket = await session.ws_connect(url, compress=15)
    await socket.send_str('{"type":"hello","language":"en"}')
    await socket.receive_json()
    return socket


async def beat(socket: Socket, number: int) -> None:
    await asyncio.sleep(number % BEAT_SECONDS)
    while True:
        await socket.send_str('{"type":"ping"}')
        await asyncio.sleep(BEAT_SECONDS)


async def say(socket: Socket, numbers: "count[int]") -> None:
    number = f"message-{next(numbers)}"
    await socket.send_json({"type": "message", "id": number, "text": "there is a big pothole in the road"})
    while (frame := await socket.receive_json())["type"] != "ack" or frame["id"] != number:
        pass


async def measure(made: Stack, chats: int) -> None:
    redis = made.start_redis()
    made.start_outside()
    web = made.start_web()
    empty = resident_mb(web)
    url = f"{made.web}/channels/web"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        sockets = [await join(session, url) for _ in range(chats)]
        beats = [asyncio.create_task(beat(socket, number)) for number, socket in enumerate(sockets)]
        await asyncio.sleep(2)
        before = cpu_seconds(web), cpu_seconds(redis), time.perf_counter()
        await asyncio.sleep(IDLE_SECONDS)
        seconds = time.perf_counter() - before[2]
        idle = [(now - then) / seconds * 1000 for now, then in zip((cpu_seconds(web), cpu_seconds(redis)), before[:2], strict=True)]  # fmt: skip
        held = (resident_mb(web) - empty) / (chats or 1) * 1024
        numbers, best = count(), float("inf")
        for _ in range(BATCHES):
            talking = [await join(session, url) for _ in range(CALLS)]
            began = cpu_seconds(web)
            for _ in range(4):
                await asyncio.gather(*(say(socket, numbers) for socket in talking))
            best = min(best, (cpu_seconds(web) - began) / CALLS / 4 * 1e6)
            for socket in talking:
                await socket.close()
        for task in beats:
            task.cancel()
    print(
        f"{chats:6,} open: {held:5.0f} KB each, idle {idle[0]:6.1f} ms of CPU a second (Redis {idle[1]:5.1f}); "
        f"a message of {CALLS} at once {best:5.0f} us",
        flush=True,
    )


async def main(chats: int) -> None:
    with stack("127.0.0.1:9") as made:
        await measure(made, chats)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("chats", nargs="*", type=int, default=[0, 500, 2000])
    for chats in parser.parse_args().chats:
        run(main(chats))
