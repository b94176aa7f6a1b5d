"""One call of the API, taken apart."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from crm_server.crm import Crm
from crm_server.forms import Form
from crm_server.georeport.answers import Answer, Format


@dataclass(frozen=True, slots=True)
class Call:
    crm: Crm
    format: Format
    named: str
    """The id, code or token in the address; empty where it has none."""
    query: Mapping[str, str]
    """Of a parameter that was sent twice the last."""
    form: Form
    """Empty unless something was posted."""
    idempotency_key: str = ""


Handler = Callable[[Call], Awaitable[Answer]]


def in_thread(handler: Callable[[Call], Answer]) -> Handler:
    """For one that waits for the database by itself."""

    @wraps(handler)
    async def handled(call: Call) -> Answer:
        return await asyncio.to_thread(handler, call)

    return handled
