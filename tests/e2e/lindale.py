"""Lindale from outside: residents on SMS, Telegram and WhatsApp, a crew, and what they see."""

import asyncio
import itertools
import json
import re
from typing import Any

import aiohttp
from lxml import html

from tests.fake_providers.telegram import FakeTelegram
from tests.fake_providers.twilio import FakeTwilio

PATIENCE = 40


async def until(look, what: str, seconds: float = PATIENCE) -> Any:
    """The first true value of `look()`."""
    try:
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await asyncio.sleep(0.02)
            return found
    except TimeoutError:
        raise AssertionError(f"waited in vain for {what}") from None


class Screen:
    """What a resident is shown, each message looked at once."""

    name: str
    read = 0

    def heard(self) -> list[str]:
        raise NotImplementedError

    async def hears(self, words: str) -> str:
        """The first message with these words among those not looked at yet."""

        def look() -> str | None:
            for number, text in enumerate(self.heard()[self.read :], self.read + 1):
                if words in text:
                    self.read = number
                    return text
            return None

        return await until(look, f"{words!r} on {self.name}; heard {self.heard()[self.read :]}")


class Phone(Screen):
    """A resident's phone on Twilio. `sender` is `+1…` or `whatsapp:+1…`."""

    def __init__(
        self, twilio: FakeTwilio, session: aiohttp.ClientSession, url: str, signed_url: str, sender: str
    ) -> None:
        self.twilio, self.session, self.url, self.signed_url, self.sender = twilio, session, url, signed_url, sender
        self.name = sender

    async def says(self, text: str, times: int = 1, **fields: str) -> list[int]:
        form = self.twilio.inbound(self.sender, text, **fields)
        return [await self.twilio.post(self.session, self.url, form, self.signed_url) for _ in range(times)]

    def heard(self) -> list[str]:
        return [call.fields.get("Body", "") for call in self.twilio.calls if call.fields.get("To") == self.sender]


class Chat(Screen):
    """A resident on Telegram."""

    ids = itertools.count(7_000)

    def __init__(
        self, telegram: FakeTelegram, session: aiohttp.ClientSession, url: str, secret: str, chat_id: int
    ) -> None:
        self.telegram, self.session, self.url, self.secret, self.chat_id = telegram, session, url, secret, chat_id
        self.name = f"Telegram {chat_id}"

    def _from(self) -> dict[str, Any]:
        return {"id": self.chat_id, "is_bot": False, "first_name": "Ana", "language_code": "en"}

    async def _post(self, update: dict[str, Any]) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
        async with self.session.post(self.url, json=update, headers=headers) as response:
            return response.status

    async def sends(self, **fields: Any) -> int:
        number = next(self.ids)
        chat = {"id": self.chat_id, "type": "private", "first_name": "Ana"}
        message = {"message_id": number, "date": 1_780_000_000, "chat": chat, "from": self._from(), **fields}
        return await self._post({"update_id": number, "message": message})

    async def presses(self, label: str) -> int:
        """The button with this label under the newest message that has one."""
        for fields in reversed(self._sent()):
            markup = fields.get("reply_markup") or {}
            for row in markup.get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return await self._press(button["callback_data"])
        raise AssertionError(f"no button {label!r}")

    async def _press(self, data: str) -> int:
        number = next(self.ids)
        chat = {"id": self.chat_id, "type": "private", "first_name": "Ana"}
        message = {"message_id": number, "date": 1_780_000_000, "chat": chat, "text": "…"}
        query = {"id": str(number), "from": self._from(), "chat_instance": "1", "data": data, "message": message}
        return await self._post({"update_id": number, "callback_query": query})

    def _sent(self) -> list[dict[str, Any]]:
        return [call.fields for call in self.telegram.calls if str(call.fields.get("chat_id")) == str(self.chat_id)]

    def heard(self) -> list[str]:
        return [str(fields.get("text") or fields.get("caption") or "") for fields in self._sent()]


class Crew:
    """A crew member's browser, without JavaScript."""

    def __init__(self, base: str, password: str) -> None:
        self.base, self.password = base, password
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def sign_in(self) -> None:
        fields = {"name": "Sam", "password": self.password, "then": "/staff"}
        async with self.session.post(f"{self.base}/staff/sign-in", data=fields, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()

    async def does(self, number: str, action: str, **fields: str) -> None:
        async with self.session.get(f"{self.base}/staff/requests/{number}") as answer:
            page = html.fromstring(await answer.text())
        (form,) = page.xpath(f"//form[contains(@action, '/{action}')]")
        hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
        path = form.get("action")
        async with self.session.post(f"{self.base}{path}", data=hidden | fields, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()

    async def queue(self) -> str:
        async with self.session.get(f"{self.base}/staff") as answer:
            return await answer.text()

    async def request(self, number: str) -> dict[str, Any]:
        async with self.session.get(f"{self.base}/open311/v2/requests/{number}.json?extensions=true") as answer:
            return (await answer.json())[0]

    async def requests(self) -> list[dict[str, Any]]:
        async with self.session.get(f"{self.base}/open311/v2/requests.json?page_size=500") as answer:
            return await answer.json()

    async def performance(self) -> list[dict[str, Any]]:
        async with self.session.get(f"{self.base}/performance.json") as answer:
            return json.loads(await answer.text())


def ticket_in(text: str) -> str:
    return re.search(r"Report (\S+):", text)[1]
