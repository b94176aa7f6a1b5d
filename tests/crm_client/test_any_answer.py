"""Whatever a server sends, the client reads it or says that it cannot; it never falls over."""

import json
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from crm_client.answers import read_answer
from crm_client.errors import DeskError
from crm_client.payloads import UnreadableError, rows
from crm_client.readers import (
    complaints_from,
    definition_from,
    discovery_from,
    filed_from,
    requests_from,
    services_from,
    updates_from,
)

PLACE = URL("https://city.example/v2")
FIELDS = st.sampled_from(
    ["service_request_id", "status", "service_code", "metadata", "keywords", "group", "groups", "attributes", "code", "datatype", "values",
     "key", "name", "order", "depends_on", "dependencies", "requested_datetime", "updated_datetime", "lat", "long", "media_url",
     "extended_attributes", "endpoints", "extensions", "formats", "token", "description", "detail", "update_id", "errors", "requests"]
)  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["2026-03-02T12:00:00Z", "true", "7"]),
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS, inner, max_size=6), max_leaves=20
)
TAGS = st.sampled_from(
    ["services", "service", "attributes", "attribute", "values", "value", "key", "media_url", "depends_on", "html"]
)
XML = st.recursive(
    st.text("ab0 ", max_size=4),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


def read_everything(found):
    services_from(found)
    definition_from("A", found)
    list(requests_from(found, UTC))
    updates_from(found, UTC)
    complaints_from(found)
    for row in found:
        filed_from(row)
        discovery_from(row)


@given(JSON)
@settings(max_examples=300)
def test_any_json(data):
    try:
        found = rows(json.dumps(data).encode())
    except UnreadableError:
        return
    read_everything(found)


@given(XML)
@settings(max_examples=300)
def test_any_xml(document):
    try:
        found = rows(document.encode())
    except UnreadableError:
        return
    read_everything(found)


@given(
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "latin-1", "utf-16", "nonsense", "idna", "rot13", "base64"]),
)
def test_any_bytes_in_any_charset(body, charset):
    try:
        read_everything(rows(body, charset))
    except UnreadableError:
        return


@given(st.integers(200, 599), JSON, st.booleans())
def test_any_status(status, data, changing):
    try:
        read_answer(PLACE, status, json.dumps(data).encode(), None, {}, changing=changing)
    except DeskError:
        return
