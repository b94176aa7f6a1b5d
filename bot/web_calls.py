"""The page of residents who asked for a person: who waits, what was said, an answer, and back to the bot."""

import base64
import binascii
import hashlib
import hmac
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.city import City
from bot.ports import StoreUnavailable
from bot.staff_desk import NobodyWaits, StaffDesk
from bot.texts.dates import moment
from bot.web_front import HEADERS, render_page
from bot.web_hooks import Hung, TooLarge, read_body

MAX_FORM: Final = 20_000
MOST_FAILURES: Final = 20
WINDOW: Final = timedelta(minutes=5)
"""So many wrong passwords in so long close the door for an address, to the right one too: who is let in by it whenever it
comes could go on guessing.
"""
MOST_ADDRESSES: Final = 10_000
ASK: Final = {"WWW-Authenticate": 'Basic realm="text311 staff", charset="UTF-8"'}


@dataclass(frozen=True, slots=True)
class CallPages:
    """`password` is TEXT311_STAFF_PASSWORD; empty: the pages say so and are closed."""

    desk: StaffDesk
    city: City
    password: str
    clock: Callable[[], datetime]
    _failures: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def refusal(self, request: Request) -> Response | None:
        """Why this request gets no page; None when it comes from staff."""
        if not self.password:
            return self._told("No one can sign in yet: set TEXT311_STAFF_PASSWORD and restart.", 503)
        address = request.client.host if request.client else ""
        if self._is_closed_to(address):
            return self._told("Too many wrong passwords. Please wait a few minutes.", 429)
        if not _is_right(authorization := request.headers.get("authorization", ""), self.password):
            if authorization:
                self._failed(address)
            return self._told("Sign in with your name and the staff password.", 401, ASK)
        if request.method == "POST" and not _from_our_page(request.headers):
            return self._told("This form was not sent from our page. Please open the page again.", 403)
        return None

    def _is_closed_to(self, address: str) -> bool:
        failures = self._failures.get(address)
        return failures is not None and len(failures) == MOST_FAILURES and self.clock() - failures[0] < WINDOW

    def _failed(self, address: str) -> None:
        self._failures.setdefault(address, deque(maxlen=MOST_FAILURES)).append(self.clock())
        self._failures.move_to_end(address)
        if len(self._failures) > MOST_ADDRESSES:
            self._failures.popitem(last=False)

    async def calls(self) -> Response:
        listed = [
            {"contact": call.contact, "href": f"calls/{quote(call.contact, safe='')}", "since": self._moment(call.since),
             "waiting": call.waiting, "last": call.lines[-1].words}
            for call in await self.desk.calls()
        ]  # fmt: skip
        return self._page(calls=listed)

    async def call(self, contact: str, problem: str = "", said: str = "", status: int = 200) -> Response:
        call = await self.desk.call(contact)
        before = [
            {"who": "The bot" if one.by_bot else "Resident", "at": self._moment(one.at), "words": one.text}
            for one in await self.desk.before(call)
        ]
        lines = [
            {"who": "Staff" if line.by_staff else "Resident", "at": self._moment(line.at), "words": line.words}
            for line in call.lines
        ]
        talk = {"contact": contact, "before": before, "lines": lines, "page": self.desk.new_id()}
        return self._page(status, talk=talk, problem=problem, said=said)

    async def answer(self, contact: str, form: Mapping[str, str]) -> Response:
        text, finished = form.get("text", "").strip(), form.get("then") == "finish"
        if not text and not finished:
            return await self.call(contact, "The answer is empty.", status=422)
        await self.desk.reply(
            contact, text, finished=finished, once=_once(form.get("page", ""), text, finished=finished)
        )
        return RedirectResponse("../calls", 303, HEADERS)

    def nobody(self) -> Response:
        return self._told("Nobody waits there any more: the call is over.", 404)

    def busy(self) -> Response:
        return self._told("The store cannot be reached just now. Nothing was sent; please try again.", 503)

    def _moment(self, at: datetime) -> str:
        return moment(at, self.city.time_zone, "en")

    def _told(self, words: str, status: int, more: Mapping[str, str] | None = None) -> Response:
        return self._page(status, more, told=words)

    def _page(self, status: int = 200, more: Mapping[str, str] | None = None, **values: Any) -> Response:
        empty = {"city": self.city.name, "told": "", "calls": None, "talk": None, "problem": "", "said": ""}
        return HTMLResponse(render_page("calls.html", empty | values), status, {**HEADERS, **(more or {})})


def _once(page: str, text: str, *, finished: bool) -> str:
    """One answer, however often a button is pressed on a slow line; the other button is another. `page` is empty where a
    form has no name.
    """
    pressed = f"{page}\n{finished}\n{text}"
    return hashlib.sha256(pressed.encode("utf-8", "replace")).hexdigest() if page else ""


def _is_right(authorization: str, password: str) -> bool:
    scheme, _, sent = authorization.partition(" ")
    try:
        given = base64.b64decode(sent, validate=True).partition(b":")[2] if scheme.lower() == "basic" else b""
    except binascii.Error:
        return False
    return hmac.compare_digest(given, password.encode())


def _from_our_page(headers: Mapping[str, str]) -> bool:
    """A browser sends the password along with a foreign page's form too, but says where the form came from."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def add_call_pages(web: FastAPI, pages: CallPages) -> None:
    async def for_staff(request: Request, answer: Callable[[], Awaitable[Response]]) -> Response:
        if refusal := pages.refusal(request):
            return refusal
        try:
            return await answer()
        except NobodyWaits:
            return pages.nobody()
        except StoreUnavailable:
            return pages.busy()
        except (TooLarge, Hung, ValueError):
            return Response(status_code=400)

    @web.get("/calls")
    async def calls(request: Request) -> Response:
        return await for_staff(request, pages.calls)

    @web.get("/calls/{contact}")
    async def call(contact: str, request: Request) -> Response:
        return await for_staff(request, lambda: pages.call(contact))

    @web.post("/calls/{contact}")
    async def answer(contact: str, request: Request) -> Response:
        async def taken() -> Response:
            body = await read_body(request.receive, request.headers, MAX_FORM)
            return await pages.answer(contact, dict(parse_qsl(body.decode(), max_num_fields=10)))

        return await for_staff(request, taken)
