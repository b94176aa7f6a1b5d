"""What one call to a GeoReport server costs us, beside the bare HTTP client: `python benchmarks/outbound.py [CALLS]`.

The server is a minimal one in a process of its own, so the figures are the client's: building the form, the exchange on
the loopback, reading the answer.
"""

import asyncio
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection

import aiohttp
from aiohttp import web

from crm_client import Filters, GeoReportClient, NewServiceRequest, Point, Profile

REPORT = NewServiceRequest("POTHOLE", "Deep hole by the bus stop.", Point(42.36, -71.06), "12 Elm St")
ROW = {
    "service_request_id": "100001",
    "status": "open",
    "service_code": "POTHOLE",
    "requested_datetime": "2026-03-02T12:00:00Z",
}
ONE, HUNDRED = (
    json.dumps([ROW]).encode(),
    json.dumps([ROW | {"service_request_id": str(n)} for n in range(100)]).encode(),
)


def serve(told: Connection) -> None:
    asyncio.run(_serve(told))


async def _serve(told: Connection) -> None:
    async def answer(request: web.Request) -> web.Response:
        many = request.method == "GET" and request.path.endswith("requests.json")
        return web.Response(body=HUNDRED if many else ONE, content_type="application/json")

    async def nothing(_request: web.Request) -> web.Response:
        return web.Response(status=404, body=b"[]")

    app = web.Application()
    app.router.add_get("/discovery.json", nothing)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.send(runner.addresses[0][1])
    await asyncio.Event().wait()


async def measure(name: str, call: Callable[[], Awaitable[object]], calls: int) -> None:
    for _ in range(50):
        await call()
    took = []
    for _ in range(calls):
        start = time.perf_counter()
        await call()
        took.append(time.perf_counter() - start)
    cuts = statistics.quantiles(took, n=100)
    print(f"{name:34} median {1e6 * statistics.median(took):7.0f} µs   p99 {1e6 * cuts[98]:7.0f} µs")


async def main(port: int, calls: int) -> None:
    base = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session:
        client = GeoReportClient(base, session, profile=Profile())

        async def bare() -> bytes:
            async with session.get(f"{base}/requests/100001.json") as response:
                return await response.read()

        await measure("aiohttp alone, GET", bare, calls)
        await measure("service_request", lambda: client.service_request("100001"), calls)
        await measure("submit", lambda: client.submit(REPORT, "key"), calls)
        await measure("service_requests, 100 rows", lambda: client.service_requests(Filters(status="open")), calls // 4)


if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    asyncio.run(main(ours.recv(), int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
    server.terminate()
