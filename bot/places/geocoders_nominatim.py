"""Nominatim, own or public, by geopy. The public server's policy is kept: one request a second from the whole
application, a name, nothing asked twice, no autocomplete. https://operations.osmfoundation.org/policies/nominatim/
"""

from urllib.parse import urlsplit

from aiohttp import ClientSession
from geopy.geocoders import Nominatim

from bot.places.geocoders import USER_AGENT, RemoteGeocoder, SharedSessionAdapter
from bot.places.remembering import Geocodes, Remembered

PUBLIC_HOST = "nominatim.openstreetmap.org"


def make_nominatim(url: str, session: ClientSession, geocodes: Geocodes) -> Remembered:
    """`url` like `https://nominatim.example.gov` or with a path; a server of one's own is not paced."""
    parts = urlsplit(url)
    domain = f"{parts.netloc}{parts.path}".rstrip("/")
    geocoder = Nominatim(
        domain=domain,
        scheme=parts.scheme,
        user_agent=USER_AGENT,
        adapter_factory=lambda **_: SharedSessionAdapter(session),
    )
    source = RemoteGeocoder("nominatim", geocoder)
    return Remembered(source, geocodes, scope=domain, per_second=1.0 if parts.hostname == PUBLIC_HOST else 0.0)
