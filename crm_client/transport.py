"""One HTTP exchange with a GeoReport server: time-outs, size limit, and every failure as one of our errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from crm_client.answers import Answer, read_answer
from crm_client.errors import Misconfigured, OutcomeUnknown, TryLater
from crm_client.models import MediaFile

MAX_BYTES = 32 * 1024 * 1024
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


@dataclass(frozen=True, slots=True)
class Transport:
    session: aiohttp.ClientSession
    timeouts: Timeouts = Timeouts()
    accept: str = "*/*"

    async def get(self, url: URL) -> Answer:
        """Raises Refused, NotFound, Misconfigured or TryLater; asking changes nothing, so it is never unknown."""
        try:
            timeout = self.timeouts.client_timeout(self.timeouts.read)
            async with self.session.get(url, timeout=timeout, headers={"Accept": self.accept}) as response:
                body = await _body(response)
        except aiohttp.TooManyRedirects as error:
            raise Misconfigured(f"{_place(url)} redirects in circles") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TryLater(f"{_place(url)} did not answer: {type(error).__name__}") from error
        return read_answer(_place(url), response.status, body, response.charset, _headers(response.headers))

    async def post(
        self,
        url: URL,
        fields: Sequence[tuple[str, str]],
        *,
        media: Sequence[MediaFile] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises as `get` does, and OutcomeUnknown where the server may have done what we asked."""
        timeout = self.timeouts.client_timeout(self.timeouts.submit)
        try:
            # A followed redirect would turn the POST into a GET and lose the report without a trace.
            async with self.session.post(
                url,
                data=_form(fields, media),
                headers={"Accept": self.accept, **(headers or {})},
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                body = await _body(response)
        except NOT_SENT as error:
            raise TryLater(f"{_place(url)} cannot be reached: {type(error).__name__}") from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise OutcomeUnknown(f"{_place(url)} did not answer: {type(error).__name__}") from error
        found = _headers(response.headers)
        return read_answer(_place(url), response.status, body, response.charset, found, changing=True)


def _form(fields: Sequence[tuple[str, str]], media: Sequence[MediaFile]) -> aiohttp.FormData:
    form = aiohttp.FormData(charset="utf-8")
    for name, value in fields:
        form.add_field(name, value)
    for file in media:
        form.add_field("media", file.content, filename=file.filename, content_type=file.content_type)
    return form


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        body += chunk
        if len(body) > MAX_BYTES:
            raise aiohttp.ClientPayloadError("larger than we read")
    return bytes(body)


def _headers(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _place(url: URL) -> str:
    """Where, for the log: never the query, which holds the api_key."""
    return str(url.with_query(None).with_user(None))
