"""mySociety's servicerequestupdates: what happened to requests, and what residents add to them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from crm_server import changes
from crm_server.crm import Crm
from crm_server.forms import Form
from crm_server.georeport.answers import Answer, answer
from crm_server.georeport.call import Call, in_thread
from crm_server.georeport.errors import GeoReportError
from crm_server.georeport.intake import LONGEST_DESCRIPTION, is_web_url
from crm_server.georeport.listing import listing
from crm_server.georeport.photos import keep_photos
from crm_server.georeport.rows import update_rows
from crm_server.georeport.times import moment
from crm_server.history import Author
from crm_server.reasons import EXTENDED_STATUSES
from crm_server.store import list_changes, lock_request
from crm_server.tables import Change

REOPENS = ("reopen", "open")
LONGEST_ID = 200


@in_thread
def updates(call: Call) -> Answer:
    """`start_date` and `end_date` are about the updates here, and both ends belong to the span."""
    wanted = listing(call.query, call.crm.time_zone, call.crm.clock())
    with call.crm.database.reading() as session:
        rows = update_rows(list_changes(session, wanted), call.crm.catalogue)
    return answer(call.format, "service_request_updates", rows)


@in_thread
def post_update(call: Call) -> Answer:
    """`reopen` (or `open` for a closed one) puts it back into the queue; anything else adds the words to it.

    Only the crew closes: an update that says `fixed` is kept as what the resident says.
    """
    _check(call.form, call.crm)
    with call.crm.database.reading() as session:
        earlier = _sent_before(session, call.form)
    update_id = earlier or _add_update(call.crm, call.form)
    return answer(call.format, "service_request_updates", [{"update_id": update_id}], 201)


def _check(form: Form, crm: Crm) -> None:
    wrong = []
    if not form.text("service_request_id"):
        wrong.append("service_request_id is missing.")
    if _status(form) not in EXTENDED_STATUSES:
        wrong.append(
            f"status {form.text('status')[:30]!r} is not known here; use reopen, or leave it out to add a comment."
        )
    if len(form.text("description")) > LONGEST_DESCRIPTION:
        wrong.append(f"The description may have at most {LONGEST_DESCRIPTION} characters.")
    if len(form.text("update_id")) > LONGEST_ID:
        wrong.append(f"The update_id may have at most {LONGEST_ID} characters.")
    wrong += [f"media_url {url[:80]!r} is not a web address." for url in form.texts("media_url") if not is_web_url(url)]
    wrong += _wrong_time(form, crm)
    if wrong:
        raise GeoReportError(400, *wrong)


def _wrong_time(form: Form, crm: Crm) -> list[str]:
    try:
        moment(form.text("updated_datetime") or "2000-01-01", crm.time_zone)
    except ValueError:
        return ["updated_datetime should be a time like 2026-05-01T09:30:00Z."]
    return []


def _status(form: Form) -> str:
    return form.text("status").lower().replace(" ", "_") or "unchanged"


def _sent_before(session: Session, form: Form) -> str | None:
    update_id = form.text("update_id")
    return session.scalar(select(Change.update_id).where(Change.update_id == update_id)) if update_id else None


def _add_update(crm: Crm, form: Form) -> str:
    media_urls = [*form.texts("media_url"), *keep_photos(crm, form)]
    try:
        with crm.database.writing.begin() as session:
            change = _apply(session, crm, form, media_urls)
            session.flush()
            return change.update_id or str(change.id)
    except IntegrityError:
        if update_id := form.text("update_id"):  # sent twice at the same moment; the other one did it
            return update_id
        raise


def _apply(session: Session, crm: Crm, form: Form, media_urls: Sequence[str]) -> Change:
    request = lock_request(session, form.text("service_request_id"))
    if request is None:
        raise no_such_request(form.text("service_request_id"))
    by = Author("resident", crm.clock())
    words, update_id = form.text("description"), form.text("update_id") or None
    if request.status == "closed" and _status(form) in REOPENS:
        expected = crm.catalogue.expected(request.service_code, by.at)
        return changes.reopen(session, request, by, words, expected, media_urls=media_urls, update_id=update_id)
    return changes.comment(session, request, by, words, media_urls=media_urls, update_id=update_id)


def no_such_request(service_request_id: str) -> GeoReportError:
    return GeoReportError(404, f"There is no request with service_request_id {service_request_id[:50]}.")
