"""Where a server keeps things. Pure."""

from dataclasses import dataclass
from urllib.parse import quote

from yarl import URL

from crm_client.errors import Misconfigured
from crm_client.forms import Fields
from crm_client.profile import Profile


@dataclass(frozen=True, slots=True)
class Addresses:
    base_url: str
    """Up to and with the version: `https://city.example/open311/v2`."""
    profile: Profile

    def __post_init__(self) -> None:
        url = URL(self.base_url)
        if url.scheme not in {"http", "https"} or not url.host:
            raise Misconfigured(
                "the CRM's address must begin with https:// (or http://) and a host, and end in /open311/v2"
            )

    def discovery(self) -> URL:
        return self._url(self.profile.discovery_path, [])

    def services(self, query: Fields) -> URL:
        return self._url(self.profile.services_path, query)

    def service(self, service_code: str, query: Fields) -> URL:
        return self._url(self.profile.service_path, query, service_code)

    def requests(self, query: Fields) -> URL:
        return self._url(self.profile.requests_path, query)

    def request(self, service_request_id: str, query: Fields) -> URL:
        return self._url(self.profile.request_path, query, service_request_id)

    def token(self, token: str, query: Fields) -> URL:
        return self._url(self.profile.token_path, query, token)

    def updates(self, query: Fields) -> URL:
        return self._url(self.profile.updates_path, query)

    def feedback(self, service_request_id: str) -> URL:
        return self._url(self.profile.feedback_path, [], service_request_id)

    def _url(self, path: str, query: Fields, part: str = "") -> URL:
        suffix = f".{self.profile.format}" if self.profile.suffix else ""
        where = path.format(quote(part, safe=""))
        return URL(f"{self.base_url.rstrip('/')}/{where}{suffix}", encoded=True).with_query(query or None)
