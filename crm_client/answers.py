"""What a server's answer means: rows, or the error that says what to do next. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from yarl import URL

from crm_client.errors import Complaint, DeskError, Misconfigured, NotFound, OutcomeUnknown, Refused, TryLater
from crm_client.payloads import Row, UnreadableError, rows
from crm_client.readers import complaints_from

NOTHING_DONE = frozenset({425, 429, 503})
"""The server says it has not even begun."""
OURS_TO_MEND = frozenset({401, 403, 405, 407, 410, 415})


@dataclass(frozen=True, slots=True)
class Answer:
    rows: tuple[Row, ...]
    headers: Mapping[str, str]
    """Looked up whatever their case."""


def read_answer(
    url: URL,
    status_code: int,
    body: bytes,
    charset: str | None,
    headers: Mapping[str, str],
    *,
    changing: bool = False,
) -> Answer:
    """The rows of a good answer. `changing` says that the request may have changed something if we cannot tell."""
    try:
        found = rows(body, charset)
        readable = True
    except UnreadableError:
        found, readable = [], False
    good = HTTPStatus.OK <= status_code < HTTPStatus.MULTIPLE_CHOICES
    if good and readable and not (found and _are_errors(found)):
        return Answer(tuple(found), headers)
    complaints = complaints_from(found)
    code = _worst(status_code, complaints) if readable else status_code
    raise _error(place_of(url), code, complaints, headers, readable=readable, changing=changing)


def place_of(url: URL) -> str:
    """Where, for the log: never the query, which holds the api_key."""
    return str(url.with_query(None).with_user(None))


def _are_errors(found: list[Row]) -> bool:
    """An error in the clothes of a 200: every row complains, with a three-digit code."""
    coded = all(len(str(row.get("code", ""))) == len("400") and str(row["code"]).isdecimal() for row in found)
    return coded and len(complaints_from(found)) == len(found)


def _worst(status_code: int, complaints: tuple[Complaint, ...]) -> int:
    """The body's code where it is worse news: the standard lets servers answer 400 for "the CRM is down"."""
    codes = (
        int(complaint.code)
        for complaint in complaints
        if complaint.code.isdecimal() and len(complaint.code) == len("400")
    )
    worse = [code for code in codes if code >= HTTPStatus.BAD_REQUEST]
    return max([status_code, *worse]) if status_code <= HTTPStatus.BAD_REQUEST else status_code


def _error(
    place: str,
    code: int,
    complaints: tuple[Complaint, ...],
    headers: Mapping[str, str],
    *,
    readable: bool,
    changing: bool,
) -> DeskError:
    reason = f"{place} answered {code}" + ("" if readable else " with a page that is not GeoReport")
    if code in NOTHING_DONE:
        return TryLater(
            reason, status_code=code, complaints=complaints, retry_after=_seconds(headers.get("retry-after"))
        )
    if code in OURS_TO_MEND or HTTPStatus.MULTIPLE_CHOICES <= code < HTTPStatus.BAD_REQUEST:
        return Misconfigured(reason + _moved(headers), status_code=code, complaints=complaints)
    if code == HTTPStatus.NOT_FOUND:
        # A 404 that is not GeoReport's own means a wrong address of ours, not a wrong id.
        kind = NotFound if complaints or not changing else Misconfigured
        return kind(reason, status_code=code, complaints=complaints)
    if (
        HTTPStatus.BAD_REQUEST <= code < HTTPStatus.INTERNAL_SERVER_ERROR
        and code != HTTPStatus.REQUEST_TIMEOUT
        and readable
    ):
        return Refused(reason, status_code=code, complaints=complaints)
    unsure = OutcomeUnknown if changing else TryLater
    return unsure(reason, status_code=code, complaints=complaints)


def _moved(headers: Mapping[str, str]) -> str:
    target = headers.get("location", "").split("?")[0]
    return f"; it has moved to {target}" if target else ""


def _seconds(written: str | None) -> float | None:
    """Retry-After in seconds; its date form is rare, and an own back-off does as well."""
    return float(written) if written and written.strip().isdecimal() else None
