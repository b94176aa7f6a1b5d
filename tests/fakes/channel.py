"""A channel in memory: what was sent, and failures played first."""

from collections import deque


class FakeChannel:
    def __init__(self):
        self.sent = []
        self.failures: deque = deque()
        """Exceptions for the next sends; None lets one through."""
        self.photos: dict[str, bytes | Exception] = {}

    def receive(self, body, headers, url):
        return []

    async def send(self, message):
        failure = self.failures.popleft() if self.failures else None
        if failure:
            raise failure
        self.sent.append(message)
        return f"SM{len(self.sent)}"

    async def fetch(self, attachment):
        content = self.photos[attachment.source]
        if isinstance(content, Exception):
            raise content
        return content

    def texts(self, address=None):
        return [message.text for message in self.sent if address in (None, message.contact.address)]
