import pytest
from aiohttp import web

from crm_client import Misconfigured, Profile, detected_profile

ONE = [{"service_code": "7", "service_name": "Lamp"}]
XML = "<services><service><service_code>7</service_code></service></services>"


async def only_with_key(request):
    if request.query.get("api_key") != "k":
        return web.json_response([{"code": 403, "description": "Key."}], status=403)
    return web.json_response(ONE)


SERVERS = {
    "JSON": ("services.json", web.json_response(ONE), Profile()),
    "XML only": ("services.xml", web.Response(text=XML, content_type="text/xml"), Profile(format="xml")),
    "no ending": ("services", web.json_response(ONE), Profile(suffix=False)),
    "key for reading": ("services.json", only_with_key, Profile(key_on_get=True)),
}


@pytest.mark.parametrize(("path", "answer", "expected"), SERVERS.values(), ids=SERVERS)
async def test_the_form_a_server_answers_in(city, session, path, answer, expected):
    city.answers("GET", path, answer)
    assert await detected_profile(city.url, session, api_key="k") == expected


async def test_none_at_all(city, session):
    with pytest.raises(Misconfigured):
        await detected_profile(city.url, session)
