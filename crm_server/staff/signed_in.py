"""Lets signed-in staff through, and sends everybody else to the sign-in page."""

import hmac
import secrets
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from crm_server.crm import Crm, CrmDep
from crm_server.forms import Form, FormDep
from crm_server.pages import page
from crm_server.staff.cookies import StaffMember, cookie_key, form_token, read_cookie
from crm_server.tables import Secret

COOKIE = "crm_staff"
COOKIE_KEY = "staff cookie"


class NotSignedInError(Exception):
    """Nobody, or no longer."""


class ForeignFormError(Exception):
    """A form that did not come from a page of ours, or from one that is too old."""


def key_of(crm: Crm) -> bytes:
    with crm.database.reading() as session:
        kept = session.get(Secret, COOKIE_KEY)
    return cookie_key(kept.value if kept else _new_secret(crm), crm.settings.staff_password)


def _new_secret(crm: Crm) -> str:
    with crm.database.writing.begin() as session:
        kept = session.get(Secret, COOKIE_KEY)
        if kept is None:
            kept = Secret(name=COOKIE_KEY, value=secrets.token_hex(32))
            session.add(kept)
        return kept.value


def staff_member(http_request: Request, crm: CrmDep) -> StaffMember:
    cookie = http_request.cookies.get(COOKIE, "")
    member = read_cookie(cookie, key_of(crm), crm.clock()) if crm.settings.staff_password else None
    if member is None:
        raise NotSignedInError
    return member


StaffDep = Annotated[StaffMember, Depends(staff_member)]


def own_form(crm: CrmDep, member: StaffDep, form: FormDep) -> Form:
    if not hmac.compare_digest(form.text("form_token").encode(), form_token(member, key_of(crm)).encode()):
        raise ForeignFormError
    return form


OwnFormDep = Annotated[Form, Depends(own_form)]


def install(app: FastAPI) -> None:
    app.add_exception_handler(NotSignedInError, _to_sign_in)
    app.add_exception_handler(ForeignFormError, _refuse_form)


def _to_sign_in(http_request: Request, _error: Exception) -> Response:
    root = http_request.scope.get("root_path", "")
    there = http_request.url.path.removeprefix(root) if http_request.method == "GET" else "/staff"
    return RedirectResponse(f"{root}/staff/sign-in?then={quote(there)}", 303)


def _refuse_form(http_request: Request, _error: Exception) -> Response:
    said = "This form is too old or did not come from these pages. Nothing was changed. Go back, reload the page and try again."
    return page(http_request, http_request.app.state.crm, "problem.html", title="Not saved", status_code=403, said=said)
