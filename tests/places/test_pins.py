"""Points people paste: links of three map makers, coordinates, plus codes."""

import pytest

from bot.messages import GeoPoint
from bot.places.local import LocalFinder
from bot.places.pins import point_in

MIDDLE = GeoPoint(41.607, -93.9)

WRITTEN = [
    ("https://www.google.com/maps?q=41.6081,-93.9012", 41.6081, -93.9012),
    (
        "look https://maps.google.com/maps/place/X/@41.60,-93.90,17z/data=!3d41.6081!4d-93.9012 thanks",
        41.6081,
        -93.9012,
    ),
    ("https://maps.apple.com/?ll=41.6081,-93.9012&q=Pin", 41.6081, -93.9012),
    ("https://www.openstreetmap.org/?mlat=41.6081&mlon=-93.9012#map=17/41.6/-93.9", 41.6081, -93.9012),
    ("https://www.openstreetmap.org/#map=17/41.6081/-93.9012", 41.6081, -93.9012),
    ("geo:41.6081,-93.9012", 41.6081, -93.9012),
    ("https://www.bing.com/maps?cp=41.6081~-93.9012&lvl=17", 41.6081, -93.9012),
    ("-93.9012, 41.6081", 41.6081, -93.9012),
    ("41°36'29.2\"N 93°54'4.3\"W", 41.6081, -93.9012),
    ("N 41° 36.486', W 93° 54.072'", 41.6081, -93.9012),
    ("41.6081° N, 93.9012° W", 41.6081, -93.9012),
    ("40,4 no; 40.4168N 3.7038O", 40.4168, -3.7038),
    ("lat: 41.6081, long: -93.9012", 41.6081, -93.9012),
    ("latitud 41.6081 longitud -93.9012", 41.6081, -93.9012),
    ("pothole at 41.6081, -93.9012", 41.6081, -93.9012),
    ("849VCWC8+R9", 37.4220625, -122.0840625),
]


@pytest.mark.parametrize(("text", "lat", "long"), WRITTEN)
def test_the_point_is_read(text, lat, long):
    found = point_in(text, MIDDLE)
    assert found
    assert (found[0].lat, found[0].long) == (pytest.approx(lat, abs=1e-4), pytest.approx(long, abs=1e-4))


def test_a_short_plus_code_is_completed_near_the_city():
    found = point_in("H345+2Q", MIDDLE)
    assert found
    assert abs(found[0].lat - MIDDLE.lat) <= 0.5
    assert abs(found[0].long - MIDDLE.long) <= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "12.50, 13.75 dollars",
        "1+1",
        "999.1234, 2000.1234",
        "version 1.2.3",
        "call 515-555-0142",
        "5 N 12 W",
        "30° N, hot",
    ],
)
def test_other_numbers_are_no_points(text):
    assert point_in(text, MIDDLE) is None


def test_the_whole_link_is_the_mention():
    text = "look https://maps.apple.com/?ll=41.6081,-93.9012&q=Pin thanks"
    found = point_in(text)
    assert found
    assert text[found[1] : found[2]] == "https://maps.apple.com/?ll=41.6081,-93.9012&q=Pin"


def test_without_city_limits_a_short_plus_code_is_completed_near_the_houses(lindale):
    located = LocalFinder(lindale.search).locate("J36G+2H Lindale")
    assert [place.address for place in located.search.places] == ["12 Elm St"]
