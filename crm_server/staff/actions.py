"""What staff do with a request: one address, one function each."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from crm_server import changes
from crm_server.crm import Crm, CrmDep
from crm_server.forms import Form
from crm_server.history import Author, NotPossibleError
from crm_server.media import PhotoRefusedError, keep_photo
from crm_server.staff.cookies import StaffMember
from crm_server.staff.distance import parse_point
from crm_server.staff.request_page import show_request
from crm_server.staff.signed_in import OwnFormDep, StaffDep
from crm_server.store import find_request, lock_request
from crm_server.tables import ServiceRequest

router = APIRouter()

LONGEST_NOTE = 2000
LONGEST_ADDRESS = 500
CHANGED = (
    "Somebody else changed this request while you were looking at it. Nothing of yours was saved; "
    "look at what is new, then try again."
)


class ChangedMeanwhileError(Exception):
    """Somebody else changed the request after this page was drawn."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One form that was sent: all that an action may need."""

    session: Session
    request: ServiceRequest
    by: Author
    form: Form
    note: str
    photo: str
    """The address of the photo that came along; empty if none did."""
    crm: Crm


def _claim(doing: Doing) -> str:
    changes.claim(doing.session, doing.request, doing.by)
    return "claimed"


def _release(doing: Doing) -> str:
    changes.release(doing.session, doing.request, doing.by)
    return "released"


def _close(doing: Doing) -> str:
    reason = doing.form.text("reason")
    changes.close(doing.session, doing.request, doing.by, reason, note=doing.note, media_url=doing.photo)
    return "closed"


def _reopen(doing: Doing) -> str:
    expected = doing.crm.catalogue.expected(doing.request.service_code, doing.by.at)
    changes.reopen(doing.session, doing.request, doing.by, doing.note, expected)
    return "reopened"


def _add_note(doing: Doing) -> str:
    changes.staff_note(doing.session, doing.request, doing.by, doing.note, doing.photo)
    return "noted"


def _correct_service(doing: Doing) -> str:
    service_code = doing.form.text("service_code")
    changes.correct_service(doing.session, doing.request, doing.by, service_code, doing.crm.catalogue)
    return "corrected"


def _correct_place(doing: Doing) -> str:
    changes.correct_place(doing.session, doing.request, doing.by, _place(doing))
    return "corrected"


def _place(doing: Doing) -> changes.Place:
    address, point = doing.form.text("address")[:LONGEST_ADDRESS], doing.form.text("point")
    found = parse_point(point)
    if point and found is None:
        raise NotPossibleError("The point should look like 42.36012, -71.05743.")
    if not address and found is None:
        raise NotPossibleError("Give an address or a point.")
    lat, long = found or (None, None)
    return changes.Place(lat, long, address, doing.crm.areas.name_at(lat, long) or doing.request.area)


def _merge(doing: Doing) -> str:
    number = doing.form.text("other_number") or doing.form.text("other")
    kept = find_request(doing.session, number)
    if kept is None:
        raise NotPossibleError("There is no request with this number.")
    changes.merge(doing.session, doing.request, doing.by, kept, doing.note)
    return "merged"


Action = Callable[[Doing], str]
"""Changes the request and says which of request_page.DONE it was."""

ACTIONS: dict[str, Action] = {
    "claim": _claim,
    "release": _release,
    "close": _close,
    "reopen": _reopen,
    "note": _add_note,
    "service": _correct_service,
    "place": _correct_place,
    "merge": _merge,
}


@router.post("/staff/requests/{service_request_id}/{action}")
def act(
    http_request: Request, service_request_id: str, action: str, *, crm: CrmDep, member: StaffDep, form: OwnFormDep
) -> Response:
    if action not in ACTIONS:
        raise HTTPException(404, "There is nothing at this address.")
    try:
        done = _act(crm, member, service_request_id, ACTIONS[action], form)
    except (ChangedMeanwhileError, StaleDataError):
        problem, status_code = CHANGED, 409
    except (NotPossibleError, PhotoRefusedError) as refused:
        problem, status_code = str(refused), 400
    else:
        root = http_request.scope.get("root_path", "")
        return RedirectResponse(f"{root}/staff/requests/{service_request_id}?done={done}", 303)
    return show_request(
        http_request,
        crm,
        member,
        service_request_id,
        problem=problem,
        status_code=status_code,
        typed=dict(form.fields),
    )


def _act(crm: Crm, member: StaffMember, service_request_id: str, action: Action, form: Form) -> str:
    note, photo = _note(form), _photo(form, crm)
    with crm.database.writing.begin() as session:
        request = lock_request(session, service_request_id)
        if request is None:
            raise HTTPException(404, f"There is no request {service_request_id}.")
        if form.text("version") != str(request.version):
            raise ChangedMeanwhileError
        by = Author(member.name, crm.clock())
        return action(Doing(session=session, request=request, by=by, form=form, note=note, photo=photo, crm=crm))


def _note(form: Form) -> str:
    note = form.text("note")
    if len(note) > LONGEST_NOTE:
        raise NotPossibleError(f"The note may have at most {LONGEST_NOTE} characters.")
    return note


def _photo(form: Form, crm: Crm) -> str:
    content = next((content for name, content in form.files if name == "photo"), b"")
    return keep_photo(crm.settings, content) if content else ""
