"""What is said in place of a page that cannot be shown."""

from collections.abc import Mapping

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from crm_server.forms import FormError

log = structlog.get_logger()


def install(app: FastAPI) -> None:
    app.add_exception_handler(FormError, _unreadable)
    app.add_exception_handler(RequestValidationError, _incomplete)
    app.add_exception_handler(HTTPException, _no_such_page)
    app.add_exception_handler(Exception, _failed)


def _plain(status_code: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(f"{text}\n", status_code, headers, "text/plain; charset=utf-8")


def _unreadable(_http_request: Request, error: Exception) -> Response:
    assert isinstance(error, FormError)
    return _plain(error.status_code, error.text)


def _incomplete(_http_request: Request, _error: Exception) -> Response:
    return _plain(400, "This address or form is not complete; go back and try again.")


def _no_such_page(_http_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _plain(error.status_code, error.detail, error.headers)


def _failed(http_request: Request, error: Exception) -> Response:
    log.error("crm.failed", path=http_request.url.path, error=type(error).__name__)
    return _plain(500, "Something went wrong on our side; please try again in a minute.")
