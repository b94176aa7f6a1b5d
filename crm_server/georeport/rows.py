"""Service requests as GeoReport tells them."""

from collections.abc import Iterable, Mapping, Sequence

from crm_server.catalogue import Attribute, Catalogue
from crm_server.georeport.answers import Row
from crm_server.georeport.times import stamp, stamp_or_none
from crm_server.lookup import Note, Told
from crm_server.tables import Change, number


def request_row(request: Told, catalogue: Catalogue) -> Row:
    crew = {"extended_attributes": _crew_photo(request)} if request.crew_media_url else {}
    return _row(request, catalogue) | crew


def extended_row(request: Told, notes: Sequence[Note], catalogue: Catalogue) -> Row:
    return _row(request, catalogue) | _extensions(request, notes, catalogue)


def _row(request: Told, catalogue: Catalogue) -> Row:
    service = catalogue.services.get(request.service_code)
    return {
        "service_request_id": number(request.id),
        "status": request.status,
        "status_notes": request.status_notes or None,
        "service_name": catalogue.name(request.service_code),
        "service_code": request.service_code,
        "description": request.description or None,
        "agency_responsible": (service.department if service else "") or None,
        "service_notice": request.filed_notice or None,
        "requested_datetime": stamp(request.requested_datetime),
        "updated_datetime": stamp(request.updated_datetime),
        "expected_datetime": stamp_or_none(request.expected_datetime),
        "address": request.address or None,
        "address_id": request.address_id or None,
        "zipcode": request.zipcode or None,
        "lat": request.lat,
        "long": request.long,
        "media_url": next(iter(request.media_urls), None),
        "extended_status": request.extended_status,
    }


def _extensions(request: Told, notes: Sequence[Note], catalogue: Catalogue) -> Row:
    return {
        "attributes": answers_of(request.service_code, request.attributes, catalogue),
        "extended_attributes": {
            "extended_status": request.extended_status,
            "channel": request.channel or None,
            "language": request.language or None,
            "area": request.area or None,
            "duplicate": request.duplicate_of is not None,
            "parent_service_request_id": number(request.duplicate_of) if request.duplicate_of else None,
            "closed_datetime": stamp_or_none(request.closed_datetime),
            **_crew_photo(request),
            "photos": [{"media_url": url, "title": "resident"} for url in request.media_urls]
            + [{"media_url": url, "title": "crew"} for url in [request.crew_media_url] if url],
        },
        "notes": [_note(note, catalogue) for note in notes],
    }


def _crew_photo(request: Told) -> Row:
    return {"crew_media_url": request.crew_media_url or None}


def answers_of(service_code: str, answers: Mapping[str, Sequence[str]], catalogue: Catalogue) -> list[Row]:
    """`answers`: attribute code to value keys or texts."""
    service = catalogue.services.get(service_code)
    asked = {attribute.code: attribute for attribute in (service.attributes if service else ())}
    return [
        {
            "code": code,
            "label": asked[code].description if code in asked else code,
            "values": [{"key": key, "name": _name(asked, code, key)} for key in keys],
        }
        for code, keys in answers.items()
    ]


def _name(asked: Mapping[str, Attribute], code: str, key: str) -> str:
    values = asked[code].values if code in asked else ()
    return next((value.name for value in values if value.key == key), key)


def _note(change: Note, catalogue: Catalogue) -> Row:
    return {
        "datetime": stamp(change.at),
        "type": change.what,
        "description": change.note or _said(change, catalogue) or None,
        "status": change.status,
        "extended_status": change.extended_status,
        "media_url": change.media_url or None,
    }


def update_rows(changes: Iterable[Change], catalogue: Catalogue) -> list[Row]:
    return [
        {
            "update_id": change.update_id or str(change.id),
            "service_request_id": change.request.service_request_id,
            "status": change.extended_status,
            "updated_datetime": stamp(change.at),
            "description": change.note or _said(change, catalogue),
            "media_url": change.media_url or None,
        }
        for change in changes
    ]


def _said(change: Change | Note, catalogue: Catalogue) -> str:
    """A change that comes without words, in words for the resident."""
    match change.what:
        case "claimed":
            return "Someone is on it."
        case "service corrected":
            return f"Now filed as {catalogue.name(change.after)}."
        case "place corrected":
            return f"The place is now {change.after}."
        case _:
            return ""
