"""From the form of a POST to a new service request, or to everything that is wrong with it. Pure."""

import math
from urllib.parse import urlsplit

from crm_server.catalogue import Catalogue, Service
from crm_server.filing import NewServiceRequest
from crm_server.forms import Form
from crm_server.georeport.attributes import answers_in, check_answers
from crm_server.georeport.errors import GeoReportError

LONGEST_DESCRIPTION = 4000
LONGEST_FIELD = 500
LONGEST_KEY = 200
REPORTER_FIELDS = ("first_name", "last_name", "phone", "email", "account_id", "device_id")
PLAIN_FIELDS = (*REPORTER_FIELDS, "address_string", "address_id", "zipcode", "area", "channel", "language")


def new_request(form: Form, catalogue: Catalogue, idempotency_key: str | None = None) -> NewServiceRequest:
    """Raises GeoReportError that names everything to mend at once."""
    service = _service(form, catalogue)
    lat, long, wrong = _point(form)
    attributes, wrong_answers = check_answers(service, answers_in(form.fields), catalogue.working_hours.time_zone)
    wrong = [*wrong, *_wrong_location(form), *wrong_answers, *_too_long(form), *_wrong_urls(form)]
    if idempotency_key and len(idempotency_key) > LONGEST_KEY:
        wrong.append(f"The Idempotency-Key may have at most {LONGEST_KEY} characters.")
    if wrong:
        raise GeoReportError(400, *wrong)
    return NewServiceRequest(
        service_code=service.service_code,
        description=form.text("description"),
        lat=lat,
        long=long,
        address=form.text("address_string"),
        address_id=form.text("address_id"),
        zipcode=form.text("zipcode"),
        area=form.text("area"),
        attributes=attributes,
        media_urls=tuple(_media_urls(form)),
        reporter={name: value for name in REPORTER_FIELDS if (value := form.text(name))},
        channel=form.text("channel"),
        language=form.text("language"),
        idempotency_key=idempotency_key or None,
    )


def _service(form: Form, catalogue: Catalogue) -> Service:
    service_code = form.text("service_code")
    if not service_code:
        raise GeoReportError(400, "service_code is missing: say what kind of problem it is.")
    service = catalogue.services.get(service_code)
    if service is None:
        raise GeoReportError(
            404, f"There is no service with service_code {service_code[:50]}; services.json lists them."
        )
    return service


def _point(form: Form) -> tuple[float | None, float | None, list[str]]:
    lat, wrong_lat = _degrees(form.text("lat"), "lat", 90)
    long, wrong_long = _degrees(form.text("long"), "long", 180)
    wrong = [*wrong_lat, *wrong_long]
    if not wrong and (lat is None) != (long is None):
        wrong = ["A point needs both lat and long."]
    return lat, long, wrong


def _degrees(text: str, name: str, most: int) -> tuple[float | None, list[str]]:
    if not text:
        return None, []
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if abs(value) <= most:
        return value, []
    return None, [f"{name} should be degrees between -{most} and {most}, such as 42.36; it is {text[:30]!r}."]


def _wrong_location(form: Form) -> list[str]:
    if any(map(form.text, ("lat", "long", "address_string", "address_id"))):
        return []
    return ["Say where it is: lat and long, or address_string, or address_id."]


def _too_long(form: Form) -> list[str]:
    wrong = [
        f"{name} may have at most {LONGEST_FIELD} characters."
        for name in PLAIN_FIELDS
        if len(form.text(name)) > LONGEST_FIELD
    ]
    if len(form.text("description")) > LONGEST_DESCRIPTION:
        wrong.append(f"The description may have at most {LONGEST_DESCRIPTION} characters.")
    return wrong


def _media_urls(form: Form) -> list[str]:
    return form.texts("media_url", "media_url[]")


def _wrong_urls(form: Form) -> list[str]:
    return [
        f"media_url should be the http or https address of a photo; it is {url[:80]!r}."
        for url in _media_urls(form)
        if not is_web_url(url)
    ]


def is_web_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and len(text) <= 2000
        and not set(text) & set(" <>\"'")
    )
