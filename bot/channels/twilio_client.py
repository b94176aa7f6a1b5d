"""Twilio's own client over the one aiohttp session everything outbound shares."""

import asyncio
import logging
from typing import Any
from urllib.parse import urlencode

import aiohttp
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels.base import SendFailed


class SharedSession(AsyncHttpClient):  # type: ignore[misc]  # twilio carries no types
    """In place of the SDK's own `AsyncTwilioHttpClient`, which logs numbers and texts, loses the `Retry-After` header,
    cannot send a list of media, and uses what aiohttp has deprecated.
    """

    def __init__(self, session: aiohttp.ClientSession, timeout: float) -> None:
        super().__init__(logging.getLogger(__name__), is_async=True, timeout=timeout)
        self._session = session

    async def request(
        self,
        method: str,
        url: str,
        *,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        **_: Any,
    ) -> Response:
        """Raises `SendFailed` when Twilio does not answer or asks for patience."""
        headers = {**(headers or {}), **({"Authorization": aiohttp.encode_basic_auth(*auth)} if auth else {})}
        body = urlencode(data or {}, doseq=True)
        try:
            async with (
                asyncio.timeout(self.timeout),
                self._session.request(method, url, data=body, headers=headers) as response,
            ):
                answer = Response(response.status, await response.text(), response.headers)
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            raise SendFailed(f"twilio not reached: {type(error).__name__}") from error
        if answer.status_code == 429:
            raise SendFailed("twilio 429: too many requests", retry_after=_seconds(answer.headers.get("Retry-After")))
        return answer


def twilio_client(
    session: aiohttp.ClientSession, account_sid: str, auth_token: str, api_base: str, timeout: float
) -> Client:
    """`api_base` is another host that plays Twilio's API, or empty."""
    if not account_sid or not auth_token:
        raise TwilioException("Twilio needs an account SID and an auth token")
    client = Client(account_sid, auth_token, http_client=SharedSession(session, timeout))
    if api_base:
        client.api.base_url = api_base
    return client


def _seconds(header: str | None) -> float | None:
    try:
        return float(header or "")
    except ValueError:
        return None
