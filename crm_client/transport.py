"""One HTTP exchange with a GeoReport server: time-outs, size limit, and every failure as one of our errors."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from crm_client.answers import Answer, place_of, read_answer
from crm_client.errors import Misconfigured, OutcomeUnknown, TryLater
from crm_client.models import MediaFile

MAX_BYTES = 32 * 1024 * 1024
SUBMITS_AT_ONCE = 64
"""A server that hangs must not be given ever more to hang on, and what is only read needs connections too."""
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Raised before a byte of the request left us."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. CRMs behind GeoReport take minutes at times; only filing waits that long."""

    connect: float = 10
    read: float = 30
    submit: float = 120

    def client_timeout(self, total: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(total=total, connect=None, sock_connect=self.connect)


class Transport:
    def __init__(self, session: aiohttp.ClientSession, timeouts: Timeouts = Timeouts(), accept: str = "*/*") -> None:
        self._session, self._headers = session, {"Accept": accept}
        self._reading = timeouts.client_timeout(timeouts.read)
        self._submitting = timeouts.client_timeout(timeouts.submit)
        self._turns, self._patience = asyncio.Semaphore(SUBMITS_AT_ONCE), timeouts.connect

    async def get(self, url: URL) -> Answer:
        """Raises Refused, NotFound, Misconfigured or TryLater; asking changes nothing, so it is never unknown."""
        try:
            async with self._session.get(url, timeout=self._reading, headers=self._headers) as response:
                body = await _body(response)
        except aiohttp.TooManyRedirects as error:
            raise Misconfigured(f"{place_of(url)} redirects in circles") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TryLater(f"{place_of(url)} did not answer: {type(error).__name__}") from error
        return read_answer(url, response.status, body, response.charset, response.headers)

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
            # A followed redirect would turn the POST into a GET and lose the report without a trace.
            async with (
                self._turn(url),
                self._session.post(
                    url,
                    data=data,
                    headers={**self._headers, **body_type, **(headers or {})},
                    timeout=self._submitting,
                    allow_redirects=False,
                ) as response,
            ):
                body = await _body(response)
        except NOT_SENT as error:
            raise TryLater(f"{place_of(url)} cannot be reached: {type(error).__name__}") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise OutcomeUnknown(f"{place_of(url)} did not answer: {type(error).__name__}") from error
        return read_answer(url, response.status, body, response.charset, response.headers, changing=True)

    @asynccontextmanager
    async def _turn(self, url: URL) -> AsyncIterator[None]:
        """One of the few that are sent at once. Raises TryLater when none comes free in the time a connection may take."""
        try:
            async with asyncio.timeout(self._patience):
                await self._turns.acquire()
        except TimeoutError as error:
            raise TryLater(f"{place_of(url)} still works on {SUBMITS_AT_ONCE} submissions of ours") from error
        try:
            yield
        finally:
            self._turns.release()


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
