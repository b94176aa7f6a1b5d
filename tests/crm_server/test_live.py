"""The CRM on a real port: a foreign client, many at once, under another app."""

import io
import itertools
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from fastapi import FastAPI
from PIL import Image

from crm_server.app import create_app


@pytest.fixture
def three(monkeypatch):
    """A GeoReport client that is not ours (the `three` package), written for Python 2."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its age, and its dependencies'
        import three

        yield three.Three


def test_three_files_and_reads(address, three):
    city = three(f"{address}/open311/v2/", api_key="any")
    try:
        assert city.discovery()["endpoints"][0]["url"] == f"{address}/open311/v2"
        services = {service["service_code"]: service for service in city.services()}
        assert services["POTHOLE"]["metadata"] is False
        assert city.services("GRAFFITI")["attributes"][0]["code"] == "surface"
        photo = io.BytesIO()
        Image.new("RGB", (9, 9)).save(photo, "PNG")
        filed = city.post(
            "POTHOLE",
            address="12 Elm Street",
            name="Ada Lovelace",
            phone="555-0100",
            description="big hole",
            lat=42.36,
            long=-71.05,
            media=("p.png", photo.getvalue()),
        )
        number = filed[0]["service_request_id"]
        (row,) = city.request(number)
        assert (row["address"], row["status"], row["service_name"]) == ("12 Elm Street", "open", "Pothole")
        assert row["media_url"].startswith(f"{address}/crm-media/")
        assert [found["service_request_id"] for found in city.requests("POTHOLE")] == [number]
        assert len(city.requests(between=["06-01-2026", "06-02-2026"], count=5)) == 1
        assert city.post("NOPE", address="x")[0]["code"] == 404
    finally:
        city.session.close()


def post(address, key):
    form = urlencode({"service_code": "POTHOLE", "address_string": "12 Elm Street"}).encode()
    http_request = Request(f"{address}/open311/v2/requests.json", form, {"Idempotency-Key": key})
    with urlopen(http_request, timeout=30) as answer:
        return answer.read()


def test_many_at_once_with_one_key_are_one_request(address):
    with ThreadPoolExecutor(16) as crowd:
        same = set(crowd.map(lambda _: post(address, "same"), range(32)))
        others = set(crowd.map(lambda number: post(address, f"key {number}"), range(32)))
    assert len(same) == 1
    assert len(others) == 32
    assert not same & others


def test_under_another_app(world, serve):
    crm = create_app(world.settings, world.clock)

    @asynccontextmanager
    async def lifespan(_app):
        async with crm.router.lifespan_context(crm):
            yield

    outer = FastAPI(lifespan=lifespan)

    @outer.get("/channels")
    def channels() -> str:
        return "the bot's own"

    outer.mount("/", crm)
    address = serve(outer)
    post(address, "k")
    for path, said in [("/channels", b"own"), ("/open311/v2/requests.xml", b"POTHOLE"), ("/staff/sign-in", b"Worker")]:
        with urlopen(address + path, timeout=30) as answer:
            assert said in answer.read()
