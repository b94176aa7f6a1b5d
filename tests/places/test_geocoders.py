"""geopy's geocoders over our own session, against a server that plays them, and ours as one of them."""

import pytest
from aiohttp import ClientSession, web

from bot.messages import GeoPoint
from bot.places.chain import GeocoderFailed
from bot.places.geocoders import GazetteerGeocoder, UnknownGeocoder, make_geocoder
from bot.places.geocoders_nominatim import make_nominatim
from bot.places.remembering import MemoryGeocodes

FOUND = {
    "lat": "41.61", "lon": "-93.92", "display_name": "12, Elm Street, Lindale, Iowa", "category": "place",
    "address": {"house_number": "12", "road": "Elm Street", "suburb": "Westfield", "postcode": "50905"},
}  # fmt: skip
PHOTON = {
    "features": [
        {
            "geometry": {"coordinates": [-93.92, 41.61]},
            "properties": {
                "housenumber": "12", "street": "Elm Street", "district": "Westfield", "postcode": "50905", "country": "US"
            },
        }
    ]
}  # fmt: skip
BOUNDS = (41.5, -94.0, 41.7, -93.8)


def nominatim_at(url, session):
    return make_nominatim(url, session, MemoryGeocodes(lambda: 0.0))


@pytest.fixture
async def server(aiohttp_free_port):
    """Plays every service; what it answers and what it was asked are lists."""
    asked, answers = [], []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request)
        return answers.pop(0) if answers else web.json_response([FOUND])

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with ClientSession() as session:
        yield f"127.0.0.1:{port}", session, asked, answers
    await runner.cleanup()


@pytest.fixture
def aiohttp_free_port():
    return 0


async def test_nominatim_is_asked_within_bounds_and_once(server):
    host, session, asked, _ = server
    nominatim = nominatim_at(f"http://{host}", session)
    places = await nominatim.find("12 Elm Street", BOUNDS, "es")
    again = await nominatim.find("12 ELM street", BOUNDS, "es")
    assert again == places
    assert (places[0].address, places[0].precision, places[0].zip) == ("12 Elm Street", "address", "50905")
    (request,) = asked
    assert request.query["bounded"] == "1"
    assert request.query["viewbox"] == "-94.0,41.5,-93.8,41.7"
    assert request.query["accept-language"] == "es"
    assert request.headers["User-Agent"].startswith("text311/")


async def test_a_pin_is_described_by_nominatim(server):
    host, session, _, answers = server
    answers.append(web.json_response(FOUND))
    place = await nominatim_at(f"http://{host}", session).describe(GeoPoint(41.61, -93.92))
    assert place
    assert place.neighborhood == "Westfield"


BAD = [
    web.json_response({"error": "slow down"}, status=429, headers={"Retry-After": "7"}),
    web.Response(status=500),
    web.Response(text="<html>down for maintenance"),
    web.json_response({"unexpected": True}),
]


@pytest.mark.parametrize("status", range(len(BAD)))
async def test_bad_answers_are_failures_with_a_name(server, status):
    host, session, _, answers = server
    answers.append(BAD[status])
    with pytest.raises(GeocoderFailed) as failure:
        await nominatim_at(f"http://{host}", session).find("12 Elm Street", None, "en")
    assert failure.value.retry_after == (7 if status == 0 else None)


async def test_nobody_there_is_a_failure(server):
    _, session, *_ = server
    with pytest.raises(GeocoderFailed):
        await nominatim_at("http://127.0.0.1:9", session).find("12 Elm Street", None, "en")


async def test_any_other_geocoder_by_its_name(server):
    host, session, asked, answers = server
    answers.append(web.json_response(PHOTON))
    photon = make_geocoder("photon", session, {"domain": host, "scheme": "http"})
    (place,) = await photon.find("12 Elm Street", BOUNDS, "es")
    assert (place.point, place.source) == (GeoPoint(41.61, -93.92), "photon")
    assert (place.address, place.precision, place.zip, place.neighborhood) == (
        "12 Elm Street",
        "address",
        "50905",
        "Westfield",
    )
    assert dict(asked[0].query) == {"q": "12 Elm Street", "bbox": "-94.0,41.5,-93.8,41.7", "lang": "es", "limit": "5"}


async def test_a_street_of_photon_is_a_street(server):
    host, session, _, answers = server
    street = {"name": "Elm Street", "osm_key": "highway", "type": "street"}
    answers.append(web.json_response({"features": [PHOTON["features"][0] | {"properties": street}]}))
    photon = make_geocoder("photon", session, {"domain": host, "scheme": "http"})
    assert [place.precision for place in await photon.find("Elm Street", BOUNDS, "en")] == ["street"]


async def test_a_pin_is_described_by_photon(server):
    host, session, asked, answers = server
    answers.append(web.json_response(PHOTON))
    photon = make_geocoder("photon", session, {"domain": host, "scheme": "http"})
    place = await photon.describe(GeoPoint(41.61, -93.92))
    assert place
    assert (place.address, asked[0].path) == ("12 Elm Street", "/reverse")


async def test_one_whose_class_knows_no_bounds_is_asked_without(server):
    host, session, asked, answers = server
    found = {"address": "12 Elm Street, Lindale", "location": {"x": -93.92, "y": 41.61}, "attributes": {}}
    answers.append(web.json_response({"candidates": [found]}))
    arcgis = make_geocoder("arcgis", session, {"domain": host, "scheme": "http"})
    (place,) = await arcgis.find("12 Elm Street", BOUNDS, "en")
    assert (place.point, place.address, place.source) == (GeoPoint(41.61, -93.92), "12 Elm Street, Lindale", "arcgis")
    assert set(asked[0].query) == {"singleLine", "f"}


async def test_a_class_of_the_citys_own_by_its_path(server):
    host, session, *_ = server
    own = make_geocoder("geopy.geocoders.nominatim.Nominatim", session, {"domain": host, "scheme": "http"})
    assert (await own.find("12 Elm Street", BOUNDS, "en"))[0].source == "nominatim"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("nobody", {}), ("no.such.Module", {}), ("geopy.NoClass", {}), ("photon", {"colour": "red"}), ("google", {})],
)
async def test_one_that_cannot_be_made_is_named(server, name, arguments):
    with pytest.raises(UnknownGeocoder, match=name):
        make_geocoder(name, server[1], arguments)


def test_only_the_public_server_is_paced():
    assert nominatim_at("https://nominatim.openstreetmap.org", None)._spacing == 1.0
    assert nominatim_at("http://localhost:8088/nominatim", None)._spacing == 0.0


def test_our_gazetteer_is_a_geopy_geocoder(lindale):
    geocoder = GazetteerGeocoder(lindale)
    location = geocoder.geocode("12 Elm St")
    assert (location.address, location.raw["search"].outcome) == ("12 Elm St", "found")
    assert len(geocoder.geocode("12 Church St", exactly_one=False)) == 2
    assert geocoder.geocode("99 Nowhere Rd") is None
    assert geocoder.reverse((41.61010, -93.92352)).address == "12 Elm St"
