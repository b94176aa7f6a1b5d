"""Signing in and out."""

import hmac
import math
import re
from datetime import timedelta

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from crm_server.crm import Crm, CrmDep
from crm_server.forms import FormDep
from crm_server.pages import page
from crm_server.staff.attempts import Attempts
from crm_server.staff.cookies import LIFETIME, signed_in_now, write_cookie
from crm_server.staff.signed_in import COOKIE, OwnFormDep, key_of

router = APIRouter()
log = structlog.get_logger()

LONGEST_NAME = 60
OUR_PAGES = re.compile(r"/staff(/[\w/.-]*)?")


@router.get("/staff/sign-in")
def sign_in_page(http_request: Request, crm: CrmDep, then: str = "/staff") -> Response:
    if not crm.settings.staff_password:
        return _page(http_request, crm, then, "No one can sign in yet: set TEXT311_STAFF_PASSWORD and restart.", 503)
    return _page(http_request, crm, then)


@router.post("/staff/sign-in")
def sign_in(http_request: Request, crm: CrmDep, form: FormDep) -> Response:
    attempts: Attempts = http_request.app.state.staff_attempts
    address = http_request.client.host if http_request.client else ""
    now, then = crm.clock(), form.text("then")
    if wait := attempts.wait(address, now):
        return _page(http_request, crm, then, f"Too many attempts. Please wait {_minutes(wait)}.", 429)
    name = " ".join(form.text("name").split())[:LONGEST_NAME]
    if not crm.settings.staff_password or not _right(form.text("password"), crm):
        attempts.failed(address, now)
        log.warning("crm.sign_in_refused")
        return _page(http_request, crm, then, "The password is not right.", 403, name=name)
    if not name:
        return _page(http_request, crm, then, "Please enter your name; it is shown next to what you do.", 400)
    attempts.succeeded(address)
    return _welcome(http_request, crm, name, then)


@router.post("/staff/sign-out")
def sign_out(http_request: Request, _form: OwnFormDep) -> Response:
    root = http_request.scope.get("root_path", "")
    answer = RedirectResponse(f"{root}/staff/sign-in", 303)
    answer.delete_cookie(COOKIE, path=f"{root}/staff")
    return answer


def _right(password: str, crm: Crm) -> bool:
    return hmac.compare_digest(password.encode(), crm.settings.staff_password.encode())


def _welcome(http_request: Request, crm: Crm, name: str, then: str) -> Response:
    root = http_request.scope.get("root_path", "")
    answer = RedirectResponse(root + (then if OUR_PAGES.fullmatch(then) else "/staff"), 303)
    answer.set_cookie(
        COOKIE,
        write_cookie(signed_in_now(name, crm.clock()), key_of(crm)),
        max_age=int(LIFETIME.total_seconds()),
        path=f"{root}/staff",
        httponly=True,
        samesite="lax",
        secure=crm.settings.public_url.startswith("https:"),
    )
    return answer


def _minutes(wait: timedelta) -> str:
    minutes = math.ceil(wait.total_seconds() / 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def _page(
    http_request: Request, crm: Crm, then: str, problem: str = "", status_code: int = 200, *, name: str = ""
) -> Response:
    return page(
        http_request,
        crm,
        "sign_in.html",
        title="Sign in",
        status_code=status_code,
        then=then,
        problem=problem,
        name=name,
    )
