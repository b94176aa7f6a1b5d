"""The crew's map: pins on the city's streets, and pins alone where nobody knows the streets."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bot.embedded_crm import crm_alone
from crm_server.app import create_app
from crm_server.staff.map import HEIGHT, WIDTH, Pin, View, draw_map
from tests.crm_server.conftest import TestClient

RADIUS = 11
SIGN_IN = {"name": "Sam", "password": "open sesame", "then": "/staff"}


@dataclass
class Streets:
    """A `Ground` that remembers what it was asked to draw."""

    error: Exception | None = None
    asked: list[tuple] = field(default_factory=list)

    def picture(self, view, size):
        if self.error:
            raise self.error
        self.asked.append((view, size))
        return '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def streets():
    return Streets()


@pytest.fixture
def crm(world, streets):
    """Signed in, with streets under its pins."""
    with TestClient(create_app(world.settings, world.clock, streets), base_url="http://crm.test") as crm:
        crm.post("/staff/sign-in", data=SIGN_IN)
        yield crm


def filed(crm, lat="42.36", long="-71.05"):
    form = {"service_code": "POTHOLE", "lat": lat, "long": long, "description": "deep"}
    return crm.post("/open311/v2/requests.json", data=form).json()[0]["service_request_id"]


def pictures(crm, path):
    return html.fromstring(crm.get(path).text).xpath("//*[local-name()='image']/@href")


@given(st.lists(st.tuples(st.floats(42.2, 42.5), st.floats(-71.2, -70.9)), min_size=1, max_size=20))
def test_every_pin_lies_whole_within_the_picture(points):
    drawn = draw_map([Pin(1, lat, long, "", "", late=False) for lat, long in points])
    assert all(RADIUS <= one.x <= WIDTH - RADIUS and RADIUS <= one.y <= HEIGHT - RADIUS for one in drawn.pins)


def test_a_queue_that_grows_in_the_middle_keeps_its_picture():
    corners = [(42.36, -71.06), (42.37, -71.05)]
    assert View.around(corners) == View.around([*corners, (42.365, -71.055)])


def test_nothing_is_drawn_of_nothing():
    assert draw_map([]) is None


@pytest.mark.parametrize("page", ["/staff", "/staff/requests/{number}"])
def test_streets_lie_under_the_queue_and_under_a_request(crm, streets, page):
    (picture,) = pictures(crm, page.format(number=filed(crm)))
    answer = crm.get(picture)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    ((lat, long, across), size) = streets.asked[0]
    assert (lat, long) == pytest.approx((42.36, -71.05), abs=0.0005)
    assert (across, size) == (400, (WIDTH, HEIGHT))


def test_no_pin_hides_how_large_the_map_is(crm):
    """Whatever lies in a corner of the queue: the bar stands below the ground."""
    for lat, long in [("42.36", "-71.06"), ("42.37", "-71.05")]:
        filed(crm, lat, long)
    page = html.fromstring(crm.get("/staff").text)
    (bar,) = page.xpath("//*[local-name()='line'][@class='bar']")
    lowest = max(float(pin.get("cy")) for pin in page.xpath("//*[local-name()='circle'][@class='pin']")) + RADIUS
    assert float(bar.get("y1")) > lowest
    assert all(float(words.get("y")) > lowest for words in page.xpath("//*[local-name()='text'][@class='small']"))


def test_open_requests_like_it_nearby_stand_on_its_map(crm):
    one, two = filed(crm), filed(crm, lat="42.3601")
    (link,) = html.fromstring(crm.get(f"/staff/requests/{one}").text).xpath("//*[local-name()='svg']//a/@href")
    assert link == f"/staff/requests/{two}"


def test_without_streets_the_pins_are_there_all_the_same(world):
    with world.client() as crm:
        crm.post("/staff/sign-in", data=SIGN_IN)
        filed(crm)
        assert pictures(crm, "/staff") == []
        assert html.fromstring(crm.get("/staff").text).xpath("//*[local-name()='svg']//a")
        assert crm.get("/staff/ground.svg?lat=42.36&long=-71.05&across=400").status_code == 404


def test_a_broken_gazetteer_takes_nothing_but_the_streets(crm, streets):
    streets.error = OSError("no such file")
    filed(crm)
    (picture,) = pictures(crm, "/staff")
    assert crm.get(picture).status_code == 404


@pytest.mark.parametrize("asked", ["lat=91&long=0&across=400", "lat=nan&long=0&across=400", "lat=1&long=1&across=401"])
def test_only_pieces_a_page_may_show_are_drawn(crm, streets, asked):
    assert (crm.get(f"/staff/ground.svg?{asked}").status_code, streets.asked) == (404, [])


def test_strangers_see_no_map(crm, streets):
    crm.cookies.clear()
    answer = crm.get("/staff/ground.svg?lat=42.36&long=-71.05&across=400", follow_redirects=False)
    assert (answer.status_code, streets.asked) == (303, [])


def test_the_demo_city_s_streets_have_names(monkeypatch, tmp_path):
    monkeypatch.delenv("TEXT311_CITY", raising=False)
    monkeypatch.setenv("TEXT311_DATA_DIR", str(tmp_path))
    with TestClient(crm_alone()) as crm:
        ground = crm.app.state.crm.ground
    assert ">Main St<" in ground.picture((41.608, -93.9205, 784.0), (WIDTH, HEIGHT))
    assert ">Main St<" in ground.picture((41.608, -93.9205, 8874.0), (WIDTH, HEIGHT))  # the whole city
