"""One HTTP exchange with a GeoReport server: time-outs, size limit, and every failure as one of our errors."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp.http import SERVER_SOFTWARE
from yarl import URL

from crm_client.answers import Answer, place_of, read_answer
from crm_client.errors import Misconfigured, OutcomeUnknown, TryLater
from crm_client.models import MediaFile

MAX_BYTES = 32 * 1024 * 1024
CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
SUBMITS_AT_ONCE = 64
"""A server that hangs must not be given ever more to hang on, and what is only read needs connections too."""
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ConnectionRefusedError)
"""Raised before a byte of the request left us."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. CRMs behind GeoReport take minutes at times; only filing waits that long."""

    connect: float = 10
    read: float = 30
    submit: float = 120


class Called(Protocol):
    """The whole of an answer, unpacked; names of headers are looked up in small letters."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


class Calls(Protocol):
    """What carries plain requests in place of aiohttp, which then has the rest: redirects, photos, and what this could not
    read.
    """

    async def call(self, method: str, url: URL, headers: Mapping[str, str], body: bytes, seconds: float) -> Called:
        """Follows no redirect, sends nothing twice. Raises `ConnectionRefusedError`, with the reason, where nothing was sent;
        `TimeoutError`; and other `OSError`s where something may have been.
        """
        ...


class _BySession(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str]


class Transport:
    def __init__(
        self,
        session: aiohttp.ClientSession,
        timeouts: Timeouts = Timeouts(),
        accept: str = "*/*",
        calls: Calls | None = None,
    ) -> None:
        self._session, self._timeouts, self._calls = session, timeouts, calls
        self._headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": SERVER_SOFTWARE}
        self._turns = asyncio.Semaphore(SUBMITS_AT_ONCE)

    async def get(self, url: URL) -> Answer:
        """Raises Refused, NotFound, Misconfigured or TryLater; asking changes nothing, so it is never unknown."""
        try:
            called = await self._got(url)
        except aiohttp.TooManyRedirects as error:
            raise Misconfigured(f"{place_of(url)} redirects in circles") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TryLater(f"{place_of(url)} did not answer: {_why(error)}") from error
        return _read(url, called)

    async def post(
        self,
        url: URL,
        fields: Sequence[tuple[str, str]],
        *,
        media: Sequence[MediaFile] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises as `get` does, and OutcomeUnknown where the server may have done what we asked."""
        body_type, data = _body_of(fields, media)
        try:
            async with self._turn(url):
                called = await self._sent(url, data, {**self._headers, **body_type, **(headers or {})})
        except NOT_SENT as error:
            raise TryLater(f"{place_of(url)} cannot be reached: {_why(error)}") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise OutcomeUnknown(f"{place_of(url)} did not answer: {_why(error)}") from error
        return _read(url, called, changing=True)

    async def _got(self, url: URL) -> Called:
        """Asked once more where the connection was just being closed, or the answer is one that only aiohttp reads."""
        seconds = self._timeouts.read
        if self._calls:
            try:
                called = await self._calls.call("GET", url, self._headers, b"", seconds)
            except ConnectionRefusedError:
                raise
            except ConnectionError:
                pass
            else:
                if not HTTPStatus.MULTIPLE_CHOICES <= called.status < HTTPStatus.BAD_REQUEST:
                    return called
        return await self._by_session("GET", url, self._headers, None, seconds)

    async def _sent(self, url: URL, data: bytes | aiohttp.FormData, headers: Mapping[str, str]) -> Called:
        """Once, whatever comes of it."""
        seconds = self._timeouts.submit
        if self._calls and isinstance(data, bytes):
            return await self._calls.call("POST", url, headers, data, seconds)
        return await self._by_session("POST", url, headers, data, seconds)

    async def _by_session(
        self, method: str, url: URL, headers: Mapping[str, str], data: bytes | aiohttp.FormData | None, seconds: float
    ) -> Called:
        limits = aiohttp.ClientTimeout(total=seconds, connect=None, sock_connect=self._timeouts.connect)
        # A followed redirect would turn a POST into a GET and lose the report without a trace.
        follow = method == "GET"
        async with self._session.request(
            method, url, data=data, headers=headers, timeout=limits, allow_redirects=follow
        ) as response:
            return _BySession(response.status, await _body(response), response.headers)

    @asynccontextmanager
    async def _turn(self, url: URL) -> AsyncIterator[None]:
        """One of the few that are sent at once. Raises TryLater when none comes free in the time a connection may take."""
        try:
            async with asyncio.timeout(self._timeouts.connect):
                await self._turns.acquire()
        except TimeoutError as error:
            raise TryLater(f"{place_of(url)} still works on {SUBMITS_AT_ONCE} submissions of ours") from error
        try:
            yield
        finally:
            self._turns.release()


def _why(error: Exception) -> str:
    """`Calls` tells in words why there was no connection."""
    return str(error) if isinstance(error, ConnectionRefusedError) else type(error).__name__


def _read(url: URL, called: Called, *, changing: bool = False) -> Answer:
    named = CHARSET.search(called.headers.get("content-type", ""))
    return read_answer(url, called.status, called.body, named and named[1], called.headers, changing=changing)


def _body_of(
    fields: Sequence[tuple[str, str]], media: Sequence[MediaFile]
) -> tuple[dict[str, str], bytes | aiohttp.FormData]:
    """With the header that names its type, where aiohttp does not set it."""
    if not media:
        return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode("ascii")
    form = aiohttp.FormData(charset="utf-8")
    for name, value in fields:
        form.add_field(name, value)
    for file in media:
        form.add_field("media", file.content, filename=file.filename, content_type=file.content_type)
    return {}, form


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > MAX_BYTES:
            raise aiohttp.ClientPayloadError("larger than we read")
    return bytes(body)
