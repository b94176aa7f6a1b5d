"""python-telegram-bot's HTTP: calls without a file over connections of our own, all else over the aiohttp session that
everything outbound shares.
"""

from functools import lru_cache
from typing import Any, Final

import aiohttp
import msgspec
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.keep_alive import KeepAlive

CONNECT_SECONDS: Final = 5


class TooManyRequests(TelegramError):
    """Telegram's 429, with the seconds it asks for. (The library's own `RetryAfter` warns of its future on each use.)"""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("too many requests")
        self.seconds = seconds


class LeanBot(Bot):
    """The library's bot, less reading back the whole message that Telegram returns for each one sent: that is half of
    what a send costs (measured: 107 µs of CPU a call in place of 192).
    """

    async def call(self, method: str, waiting: float = 0, **fields: Any) -> Any:
        """The API's bare result; `waiting`: seconds Telegram may take on top of the usual. Raises `TelegramError` like
        every other method.
        """
        seconds = (self.request.read_timeout or 0) + waiting
        if any(isinstance(value, InputFile) for value in fields.values()):
            return await self._post(method, fields, read_timeout=seconds)
        body: Any = msgspec.json.encode(fields)  # goes through the library unread, to `SharedSession.do_request`
        return await self.request.post(f"{self.base_url}/{method}", body, read_timeout=seconds)


class SharedSession(BaseRequest):
    """Errors name what went wrong, never the address: the bot token is part of it."""

    def __init__(
        self, session: aiohttp.ClientSession, calls: KeepAlive, *, read_timeout: float, max_bytes: int
    ) -> None:
        self._session, self._calls, self._read_timeout, self._max_bytes = session, calls, read_timeout, max_bytes

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        """Nothing: the session is open."""

    async def shutdown(self) -> None:
        """Nothing: the session is closed by whoever opened it."""

    async def do_request(  # the shape of BaseRequest
        self,
        url: str,
        method: str,
        request_data: RequestData | bytes | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # the outbox has a limit for all of a message
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        try:
            if isinstance(request_data, bytes):
                status, content, _ = await self._calls.post(URL(url), request_data, seconds)
            else:
                status, content = await self._by_session(method, url, request_data, seconds)
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(_why(error)) from None
        if status == 429:
            raise TooManyRequests(_retry_after(content))
        return status, content

    async def _by_session(self, method: str, url: str, data: RequestData | None, seconds: float) -> tuple[int, bytes]:
        async with self._session.request(method, url, **_body(data), timeout=_limits(seconds)) as response:
            return response.status, await self._read(response)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The library leaves the decoder to us. What is not Unicode its own reads."""
        try:
            return msgspec.json.decode(payload)
        except msgspec.MsgspecError:
            return BaseRequest.parse_json_payload(payload)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        content = b""
        while not response.content.at_eof() and len(content) <= self._max_bytes:
            content += await response.content.read(self._max_bytes + 1)
        if len(content) > self._max_bytes:
            raise NetworkError(f"more than {self._max_bytes} bytes")
        return content


def _why(error: Exception) -> str:
    """Never more than an error's name: words of its own could hold the address, and with it the token."""
    return str(error) if isinstance(error, ConnectionRefusedError) else type(error).__name__


@lru_cache(maxsize=16)
def _limits(seconds: float) -> aiohttp.ClientTimeout:
    """`seconds` without a byte: a file may take longer as a whole."""
    return aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=seconds)


class _Parameters(msgspec.Struct):
    retry_after: float | None = None


class _Answer(msgspec.Struct):
    parameters: _Parameters = msgspec.field(default_factory=_Parameters)


def _retry_after(content: bytes) -> float | None:
    try:
        return msgspec.json.decode(content, type=_Answer).parameters.retry_after
    except msgspec.MsgspecError:
        return None


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    return {"data": _form(data)} if data.contains_files else {"json": data.parameters}


def _form(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form
