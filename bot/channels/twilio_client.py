"""Twilio's own client over the one aiohttp session everything outbound shares."""

import asyncio
from typing import Any

import aiohttp
from twilio.base.exceptions import TwilioException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels.base import SendFailed


class SharedSession(AsyncTwilioHttpClient):  # type: ignore[misc]  # twilio carries no types
    def __init__(self, session: aiohttp.ClientSession, timeout: float) -> None:
        super().__init__(pool_connections=False, timeout=timeout)
        self.session = session

    async def request(self, *args: Any, **kwargs: Any) -> Response:
        """Raises `SendFailed` where the SDK's own errors would lose the `Retry-After` header."""
        try:
            async with asyncio.timeout(self.timeout):
                response = await super().request(*args, **kwargs)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SendFailed(f"twilio not reached: {type(error).__name__}") from error
        if response.status_code == 429:
            raise SendFailed("twilio 429: too many requests", retry_after=_seconds(response.headers.get("Retry-After")))
        return response

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Nothing: the SDK would log numbers and texts."""

    def log_response(self, status_code: int, response: Any) -> None:
        """Nothing, likewise."""


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
