"""What our server takes from a browser, whatever app it serves."""

import asyncio

import aiohttp
from fastapi import FastAPI, WebSocket

from bot.serving import LARGEST_FRAME, free_port, serve

app = FastAPI()


@app.websocket("/")
async def echo(socket: WebSocket) -> None:
    await socket.accept()
    while True:
        await socket.send_text(str(len(await socket.receive_text())))


async def test_an_open_socket_holds_no_compressor_and_gathers_no_huge_frame() -> None:
    port, stop, started = free_port(), asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve(app, "127.0.0.1", port, stop, started))
    await started.wait()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"http://127.0.0.1:{port}/", compress=15) as socket,
    ):
        assert not socket.compress
        await socket.send_str("x" * LARGEST_FRAME)
        assert (await socket.receive(timeout=5)).data == str(LARGEST_FRAME)
        await socket.send_str("x" * (LARGEST_FRAME + 1))
        await socket.receive(timeout=5)
        assert socket.close_code == 1009
    stop.set()
    await serving
