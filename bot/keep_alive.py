"""Calls to one server over connections that stay open, parsed by httptools.

For what goes out with every message: by aiohttp a call costs several times as much (docs/decisions/0098, 0102). What needs
more than a body and its answer (files, redirects) goes by aiohttp.
"""

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import aiohappyeyeballs
import httptools
from yarl import URL

AT_ONCE: Final = 128
"""Connections; who finds none free waits."""
IDLE_SECONDS: Final = 15.0
"""How long a connection waits for the next call: shorter than servers keep theirs."""
ADDRESS_SECONDS: Final = 0.25
"""What a server's first address has to itself: where IPv6 leads nowhere IPv4 is tried soon (RFC 8305)."""


HEAD_BYTES: Final = 64 * 1024
JSON: Final = {"Content-Type": "application/json"}
BREAKS: Final = re.compile(r"[\r\n\0]")


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str]
    """By name in small letters, the first of each."""


class KeepAlive:
    """`server` is its scheme, host and port. Limits in seconds and bytes. Close it when nothing more is to be sent."""

    def __init__(self, server: URL, *, connect_seconds: float, max_bytes: int) -> None:
        self._server, self._connect_seconds, self._max_bytes = server, connect_seconds, max_bytes
        self._host = f" HTTP/1.1\r\nHost: {server.host_port_subcomponent}\r\n"
        self._idle: list[_Connection] = []
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def post(self, url: URL, body: bytes, seconds: float) -> Answer:
        """As `call`, of JSON."""
        return await self.call("POST", url, JSON, body, seconds)

    async def call(self, method: str, url: URL, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
        """Redirects are not followed. The answer is whole within `seconds`. Raises `ConnectionRefusedError` where no
        connection came about, so nothing was sent; `TimeoutError` and other `OSError`s. None of them names the address.
        A header that would become two is a `ValueError`, as with aiohttp.
        """
        if BREAKS.search("".join(headers.values())):
            raise ValueError("a line break in a header")
        fields = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
        length = f"Content-Length: {len(body)}\r\n" if body or method == "POST" else ""
        head = f"{method} {url.raw_path_qs}{self._host}{fields}{length}\r\n".encode()
        async with self._turns:
            connection = self._free() or await self._opened()
            try:
                answer = await connection.ask(head + body, seconds)
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)
        return self._unpacked(answer) if "content-encoding" in answer.headers else answer

    def _unpacked(self, answer: Answer) -> Answer:
        if (coding := answer.headers["content-encoding"].strip().lower()) == "identity" or not answer.body:
            return answer
        if coding not in {"gzip", "x-gzip", "deflate"}:
            raise ConnectionError(f"packed as {coding[:20]}")
        unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)  # with the head of either
        try:
            body = unpacking.decompress(answer.body, self._max_bytes + 1)
        except zlib.error as error:
            raise ConnectionError("badly packed") from error
        if len(body) > self._max_bytes or not unpacking.eof:
            raise ConnectionError(f"more than {self._max_bytes} bytes, or less than was packed")
        return answer._replace(body=body)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _free(self) -> "_Connection | None":
        while self._idle:
            if (connection := self._idle.pop()).is_fresh:
                return connection
            connection.close()
        return None

    async def _opened(self) -> "_Connection":
        try:
            return await self._connected()
        except OSError as error:
            raise ConnectionRefusedError(type(error).__name__) from error

    async def _connected(self) -> "_Connection":
        host, loop = self._server.host, asyncio.get_running_loop()
        tls = self._server.scheme == "https"
        async with asyncio.timeout(self._connect_seconds):
            addresses = await loop.getaddrinfo(host, self._server.port, type=socket.SOCK_STREAM)
            opened = await aiohappyeyeballs.start_connection(addresses, happy_eyeballs_delay=ADDRESS_SECONDS)
            _, connection = await loop.create_connection(
                lambda: _Connection(self._max_bytes),
                sock=opened,
                ssl=_trusting() if tls else None,
                server_hostname=host if tls else None,
            )
        return connection


@cache
def _trusting() -> ssl.SSLContext:
    """Whom this machine trusts; reading them takes 20 ms."""
    return ssl.create_default_context()


class _Connection(asyncio.Protocol):
    """One call at a time."""

    _transport: asyncio.Transport

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes, self._loop = max_bytes, asyncio.get_running_loop()
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[Answer] | None = None
        self._body, self._begun, self._headers, self._head_bytes = bytearray(), False, dict[str, str](), 0
        self._used_at = 0.0

    @property
    def is_fresh(self) -> bool:
        return not self._transport.is_closing() and self._loop.time() < self._used_at + IDLE_SECONDS

    async def ask(self, request: bytes, seconds: float) -> Answer:
        if self._transport.is_closing():
            raise ConnectionRefusedError("closed before it was asked")
        self._body, self._begun, self._headers, self._head_bytes = bytearray(), False, {}, 0
        self._answer = self._loop.create_future()
        limit = self._loop.call_later(seconds, self._fail, TimeoutError("no answer"))
        self._transport.write(request)
        try:
            return await self._answer
        finally:
            limit.cancel()
            self._used_at = self._loop.time()

    def close(self) -> None:
        self._transport.abort()

    def _fail(self, error: Exception) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error)

    # called by asyncio

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(ConnectionError(type(error).__name__))
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Which is how old proxies end an answer whose length they did not say."""
        has_length = "content-length" in self._headers or "transfer-encoding" in self._headers
        if self._begun and not has_length and error is None:
            self.on_message_complete()
        self._fail(error or ConnectionResetError("closed before it answered"))

    # called by httptools

    def on_message_begin(self) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # nobody has asked: it would be taken for the answer to the next call

    def on_header(self, name: bytes, value: bytes) -> None:
        self._head_bytes += len(name) + len(value)
        if self._head_bytes > HEAD_BYTES:
            self._fail(ConnectionError(f"more than {HEAD_BYTES} bytes of headers"))
            self.close()
        self._headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))

    def on_headers_complete(self) -> None:
        self._begun = True

    def on_body(self, body: bytes) -> None:
        self._body += body
        if len(self._body) > self._max_bytes:
            self._fail(ConnectionError(f"more than {self._max_bytes} bytes"))

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200:  # more is to come
            self._begun, self._headers = False, {}
            return
        if self._answer and not self._answer.done():
            self._answer.set_result(Answer(status, bytes(self._body), self._headers))
        if not self._parser.should_keep_alive():
            self._transport.close()
