"""Refusals as GeoReport wants them: the HTTP status, and an array of what is wrong in the asked format."""

from collections.abc import Mapping, Sequence

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from crm_server.forms import FormError
from crm_server.georeport.answers import Format, answer

log = structlog.get_logger()

BASE = "/open311/v2/"


class GeoReportError(Exception):
    """A refusal. `descriptions` are meant for the person who asked, one per thing that is wrong."""

    def __init__(self, status_code: int, *descriptions: str) -> None:
        super().__init__(status_code, *descriptions)
        self.status_code = status_code
        self.descriptions = descriptions


def install(app: FastAPI) -> None:
    app.add_exception_handler(GeoReportError, _refused)
    app.add_exception_handler(FormError, _unreadable)
    app.add_exception_handler(RequestValidationError, _unknown_format)
    app.add_exception_handler(HTTPException, _no_such_page)
    app.add_exception_handler(Exception, _failed)


def refusal(http_request: Request, status_code: int, descriptions: Sequence[str]) -> Response:
    rows = [{"code": status_code, "description": description} for description in descriptions]
    return answer(_asked_format(http_request), "errors", rows, status_code)


def _asked_format(http_request: Request) -> Format:
    return "xml" if http_request.url.path.endswith(".xml") else "json"


def _refused(http_request: Request, error: Exception) -> Response:
    assert isinstance(error, GeoReportError)
    return refusal(http_request, error.status_code, error.descriptions)


def _unreadable(http_request: Request, error: Exception) -> Response:
    assert isinstance(error, FormError)
    if not _is_georeport(http_request):
        return _plain(error.status_code, error.text)
    return refusal(http_request, error.status_code, [error.text])


def _is_georeport(http_request: Request) -> bool:
    return http_request.url.path.startswith(http_request.scope.get("root_path", "") + BASE)


def _plain(status_code: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(f"{text}\n", status_code, headers, "text/plain; charset=utf-8")


def _unknown_format(http_request: Request, _error: Exception) -> Response:
    if not _is_georeport(http_request):
        return _plain(400, "This address or form is not complete; go back and try again.")
    return refusal(http_request, 404, ["There is nothing at this address; it should end with .json or .xml."])


def _no_such_page(http_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if not _is_georeport(http_request):
        return _plain(error.status_code, error.detail, error.headers)
    known = {
        404: "There is nothing at this address; discovery.json lists what there is, and paths end with .json or .xml.",
        405: f"{http_request.method} is not possible here.",
    }
    return refusal(http_request, error.status_code, [known.get(error.status_code, error.detail)])


def _failed(http_request: Request, error: Exception) -> Response:
    log.error("crm.failed", path=http_request.url.path, error=type(error).__name__)
    said = "Something went wrong on our side; please try again in a minute."
    return refusal(http_request, 500, [said]) if _is_georeport(http_request) else _plain(500, said)
