"""A city whose CRM fails the way real ones do: ASGI middleware around the CRM, for its GeoReport addresses only.

What was really accepted is in the CRM, and call by call in the log.
"""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Literal

from crm_server.faults import Fault, Faults
from crm_server.spoiling import LATER, id_of_token, spoilt_rows, without_keys

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Happened = Fault | Literal["flapping"] | None

BASE = "/open311/v2/"
JSON, HTML = "application/json; charset=utf-8", "text/html; charset=utf-8"
PAGE = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>We will be back shortly.</h1></body></html>"
WENT_WRONG = json.dumps([{"code": 500, "description": "Something went wrong."}]).encode()
SERVED_HTML = (200, 502, 503)


@dataclass
class Answer:
    """Of the CRM or of the fault: complete, before any of it is sent."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    @classmethod
    def of(cls, status: int, body: bytes, content_type: str, *more: tuple[bytes, bytes]) -> "Answer":
        return cls(status, [(b"content-type", content_type.encode()), *more], body)

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def give(self, send: Send, *, cut: bool = False) -> None:
        """With `cut`, the server closes the connection after half of what was announced."""
        headers = [pair for pair in self.headers if pair[0].lower() != b"content-length"]
        length = (b"content-length", str(len(self.body) + cut).encode())
        await send({"type": "http.response.start", "status": self.status, "headers": [*headers, length]})
        body = self.body[: len(self.body) // 2] if cut else self.body
        await send({"type": "http.response.body", "body": body, "more_body": cut})


class FaultyCity:
    """`faults` is asked anew for every call; `record` gets one row a call; `clock` is in seconds from any beginning, `now`
    in Unix seconds.
    """

    def __init__(
        self,
        app: App,
        faults: Callable[[], Faults],
        *,
        clock: Callable[[], float],
        now: Callable[[], float],
        record: Callable[[dict[str, Any]], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._app, self._faults_now = app, faults
        self._clock, self._began, self._now = clock, clock(), now
        self._record, self._sleep = record, sleep
        self._numbers: defaultdict[str, itertools.count[int]] = defaultdict(itertools.count)

    @property
    def _faults(self) -> Faults:
        return self._faults_now()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(BASE):
            return await self._app(scope, receive, send)
        kind = kind_of(scope["method"], scope["path"])
        number = next(self._numbers[kind])
        happened: Happened = (
            "flapping" if self._faults.down(self._clock() - self._began) else self._faults.fault(kind, number)
        )
        if self._faults.forget_keys:
            scope = without_key(scope)
        done, answer = await self._answered(kind, number, happened, scope, receive)
        self._note(scope, kind, number, happened, done, answer)
        return await answer.give(send, cut=happened in ("reset", "timeout_after"))

    async def _answered(
        self, kind: str, number: int, happened: Happened, scope: Scope, receive: Receive
    ) -> tuple[Answer | None, Answer]:
        """What the CRM did, if it was asked, and what the caller is told."""
        chance = self._faults.chance(kind, number, happened)
        match happened:
            case "flapping":
                return None, Answer.of(503, PAGE, HTML, (b"retry-after", b"1"))
            case "error_before":
                return None, Answer.of(500, WENT_WRONG, JSON)
            case "html":
                status = SERVED_HTML[int(chance * 3)]
                doing = status != 503 and int(chance * 6) % 2 == 0
                done = await self._done(scope, receive) if doing else None
                return done, Answer.of(status, PAGE, HTML)
            case "slow":
                await self._sleep(chance * self._faults.seconds.slow)
        done = await self._done(scope, receive)
        match happened:
            case "error_after":
                return done, Answer.of(500, WENT_WRONG, JSON)
            case "timeout_after":
                await self._sleep(self._faults.seconds.timeout)
        return done, self._spoilt(kind, done)

    def _spoilt(self, kind: str, done: Answer) -> Answer:
        """Only JSON: an answer in XML, or a refusal, stays as it is."""
        try:
            told = json.loads(done.body) if done.status < 300 else None
        except ValueError:
            return done
        if isinstance(told, dict) and kind == "GET discovery" and self._faults.forget_keys:
            told = without_keys(told)
        if isinstance(told, list):
            told = spoilt_rows(self._faults, kind, told, self._now())
        return Answer(done.status, done.headers, json.dumps(told).encode()) if told is not None else done

    async def _done(self, scope: Scope, receive: Receive) -> Answer:
        token = scope["path"].rpartition("/")[2].rpartition(".")[0]
        if token.startswith(LATER):
            return Answer.of(200, json.dumps([id_of_token(token, self._now())]).encode(), JSON)
        answer = Answer()
        await self._app(scope, receive, answer.take)
        return answer

    def _note(
        self, scope: Scope, kind: str, number: int, happened: Happened, done: Answer | None, told: Answer
    ) -> None:
        accepted = accepted_in(done) if kind == "filing" and done else ""
        self._record(
            {
                "at": round(self._now(), 3),
                "kind": kind,
                "number": number,
                "method": scope["method"],
                "path": scope["path"],
                "fault": happened,
                "did": done.status if done else None,
                "accepted": accepted or None,
                "told": told.status,
            }
        )


def kind_of(method: str, path: str) -> str:
    """Each kind has its own run of faults, so that a watcher's questions do not shift those of the filings."""
    name = path.removeprefix(BASE).partition(".")[0].partition("/")[0]
    return "filing" if (method, name) == ("POST", "requests") else f"{method} {name}"


def without_key(scope: Scope) -> Scope:
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"idempotency-key"]}


def accepted_in(answer: Answer) -> str:
    """The id of the request that the CRM has taken, or its token."""
    if answer.status not in (200, 201):
        return ""
    try:
        row = json.loads(answer.body)[0]
    except ValueError:
        return "?"
    return str(row.get("service_request_id") or row.get("token") or "?")
