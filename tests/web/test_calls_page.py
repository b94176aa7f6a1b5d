"""Staff read who asked for a person, answer, and give the conversation back; nobody else gets in."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from lxml import html

from bot.city_file import read_city
from bot.events import StaffReplied
from bot.messages import Contact
from bot.ports import StoreUnavailable
from bot.staff_desk import StaffDesk
from bot.web_calls import MOST_FAILURES, CallPages, add_call_pages

CITY = read_city(Path(__file__).parents[2] / "bot" / "demo" / "city.toml")
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)
ANA, PASSWORD = "sms:+12065550101", "a password of the tests"
KIM = ("Kim", PASSWORD)


class Kept:
    """Rows of the records."""

    def __init__(self):
        self.rows = {"staff_calls": [], "transcripts": []}

    def asked(self, contact, words, reason="asked", minute=0):
        at = AT + timedelta(minutes=minute)
        self.rows["staff_calls"].append({"contact": contact, "reason": reason, "words": words, "at": at})

    def spoke(self, contact, direction, text, minute):
        at = AT + timedelta(minutes=minute)
        self.rows["transcripts"].append({"contact": contact, "direction": direction, "text": text, "at": at})

    async def unfinished_calls(self):
        return self.rows["staff_calls"]

    async def export(self, name, contact=""):
        for row in self.rows[name]:
            if contact in ("", row["contact"]):
                yield row


class Inbox:
    def __init__(self):
        self.admitted = []
        self.seen = set()
        self.away = False

    async def admit(self, contact, event, once):
        if self.away:
            raise StoreUnavailable("no Redis here")
        if once in self.seen:
            return False
        self.seen.add(once)
        self.admitted.append((contact, event))
        return True


@pytest.fixture
def kept():
    kept = Kept()
    kept.spoke(ANA, "in", "big <b>pothole</b>", -2)
    kept.spoke(ANA, "out", "Where is it?", -1)
    kept.spoke(ANA, "in", "a person please & thank you", 0)
    kept.asked(ANA, "a person please & thank you")
    return kept


@pytest.fixture
def inbox():
    return Inbox()


def pages(kept, inbox, password=PASSWORD):
    web, ids = FastAPI(), count()
    desk = StaffDesk(kept, inbox, lambda: AT, lambda: str(next(ids)))
    add_call_pages(web, CallPages(desk, CITY, password, lambda: AT))
    return web


def browser(web, address="127.0.0.1"):
    return AsyncClient(transport=ASGITransport(web, client=(address, 50_000)), base_url="http://testserver")


def staff(kept, inbox, password=PASSWORD):
    return browser(pages(kept, inbox, password))


@pytest.fixture
def client(kept, inbox):
    client = staff(kept, inbox)
    client.auth = KIM
    return client


async def test_the_list_leads_to_what_was_said(client):
    page = html.fromstring((await client.get("/calls")).text)
    (link,) = page.xpath("//ul//a")
    assert link.text_content() == ANA
    assert "waiting for an answer since Jun 1, 10:00 AM" in " ".join(page.text_content().split())
    talk = (await client.get(f"/{link.get('href')}")).text
    assert [line.text_content().split("M ", 1)[1] for line in html.fromstring(talk).xpath("//ol/li")] == [
        "big <b>pothole</b>", "Where is it?", "a person please & thank you",
    ]  # fmt: skip
    assert "<b>pothole" not in talk


async def test_nobody_waits(client, kept):
    kept.rows["staff_calls"].clear()
    assert "No one is waiting." in (await client.get("/calls")).text
    assert (await client.get(f"/calls/{ANA}")).status_code == 404


@pytest.mark.parametrize(
    ("form", "event"),
    [
        ({"text": " We come on Friday. ", "then": "wait"}, StaffReplied(AT, "We come on Friday.")),
        ({"text": "Done.", "then": "finish"}, StaffReplied(AT, "Done.", finished=True)),
        ({"text": "", "then": "finish"}, StaffReplied(AT, "", finished=True)),
    ],
)
async def test_an_answer_enters_the_inbox(client, inbox, form, event):
    told = await client.post(f"/calls/{ANA}", data=form)
    assert (told.status_code, told.headers["location"]) == (303, "../calls")
    assert inbox.admitted == [(Contact.parse(ANA), event)]


async def test_a_button_pressed_twice_on_a_slow_line_sends_one_answer(client, inbox):
    form = html.fromstring((await client.get(f"/calls/{ANA}")).text).forms[0]
    sent = dict(form.form_values()) | {"text": "We come on Friday.", "then": "wait"}
    for _ in range(2):
        assert (await client.post(f"/calls/{ANA}", data=sent)).status_code == 303
    assert len(inbox.admitted) == 1
    await client.post(f"/calls/{ANA}", data=sent | {"text": "Or on Monday."})
    assert [event.text for _, event in inbox.admitted] == ["We come on Friday.", "Or on Monday."]


async def test_the_same_words_as_an_answer_and_then_as_the_last_one_are_two(client, inbox):
    form = html.fromstring((await client.get(f"/calls/{ANA}")).text).forms[0]
    sent = dict(form.form_values()) | {"text": "We come on Friday."}
    for then in ("wait", "finish", "finish"):
        assert (await client.post(f"/calls/{ANA}", data=sent | {"then": then})).status_code == 303
    assert [(event.text, event.finished) for _, event in inbox.admitted] == [
        ("We come on Friday.", False),
        ("We come on Friday.", True),
    ]


async def test_an_empty_answer_says_so(client, inbox):
    told = await client.post(f"/calls/{ANA}", data={"text": "  ", "then": "wait"})
    assert told.status_code == 422
    assert "The answer is empty." in told.text
    assert inbox.admitted == []


async def test_a_store_that_is_away_says_that_nothing_was_sent(client, inbox):
    inbox.away = True
    told = await client.post(f"/calls/{ANA}", data={"text": "Hello", "then": "wait"})
    assert told.status_code == 503
    assert "Nothing was sent" in told.text


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a" * 30_000, b"&".join(b"a=1" for _ in range(50))])
async def test_a_form_that_is_none(client, inbox, body):
    told = await client.post(
        f"/calls/{ANA}", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert told.status_code in (400, 422)
    assert inbox.admitted == []


@pytest.mark.parametrize("path", ["/calls", f"/calls/{ANA}"])
@pytest.mark.parametrize("header", [None, "Basic", "Basic !!!", "Basic Og==", "Bearer x", "Basic S2ltOmEgcGFzc3dvcmQ="])
async def test_nobody_else_gets_in(kept, inbox, path, header):
    client = staff(kept, inbox)
    told = await client.get(path, headers={"authorization": header} if header else {})
    assert told.status_code == 401
    assert "Basic" in told.headers["www-authenticate"]
    assert ANA not in told.text


async def test_who_guesses_is_shut_out_and_nobody_else(kept, inbox):
    """Also when the next guess is right: else they could go on until it is."""
    app = pages(kept, inbox)
    guessing, working = browser(app, "203.0.113.7"), browser(app, "203.0.113.8")
    codes = [(await guessing.get("/calls", auth=("x", str(guess)))).status_code for guess in range(MOST_FAILURES + 3)]
    assert codes == [401] * MOST_FAILURES + [429] * 3
    assert (await guessing.get("/calls", auth=KIM)).status_code == 429
    assert (await working.get("/calls", auth=KIM)).status_code == 200


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://evil.test"}, False),
        ({"origin": "null"}, False),
    ],
)
async def test_a_foreign_page_cannot_answer_in_our_name(client, inbox, headers, taken):
    told = await client.post(f"/calls/{ANA}", data={"text": "Hello", "then": "wait"}, headers=headers)
    assert (told.status_code == 303) is taken
    assert bool(inbox.admitted) is taken


async def test_without_a_password_the_page_says_which_variable_to_set(kept, inbox):
    told = await staff(kept, inbox, password="").get("/calls", auth=("x", ""))
    assert told.status_code == 503
    assert "TEXT311_STAFF_PASSWORD" in told.text
