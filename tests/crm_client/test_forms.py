from datetime import datetime, timedelta, timezone

import pytest

from crm_client import Feedback, NewServiceRequest, NewUpdate, Point, Profile
from crm_client.forms import degrees, feedback_fields, new_request_fields, shortened, update_fields

HERE = Point(42.3601, -71.0589)


def test_only_what_is_known_is_sent():
    fields = new_request_fields(NewServiceRequest("POTHOLE", "Deep.", HERE, channel="sms", language="es"), Profile())
    assert fields == [("service_code", "POTHOLE"), ("lat", "42.3601"), ("long", "-71.0589"), ("description", "Deep.")]


def test_channel_and_language_go_to_a_server_that_keeps_them():
    fields = new_request_fields(NewServiceRequest("POTHOLE", channel="sms", language="es"), Profile(keeps_channel=True))
    assert fields[-2:] == [("channel", "sms"), ("language", "es")]


LOCATIONS = [
    ("both", HERE, "12 Elm St", ["lat", "long", "address_string"]),
    ("point", HERE, "12 Elm St", ["lat", "long"]),
    ("address", HERE, "12 Elm St", ["address_string"]),
    ("point", None, "12 Elm St", ["address_string"]),
    ("address", HERE, "", ["lat", "long"]),
]


@pytest.mark.parametrize(("location", "point", "address", "expected"), LOCATIONS)
def test_the_kind_of_location_a_server_takes(location, point, address, expected):
    fields = new_request_fields(NewServiceRequest("A", point=point, address_string=address), Profile(location=location))
    assert [name for name, _ in fields][1:] == expected


def test_answers_of_several_values_are_repeated():
    request = NewServiceRequest("A", attributes=(("depth", "10"), ("on", ("wall", "sign")), ("note", "")))
    assert new_request_fields(request, Profile())[1:] == [
        ("attribute[depth]", "10"),
        ("attribute[on][]", "wall"),
        ("attribute[on][]", "sign"),
    ]
    assert new_request_fields(request, Profile(multivalue="plain"))[2:] == [
        ("attribute[on]", "wall"),
        ("attribute[on]", "sign"),
    ]


def test_photos_and_mandatory_email():
    request = NewServiceRequest("A", media_urls=("https://a.example/1", "https://a.example/2"))
    assert new_request_fields(request, Profile())[1:] == [("media_url", "https://a.example/1")]
    assert len(new_request_fields(request, Profile(media="urls"))) == 3
    assert ("email", "311@example.org") in new_request_fields(request, Profile(email="311@example.org"))


@pytest.mark.parametrize(
    ("value", "written"), [(42.0, "42"), (-0.00001, "-0.00001"), (1e-9, "0"), (-71.05891234567, "-71.0589123")]
)
def test_degrees_never_have_an_exponent(value, written):
    assert degrees(value) == written


def test_long_descriptions_say_that_words_were_lost():
    assert shortened("a" * 10, 10) == "a" * 10
    assert shortened("a" * 11, 10) == "a" * 6 + " […]"


def test_updates_and_feedback():
    at = datetime(2026, 3, 2, 7, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    update = NewUpdate("7", "u1", "reopen", "Still there.", at)
    assert update_fields(update, Profile(capital_statuses=True)) == [
        ("service_request_id", "7"),
        ("update_id", "u1"),
        ("status", "REOPEN"),
        ("description", "Still there."),
        ("updated_datetime", "2026-03-02T12:00:00Z"),
    ]
    assert feedback_fields(Feedback("7", "f1", rating=5)) == [("update_id", "f1"), ("rating", "5")]
