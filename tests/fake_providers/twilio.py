"""A server that plays Twilio's Messages API and its media store, and checks each call against Twilio's own
OpenAPI file where that is present.

    async with FakeTwilio("AC…", "token").serve() as api_base: …
"""

import base64
import hmac
import itertools
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import jsonschema
from aiohttp import web
from twilio.request_validator import RequestValidator

from tests.fake_providers.recorder import Call, Failure, Recorder, Refusals, serving

SPEC = Path(__file__).resolve().parents[2] / "../shared/apis/twilio_messages.openapi.json"
PATH = "/2010-04-01/Accounts/{AccountSid}/Messages.json"


STOPPED = Failure(400, {"code": 21610, "message": "Attempt to send to unsubscribed recipient", "status": 400})


def too_many(retry_after: int | None) -> Failure:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Failure(429, {"code": 20429, "message": "Too Many Requests", "status": 429}, headers)


REFUSALS = Refusals(STOPPED, too_many)


class FakeTwilio(Recorder):
    def __init__(self, account_sid: str, auth_token: str) -> None:
        super().__init__()
        self.account_sid, self.auth_token = account_sid, auth_token
        self.media: dict[str, tuple[bytes, str]] = {}
        self.ids = itertools.count(1)
        self._schema = _create_schema()

    @property
    def checks_spec(self) -> bool:
        return self._schema is not None

    @property
    def texts(self) -> list[str]:
        return [call.fields.get("Body", "") for call in self.calls]

    @asynccontextmanager
    async def serve(self, port: int | None = None) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/2010-04-01/Accounts/{account_sid}/Messages.json", self._create)
        app.router.add_get("/media/{name}", self._media)
        app.router.add_get("/store/{name}", self._store)
        async with serving(app, port) as base:
            yield base

    async def _create(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        fields: dict[str, Any] = {name: [str(v) for v in form.getall(name)] for name in form}
        fields = {
            name: values if name in {"MediaUrl", "PersistentAction"} else values[0] for name, values in fields.items()
        }
        call = Call("create", fields, request.headers.get("Authorization", ""))
        self.calls.append(call)
        self.problems += self._problems(request, fields)
        if self.failures:
            return self.failures.popleft().response()
        if self.problems:
            return web.json_response({"code": 21620, "message": self.problems[-1], "status": 400}, status=400)

        def answered() -> web.Response:
            return web.json_response(self._message(fields), status=201)

        return await self._send(request, call, str(fields.get("To", "")), answered, REFUSALS)

    def _problems(self, request: web.Request, fields: dict[str, Any]) -> list[str]:
        problems = []
        if request.match_info["account_sid"] != self.account_sid or not self._authorized(request):
            problems.append("wrong account or credentials")
        if len(fields.get("Body", "").encode("utf-16-le")) > 2 * 1600:
            problems.append("21617: more than 1,600 characters")
        if not {"Body", "MediaUrl", "ContentSid"} & fields.keys() or fields.get("Body") == "":
            problems.append("21602: nothing to send")
        if not {"From", "MessagingServiceSid"} & fields.keys():
            problems.append("21603: no From")
        if str(fields.get("From", "")).startswith("whatsapp:") != str(fields.get("To", "")).startswith("whatsapp:"):
            problems.append("63021: From and To are on different channels")
        if self._schema:
            validator = jsonschema.Draft202012Validator(self._schema)
            problems += [error.message for error in validator.iter_errors(_typed(fields, self._schema))]
        return problems

    def _message(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {
            "sid": f"SM{next(self.ids):032x}",
            "account_sid": self.account_sid,
            "status": "queued",
            "to": fields["To"],
            "from": fields.get("From"),
            "body": fields.get("Body", ""),
            "error_code": None,
            "error_message": None,
        }

    def _authorized(self, request: web.Request) -> bool:
        expected = "Basic " + base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        return hmac.compare_digest(request.headers.get("Authorization", ""), expected)

    async def _media(self, request: web.Request) -> web.Response:
        """Like Twilio: credentials first, then on to a store that knows no credentials."""
        if not self._authorized(request):
            return web.Response(status=401)
        if self.failures:
            return self.failures.popleft().response()
        if request.match_info["name"] not in self.media:
            return web.Response(status=404)
        raise web.HTTPTemporaryRedirect(f"/store/{request.match_info['name']}")

    async def _store(self, request: web.Request) -> web.Response:
        content, content_type = self.media[request.match_info["name"]]
        return web.Response(body=content, content_type=content_type)

    # The other direction: what Twilio sends.

    def inbound(self, sender: str, text: str, sid: str = "", **fields: str) -> dict[str, str]:
        sid = sid or f"SM{next(self.ids):032x}"
        return {
            "ToCountry": "US",
            "SmsMessageSid": sid,
            "NumMedia": "0",
            "SmsSid": sid,
            "SmsStatus": "received",
            "Body": text,
            "To": "whatsapp:+13115550100" if sender.startswith("whatsapp:") else "+13115550100",
            "NumSegments": "1",
            "MessageSid": sid,
            "AccountSid": self.account_sid,
            "From": sender,
            "ApiVersion": "2010-04-01",
            **fields,
        }

    def signature(self, url: str, form: Mapping[str, str]) -> str:
        return str(RequestValidator(self.auth_token).compute_signature(url, dict(form)))

    async def post(
        self,
        session: aiohttp.ClientSession,
        url: str,
        form: Mapping[str, str],
        signed_url: str = "",
        patience: aiohttp.ClientTimeout | None = None,
    ) -> int:
        """Send a webhook as Twilio does; the status it got."""
        headers = {
            "X-Twilio-Signature": self.signature(signed_url or url, form),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        async with session.post(url, data=urlencode(form), headers=headers, timeout=patience) as response:
            return response.status


def _create_schema() -> dict[str, Any] | None:
    if not SPEC.is_file():
        return None
    spec = json.loads(SPEC.read_text("utf-8"))
    schema: dict[str, Any] = spec["paths"][PATH]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"][
        "schema"
    ]
    return {**schema, "components": spec["components"], "additionalProperties": False}


def _typed(fields: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A form knows only strings; the schema knows what they stand for."""
    types = {name: definition.get("type") for name, definition in schema["properties"].items()}
    return {name: _value(value, types.get(name)) for name, value in fields.items()}


def _value(value: Any, type_: str | None) -> Any:
    if type_ in {"boolean", "integer", "number"}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
