"""Nlu, places, photos and records without anything behind them."""

import asyncio

from bot.nlu.understanding import Understanding
from bot.places.place import PlaceSearch
from bot.ports import MediaRefused


class FakeNlu:
    def understand(self, text, language=None):
        return Understanding()


class FakePlaces:
    def __init__(self):
        self.raises = None
        self.hangs_at = None

    async def find(self, text, mentions, *, near=None, language="en"):
        if text == self.hangs_at:
            await asyncio.Event().wait()
        if self.raises:
            raise self.raises
        return PlaceSearch("not_found", text)

    async def describe(self, point):
        return PlaceSearch("not_found")


class MemoryMedia:
    def __init__(self):
        self.kept: dict[str, bytes] = {}

    async def keep(self, media_id, content):
        if content == b"a PDF":
            raise MediaRefused("not_a_photo")
        self.kept[media_id] = content

    async def has(self, media_id):
        return media_id in self.kept

    async def read(self, media_id):
        return (self.kept[media_id], "image/jpeg") if media_id in self.kept else None


class MemoryRecords:
    def __init__(self):
        self.rows: list[tuple] = []
        self.raises = None

    async def feedback(self, contact, feedback, at):
        self._add("feedback", contact, feedback)

    async def consent(self, contact, consent):
        self._add("consent", contact, consent)

    def delivery(self, contact, key, provider_id, outcome, at):
        return asyncio.ensure_future(self._added("delivery", contact, key, outcome))

    def transcript(self, contact, direction, text, at):
        return asyncio.ensure_future(self._added("transcript", contact, direction, text))

    async def _added(self, *row):
        self._add(*row)

    async def correction(self, contact, correction, at):
        self._add("correction", contact, correction)

    async def filed_place(self, contact, place, at):
        known = any(kept.filing_key == place.filing_key for _, kept in self.of("filed_place"))
        if not known:
            self._add("filed_place", contact, place)
        return not known

    async def places_unseen(self, service_request_ids):
        wanted = set(service_request_ids)
        return [
            (contact, place)
            for contact, place in self.of("filed_place")
            if place.service_request_id in wanted and not place.seen
        ]

    async def place_seen(self, place):
        for number, row in enumerate(self.rows):
            if row[0] == "filed_place" and row[2].filing_key == place.filing_key and not row[2].seen:
                self.rows[number] = (*row[:2], place)
                return True
        return False

    async def staff_call(self, contact, reason, words, at):
        self._add("staff_call", contact, reason, words)

    async def forget(self, contact):
        self.rows = [row for row in self.rows if row[0] == "consent" or row[1] != contact]

    def of(self, kind):
        return [row[1:] for row in self.rows if row[0] == kind]

    def _add(self, *row):
        if self.raises:
            raise self.raises
        self.rows.append(row)
