"""What can be done to a service request. Each function sets its new state and appends one line of history.

All raise NotPossibleError when the request is not in a state for it. The caller commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crm_server.catalogue import Catalogue
from crm_server.history import Author, NotPossibleError, append
from crm_server.reasons import CLOSE_REASONS, words_to_resident
from crm_server.tables import Change, ServiceRequest


def claim(session: Session, request: ServiceRequest, by: Author) -> Change:
    _must_be_open(request)
    before, request.claimed_by = request.claimed_by, by.name
    request.extended_status = "in_progress"
    return append(session, request, by, "claimed", before=before, after=by.name)


def release(session: Session, request: ServiceRequest, by: Author) -> Change:
    _must_be_open(request)
    before, request.claimed_by = request.claimed_by, ""
    request.extended_status = "open"
    return append(session, request, by, "released", before=before)


def close(
    session: Session, request: ServiceRequest, by: Author, reason: str, *, note: str = "", media_url: str = ""
) -> Change:
    if reason not in CLOSE_REASONS or reason == "duplicate":
        raise NotPossibleError("Choose why it is closed.")
    return _close(session, request, by, reason, words_to_resident(reason, note), media_url=media_url)


def merge(session: Session, request: ServiceRequest, by: Author, kept: ServiceRequest, note: str = "") -> Change:
    """Closes `request` as a duplicate of `kept`, or of what that is itself a duplicate of."""
    _must_be_open(request)
    while kept.duplicate_of and (further := session.get(ServiceRequest, kept.duplicate_of)):
        kept = further
    if kept.id == request.id:
        raise NotPossibleError("A request cannot be a duplicate of itself; give the number of the other one.")
    request.duplicate_of = kept.id
    said = f"{words_to_resident('duplicate', '')} Its number is {kept.service_request_id}. {note}".strip()
    return _close(session, request, by, "duplicate", said)


def _close(
    session: Session, request: ServiceRequest, by: Author, reason: str, said: str, *, media_url: str = ""
) -> Change:
    _must_be_open(request)
    request.status, request.extended_status = "closed", CLOSE_REASONS[reason].extended_status
    request.close_reason, request.status_notes = reason, said
    request.closed_datetime = by.at
    if media_url:
        request.crew_media_url = media_url
    return append(session, request, by, "closed", before="open", after=reason, note=said, media_url=media_url)


def reopen(
    session: Session,
    request: ServiceRequest,
    by: Author,
    words: str,
    expected: datetime | None,
    *,
    media_urls: Sequence[str] = (),
    update_id: str | None = None,
) -> Change:
    """Puts a closed request back into everybody's queue; `expected` is its new promise."""
    if request.status != "closed":
        raise NotPossibleError("It is already open.")
    before = request.close_reason
    request.status = request.extended_status = "open"
    request.close_reason = request.claimed_by = request.status_notes = ""
    request.closed_datetime = request.duplicate_of = None
    request.expected_datetime = expected
    _add_photos(request, media_urls)
    return append(
        session,
        request,
        by,
        "reopened",
        before=before,
        after="open",
        note=words,
        media_url=next(iter(media_urls), ""),
        update_id=update_id,
    )


def comment(
    session: Session,
    request: ServiceRequest,
    by: Author,
    words: str,
    *,
    media_urls: Sequence[str] = (),
    update_id: str | None = None,
) -> Change:
    """A resident's words about a request. The time a closed one was closed stays what it was."""
    _add_photos(request, media_urls)
    return append(
        session,
        request,
        by,
        "comment",
        note=words,
        media_url=next(iter(media_urls), ""),
        public=request.status == "open",
        prompt=False,
        update_id=update_id,
    )


def staff_note(session: Session, request: ServiceRequest, by: Author, words: str, media_url: str = "") -> Change:
    """For colleagues only."""
    if not words and not media_url:
        raise NotPossibleError("The note is empty; write something.")
    return append(session, request, by, "note", note=words, media_url=media_url, public=False)


@dataclass(frozen=True, slots=True)
class Place:
    lat: float | None
    long: float | None
    address: str
    area: str

    def __str__(self) -> str:
        point = "" if self.lat is None else f" ({self.lat:.6f}, {self.long:.6f})"
        return f"{self.address}{point}".strip()


def correct_place(session: Session, request: ServiceRequest, by: Author, place: Place) -> Change:
    _must_be_open(request)
    before = Place(request.lat, request.long, request.address, request.area)
    if str(before) == str(place):
        raise NotPossibleError("It already has this place.")
    request.lat, request.long, request.address, request.area = place.lat, place.long, place.address, place.area
    return append(session, request, by, "place corrected", before=str(before), after=str(place))


def correct_service(
    session: Session, request: ServiceRequest, by: Author, service_code: str, catalogue: Catalogue
) -> Change:
    """The promise becomes the right service's, counted from when the resident reported it."""
    _must_be_open(request)
    if service_code not in catalogue.services or service_code == request.service_code:
        raise NotPossibleError("Choose a different type.")
    before, request.service_code = request.service_code, service_code
    request.target_datetime = catalogue.expected(service_code, request.requested_datetime)
    request.expected_datetime = request.target_datetime
    return append(session, request, by, "service corrected", before=before, after=service_code)


def _add_photos(request: ServiceRequest, media_urls: Sequence[str]) -> None:
    if media_urls:
        request.media_urls = [*request.media_urls, *media_urls]  # a new list: SQLAlchemy does not see into JSON


def _must_be_open(request: ServiceRequest) -> None:
    if request.status == "closed":
        raise NotPossibleError(f"Request {request.service_request_id} is closed; reopen it first.")
