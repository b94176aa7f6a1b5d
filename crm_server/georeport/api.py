"""The API as one ASGI middleware: address and method to a handler, errors to refusals.

It answers before FastAPI looks for a route: dependencies, threads and exit stacks around a handler cost more than most
answers (docs/decisions/0070). FastAPI serves the pages.
"""

from collections.abc import Mapping
from typing import cast, get_args
from urllib.parse import parse_qsl

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from crm_server.crm import Crm
from crm_server.forms import Form, FormError, read_form
from crm_server.georeport import discovery, feedback, requests, services, updates
from crm_server.georeport.answers import Answer, Format
from crm_server.georeport.call import Call, Handler
from crm_server.georeport.errors import GeoReportError, refusal
from crm_server.georeport.keys import check_api_key

log = structlog.get_logger()

BASE = "/open311/v2/"
HANDLERS: Mapping[str, Mapping[str, Handler]] = {
    "discovery": {"GET": discovery.discovery},
    "services": {"GET": services.services},
    "services/*": {"GET": services.service_definition},
    "requests": {"GET": requests.requests, "POST": requests.file},
    "requests/*": {"GET": requests.request},
    "requests/*/feedback": {"POST": feedback.feedback},
    "tokens/*": {"GET": requests.token},
    "servicerequestupdates": {"GET": updates.updates, "POST": updates.post_update},
}
"""By address, without the format at its end, and by method."""
NOTHING_POSTED = Form(())


class GeoReport:
    def __init__(self, app: ASGIApp, crm: Crm) -> None:
        self._app, self._crm = app, crm

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", "")) if scope["type"] == "http" else ""
        if not path.startswith(BASE):
            return await self._app(scope, receive, send)
        try:
            answered = await self._answered(path.removeprefix(BASE), scope, receive)
        except ClientDisconnect:
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked is told
            answered = _refused(path, error)
        return await _give(send, answered)

    async def _answered(self, address: str, scope: Scope, receive: Receive) -> Answer:
        handler, format_, named = _handler(address, scope["method"])
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        if scope["method"] == "GET":
            return await handler(Call(self._crm, format_, named, query, NOTHING_POSTED))
        http_request = Request(scope, receive)
        form = await read_form(http_request)
        check_api_key(self._crm.settings, form.text("api_key") or query.get("api_key", ""))
        key = http_request.headers.get("idempotency-key", "")
        return await handler(Call(self._crm, format_, named, query, form, key))


def _handler(address: str, method: str) -> tuple[Handler, Format, str]:
    """With the format and what the address names. Raises GeoReportError."""
    stem, _, format_ = address.rpartition(".")
    first, *more = stem.split("/")
    named = more[0] if more else ""
    by_method = HANDLERS.get("/".join([first, *("*" for _ in more[:1]), *more[1:]]))
    if by_method is None or (more and not named):
        raise GeoReportError(
            404,
            "There is nothing at this address; discovery.json lists what there is, and paths end with .json or .xml.",
        )
    if format_ not in get_args(Format):
        raise GeoReportError(404, "There is nothing at this address; it should end with .json or .xml.")
    if method not in by_method:
        raise GeoReportError(405, f"{method} is not possible here.")
    return by_method[method], cast("Format", format_), named


def _refused(path: str, error: Exception) -> Answer:
    format_: Format = "xml" if path.endswith(".xml") else "json"
    match error:
        case GeoReportError():
            return refusal(format_, error.status_code, error.descriptions)
        case FormError():
            return refusal(format_, error.status_code, [error.text])
        case _:
            log.error("crm.failed", path=path, error=type(error).__name__)
            return refusal(format_, 500, ["Something went wrong on our side; please try again in a minute."])


async def _give(send: Send, answered: Answer) -> None:
    headers = [(b"content-length", b"%d" % len(answered.body)), (b"content-type", answered.content_type)]
    await send({"type": "http.response.start", "status": answered.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answered.body})
