"""The fields and files of a POST, cleaned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

LARGEST_BODY = 25_000_000
MOST_FIELDS = 200
MOST_FILES = 5

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What neither XML 1.0 nor PostgreSQL can hold."""


class FormError(Exception):
    """The form as such is unreadable or too large; `status_code` and words for the sender."""

    def __init__(self, status_code: int, text: str) -> None:
        super().__init__(status_code, text)
        self.status_code = status_code
        self.text = text


@dataclass(frozen=True)
class Form:
    fields: tuple[tuple[str, str], ...]
    """Every field that says something: GeoReport takes an empty one for one that was not sent."""
    files: tuple[tuple[str, bytes], ...] = ()

    def text(self, name: str) -> str:
        """The last value of a field, empty where it was not sent."""
        return self._last.get(name, "")

    @cached_property
    def _last(self) -> dict[str, str]:
        return dict(self.fields)

    def texts(self, *names: str) -> list[str]:
        return [value for key, value in self.fields if key in names]


async def read_form(http_request: Request) -> Form:
    """Anything but a form counts as an empty one. Raises FormError."""
    if int(http_request.headers.get("content-length") or 0) > LARGEST_BODY:
        raise _too_large()
    media_type = http_request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        match media_type:
            case "application/x-www-form-urlencoded":
                return _form(_decoded(await _body(http_request)))
            case "multipart/form-data":
                limited = Request(http_request.scope, _limited(http_request.receive))
                async with limited.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
                    items = form.multi_items()
                    files = [(name, await value.read()) for name, value in items if isinstance(value, UploadFile)]
                return _form([(name, value) for name, value in items if isinstance(value, str)], files)
            case _:
                return Form(())
    except (HTTPException, ValueError) as error:
        raise FormError(400, f"The form cannot be read ({getattr(error, 'detail', error)}).") from error


def _limited(receive: Receive) -> Receive:
    """Counts what comes: a body that is sent in pieces says no length beforehand, and its files are gathered on the disk."""
    so_far = 0

    async def limited() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > LARGEST_BODY:
            raise _too_large()
        return message

    return limited


def _too_large() -> FormError:
    return FormError(413, f"This is too large; send at most {LARGEST_BODY // 1_000_000} MB, photos included.")


async def _body(http_request: Request) -> bytes:
    body = bytearray()
    async for chunk in http_request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _too_large()
    return bytes(body)


def _decoded(body: bytes) -> list[tuple[str, str]]:
    """By the standard library, in one go: the parser that takes a form as it arrives calls back for every name and value."""
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)


def _form(fields: Iterable[tuple[str, str]], files: Iterable[tuple[str, bytes]] = ()) -> Form:
    cleaned = ((name, UNPRINTABLE.sub("", value).strip()) for name, value in fields)
    return Form(tuple((name, value) for name, value in cleaned if value), tuple(file for file in files if file[1]))


FormDep = Annotated[Form, Depends(read_form)]
