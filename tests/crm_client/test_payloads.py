"""Bodies as real servers write them; the texts are ours."""

import pytest

from crm_client.payloads import UnreadableError, rows

BODIES = {
    "a JSON list": (b'[{"service_code": "A"}, {"service_code": "B"}]', [{"service_code": "A"}, {"service_code": "B"}]),
    "one JSON object": (b'{"service_request_id": "7"}', [{"service_request_id": "7"}]),
    "numbers keep their shape": (
        b'[{"service_request_id": 120, "zipcode": 2108}]',
        [{"service_request_id": "120", "zipcode": "2108"}],
    ),
    "numbers with leading zeros, as in the standard's samples": (
        b'[{"service_code":001, "k":[012]}]',
        [{"service_code": "001", "k": ["012"]}],
    ),
    "id zero": (b'[{"service_request_id": 0}]', [{"service_request_id": "0"}]),
    "wrapped list": (b'{"service_requests": [{"status": "open"}]}', [{"status": "open"}]),
    "wrapped single": (b'{"requests": {"request": {"status": "open"}}}', [{"status": "open"}]),
    "wrapped with counts beside it": (b'{"total": 1, "results": [{"status": "open"}]}', [{"status": "open"}]),
    "errors wrapped": (b'{"errors": [{"code": 400, "description": "no"}]}', [{"code": "400", "description": "no"}]),
    "byte order mark": (b'\xef\xbb\xbf[{"a": "b"}]', [{"a": "b"}]),
    "line breaks inside a JSON text": (b'[{"a": "b\nc"}]', [{"a": "b\nc"}]),
    "not a number": (b'[{"lat": NaN}]', [{"lat": None}]),
    "nothing at all": (b"  ", []),
    "empty list": (b"[]", []),
    "empty object": (b"{}", []),
    "rows that are none": (b'[null, "x", {"a": "b"}]', [{"a": "b"}]),
    "XML list": (
        (
            b"<?xml version='1.0' encoding='utf-8'?><services><service><service_code> 001 </service_code></service>"
            b"<service><service_code>002</service_code></service></services>"
        ),
        [{"service_code": "001"}, {"service_code": "002"}],
    ),
    "XML list of one": (
        b"<services><service><service_code>001</service_code></service></services>",
        [{"service_code": "001"}],
    ),
    "XML empty list": (b"<service_requests></service_requests>", []),
    "XML empty element": (b"<requests><request><address_id/></request></requests>", [{"address_id": ""}]),
    "XML single object": (b"<request><status>open</status><lat>1</lat></request>", [{"status": "open", "lat": "1"}]),
    "XML repeated element": (
        b"<requests><request><media_url>a</media_url><media_url>b</media_url></request></requests>",
        [{"media_url": ["a", "b"]}],
    ),
    "XML definition with one attribute and one value": (
        (
            b"<service_definition><service_code>A</service_code><attributes><attribute><code>k</code><values><value><key>1</key>"
            b"<name>one</name></value></values></attribute></attributes></service_definition>"
        ),
        [{"service_code": "A", "attributes": [{"code": "k", "values": [{"key": "1", "name": "one"}]}]}],
    ),
    "XML errors": (
        b"<errors><error><code>404</code><description>no</description></error></errors>",
        [{"code": "404", "description": "no"}],
    ),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_rows(body, expected):
    assert rows(body) == expected


UNREADABLE = {
    "an HTML page": b"<!DOCTYPE html><html><body><p>Maintenance</p></body></html>",
    "an HTML page that is XML": b"<html><body><p>Maintenance</p></body></html>",
    "a plain sentence": b"Service unavailable",
    "half a JSON": b'[{"service_request_id": "1',
    "half an XML": b"<requests><request>",
    "an XML bomb": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><services><service><service_code>&a;</service_code></service></services>',
    "a JSON text": b'"ok"',
    "JSON without a bottom": b"[" * 100_000,
    "XML without a bottom": b"<a>" * 5_000 + b"</a>" * 5_000,
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_pages_that_are_not_georeport_are_named_so(body):
    with pytest.raises(UnreadableError):
        rows(body)


CHARSETS = [
    ("utf-8 under a wrong label", '[{"a": "calle Peñón"}]'.encode(), "iso-8859-1"),
    ("as labelled", '[{"a": "calle Peñón"}]'.encode("iso-8859-1"), "iso-8859-1"),
    ("not labelled", '[{"a": "calle Peñón"}]'.encode("cp1252"), None),
    ("a label nobody knows", '[{"a": "calle Peñón"}]'.encode("cp1252"), "klingon"),
    (
        "XML that says latin-1 and is utf-8",
        '<?xml version="1.0" encoding="iso-8859-1"?><r><s><a>calle Peñón</a></s></r>'.encode(),
        None,
    ),
]


@pytest.mark.parametrize(("body", "charset"), [row[1:] for row in CHARSETS], ids=[row[0] for row in CHARSETS])
def test_charsets(body, charset):
    assert rows(body, charset) == [{"a": "calle Peñón"}]
