"""Fetching what a provider keeps for us, never more than we asked for."""

import aiohttp

from bot.channels.base import FetchFailed

GONE = frozenset({400, 404, 410})


async def read_limited(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The body of a good answer. Raises `FetchFailed`: permanent when it is gone or too large."""
    if response.status != 200:
        raise FetchFailed(f"the provider answered {response.status}", permanent=response.status in GONE)
    content = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        content += chunk
        if len(content) > max_bytes:
            raise FetchFailed(f"larger than {max_bytes} bytes", permanent=True)
    return bytes(content)
