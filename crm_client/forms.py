"""From our models to form fields, as one server wants them. Empty fields are never sent: blanks break real servers."""

from collections.abc import Iterable
from datetime import UTC, datetime

from crm_client.models import Feedback, NewServiceRequest, NewUpdate
from crm_client.profile import Profile

Fields = list[tuple[str, str]]

CUT = " […]"


def new_request_fields(request: NewServiceRequest, profile: Profile) -> Fields:
    plain = [
        ("service_code", request.service_code),
        *_location(request, profile),
        ("description", shortened(request.description, profile.description_limit)),
        ("email", request.email or profile.email),
        ("device_id", request.device_id),
        ("account_id", request.account_id),
        ("first_name", request.first_name),
        ("last_name", request.last_name),
        ("phone", request.phone),
        *_media(request.media_urls, profile),
        *_attributes(request.attributes, profile),
    ]
    ours = [("channel", request.channel), ("language", request.language)] if profile.keeps_channel else []
    return filled([*plain, *ours])


def _location(request: NewServiceRequest, profile: Profile) -> Fields:
    """Everything we know, unless the server can take only one kind; then the other kind where that one is unknown."""
    point = [("lat", degrees(request.point.lat)), ("long", degrees(request.point.long))] if request.point else []
    address = filled([("address_string", request.address_string), ("address_id", request.address_id)])
    match profile.location:
        case "point":
            return point or address
        case "address":
            return address or point
        case "both":
            return [*point, *address]


def _media(urls: tuple[str, ...], profile: Profile) -> Fields:
    return [("media_url", url) for url in (urls if profile.media == "urls" else urls[:1])]


def _attributes(attributes: Iterable[tuple[str, str | tuple[str, ...]]], profile: Profile) -> Fields:
    many = "attribute[{}][]" if profile.multivalue == "brackets" else "attribute[{}]"
    fields: Fields = []
    for code, answer in attributes:
        if isinstance(answer, str):
            fields.append((f"attribute[{code}]", answer))
        else:
            fields.extend((many.format(code), key) for key in answer)
    return fields


def update_fields(update: NewUpdate, profile: Profile) -> Fields:
    status = update.status.upper() if profile.capital_statuses else update.status.lower()
    return filled(
        [
            ("service_request_id", update.service_request_id),
            ("update_id", update.update_id),
            ("status", status),
            ("description", shortened(update.description, profile.description_limit)),
            ("updated_datetime", stamp(update.updated_datetime)),
            ("email", update.email),
            *_media(update.media_urls, profile),
        ]
    )


def feedback_fields(feedback: Feedback) -> Fields:
    return filled(
        [
            ("update_id", feedback.update_id),
            ("fixed", feedback.fixed),
            ("rating", "" if feedback.rating is None else str(feedback.rating)),
            ("comment", feedback.comment),
            ("channel", feedback.channel),
            ("language", feedback.language),
        ]
    )


def filled(fields: Iterable[tuple[str, str]]) -> Fields:
    return [(name, value) for name, value in fields if value.strip()]


def shortened(description: str, limit: int) -> str:
    """At most `limit` characters, with a mark where words were lost."""
    return description if len(description) <= limit else description[: limit - len(CUT)].rstrip() + CUT


def degrees(value: float) -> str:
    """Seven decimals (a centimetre) and never an exponent, which strict servers do not read as a number."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def stamp(at: datetime) -> str:
    """Whole seconds in UTC, marked Z: the one form that every server reads."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
