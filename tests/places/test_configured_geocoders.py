"""Geocoders by the city file: class and arguments, keys from the environment, mistakes named."""

import msgspec
import pytest

from bot.city import CityFileError, Geocoder
from bot.geocoding import configured_geocoders
from bot.places.geocoders import UnknownGeocoder
from bot.places.remembering import MemoryGeocodes

SECRETS = {"TEXT311_GEOCODER_KEY": "k-1"}


def made(*wanted, secrets=SECRETS):
    return configured_geocoders(wanted, secrets, None, MemoryGeocodes(lambda: 0.0))


def test_they_are_asked_in_the_order_of_the_file():
    photon = Geocoder("photon", {"domain": "photon.example.gov"}, per_second=2)
    own = Geocoder("geopy.geocoders.arcgis.ArcGIS")
    one, two = made(photon, own)
    assert (one.name, one._spacing, two.name, two._spacing) == ("photon", 0.5, "arcgis", 0.0)


def test_the_file_says_class():
    text = '[[it]]\nclass = "photon"\narguments = { domain = "photon.example.gov" }'
    read = msgspec.toml.decode(text, type=dict[str, list[Geocoder]])
    assert read["it"] == [Geocoder("photon", {"domain": "photon.example.gov"})]


def test_a_key_comes_from_the_environment():
    (source,) = made(Geocoder("opencage", {"api_key": "$TEXT311_GEOCODER_KEY"}))
    assert source._source._geocoder.api_key == "k-1"


def test_a_key_that_is_not_set_is_named():
    with pytest.raises(CityFileError, match="api_key names TEXT311_GEOCODER_KEY, which is not set"):
        made(Geocoder("opencage", {"api_key": "$TEXT311_GEOCODER_KEY"}), secrets={})


def test_a_geocoder_nobody_knows_is_named():
    with pytest.raises(UnknownGeocoder, match='"fotón" in the city file'):
        made(Geocoder("fotón"))
