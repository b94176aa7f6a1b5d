"""A service desk in memory, which can be told to fail."""

import asyncio
from collections import deque
from datetime import UTC, datetime

from msgspec import structs

from bot.ports import DeskUnavailable, Filed, NotReached, OutcomeUnknown
from bot.service_requests import ServiceRequest


class FakeDesk:
    """`next_outcomes` are played first: an outcome instead of filing; `"lost answer"` files and answers unknown;
    `"crash"` files and never comes back; an exception is raised. Then everything is filed.
    """

    def __init__(self):
        self.filed: dict[str, ServiceRequest] = {}
        self.keys: list[str] = []
        """The filing key of everything the desk has kept, in order."""
        self.tries = 0
        self.media: dict[str, tuple[str, ...]] = {}
        self.next_outcomes: deque = deque()
        self.looks = 0
        self.looked_up: list[tuple[str, ...]] = []
        self.tokens: dict[str, str] = {}
        self.changes: list[ServiceRequest] = []
        self.knows_reopening = True
        self.knows_keys = False
        self.takes_words = True
        self.added: dict[str, tuple] = {}
        self.reopened: list[tuple[str, str]] = []
        self.feedback = []
        self.down = False

    async def services(self):
        return ()

    async def attributes(self, service_code):
        self._reach()
        return ()

    async def file(self, order, media_urls, channel):
        self.tries += 1
        outcome = self.next_outcomes.popleft() if self.next_outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        if self.down:
            return NotReached("down")
        if outcome is None or isinstance(outcome, str):
            number = self._keep(order, media_urls)
        if outcome is None:
            return Filed(number)
        if outcome == "lost answer":
            return OutcomeUnknown("time-out after POST")
        if outcome == "crash":
            await asyncio.Event().wait()
        return outcome

    def _keep(self, order, media_urls):
        self.keys.append(order.filing_key)
        number = str(100 + len(self.keys))
        self.filed[order.filing_key] = ServiceRequest(number, "open", order.service_code)
        self.media[number] = media_urls
        return number

    async def keeps_keys(self):
        return self.knows_keys

    async def find_filed(self, order, since):
        self.looks += 1
        self._reach()
        kept = self.filed.get(order.filing_key)
        return Filed(kept.service_request_id) if kept else None

    async def id_for_token(self, request_token):
        self._reach()
        return self.tokens.get(request_token)

    async def look_up(self, service_request_ids):
        service_request_ids = tuple(service_request_ids)
        self.looked_up.append(service_request_ids)
        self._reach()
        latest = {change.service_request_id: change for change in self.changes}
        return tuple(latest[number] for number in service_request_ids if number in latest)

    async def nearby(self, service_code, point, metres):
        self._reach()
        return ()

    async def shows_within(self):
        return 300

    async def changed_since(self, since, known_ids):
        self._reach()
        return tuple(change for change in self.changes if change.updated_datetime >= since)

    async def add_words(self, service_request_id, words, media_urls, key):
        self._reach()
        self.added[key] = (service_request_id, words, media_urls)
        return self.takes_words

    async def reopen(self, service_request_id, words, key):
        self._reach()
        self.reopened.append((service_request_id, words))
        return self.knows_reopening

    async def give_feedback(self, feedback, channel):
        self._reach()
        self.feedback.append(feedback)
        return True

    def change(self, number, status, *, notes="", at=datetime(2026, 6, 1, tzinfo=UTC)):
        old = next((change for change in self.changes if change.service_request_id == number), None)
        known = old or ServiceRequest(number, "open")
        request = structs.replace(known, status=status, status_notes=notes, updated_datetime=at)
        self.changes = [change for change in self.changes if change.service_request_id != number] + [request]

    def _reach(self):
        if self.down:
            raise DeskUnavailable("down")
