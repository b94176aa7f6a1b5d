"""A GeoReport server and a Telegram that cost next to nothing and keep nothing, so that the bot is what is measured.

    python benchmarks/outside.py PORT [FILING_SECONDS] [SENDING_SECONDS]

The CRM knows one service without questions, finds nothing nearby and files whatever comes.
"""

import asyncio
import json
import sys
from itertools import count
from urllib.parse import parse_qsl

import httptools
import uvloop

from crm_server.georeport.discovery import EXTENSIONS

DISCOVERY = json.dumps({"changeset": "2026-01-01T00:00:00Z", "extensions": EXTENSIONS}).encode()
SERVICES = json.dumps([{"service_code": "POTHOLE", "service_name": "Pothole", "metadata": False}]).encode()
KEPT = ("service_code", "address_string", "lat", "long")
SENT = b'{"ok":true,"result":{"message_id":%d,"date":1700000000,"chat":{"id":1,"type":"private"},"text":"x"}}'


class Outside(asyncio.Protocol):
    numbers = count(100_001)
    filing_seconds = sending_seconds = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._begin()

    def _begin(self) -> None:
        self._parser, self._url, self._body = httptools.HttpRequestParser(self), b"", b""

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        answer, seconds = self._answered(self._url, self._body, posted=self._parser.get_method() == b"POST")
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
        self._begin()
        if seconds:
            asyncio.get_running_loop().call_later(seconds, self._write, head + answer)
        else:
            self._write(head + answer)

    def _answered(self, url: bytes, body: bytes, *, posted: bool) -> tuple[bytes, float]:
        if b"/bot" in url:
            return SENT % next(self.numbers), self.sending_seconds
        if posted:
            return filed(next(self.numbers), body), self.filing_seconds
        return DISCOVERY if b"discovery" in url else SERVICES if b"services" in url else b"[]", 0.0

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)  # type: ignore[attr-defined]


def filed(number: int, body: bytes) -> bytes:
    sent = dict(parse_qsl(body.decode()))
    row = {"service_request_id": str(number), "status": "open", "expected_datetime": "2030-01-01T12:00:00Z"}
    return json.dumps([row | {name.removesuffix("_string"): sent.get(name) for name in KEPT}]).encode()


async def main(port: int, *seconds: float) -> None:
    Outside.filing_seconds, Outside.sending_seconds = (*seconds, 0.0, 0.0)[:2]
    server = await asyncio.get_running_loop().create_server(Outside, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.install()
    asyncio.run(main(int(sys.argv[1]), *map(float, sys.argv[2:])))
