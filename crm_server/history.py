"""The one way a request changes: its new state beside an appended line of history, and a prompt to who listens."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crm_server.database import wants_push
from crm_server.tables import Change, Push, ServiceRequest


class NotPossibleError(Exception):
    """The request is not in a state for this; the text says what it is and what can be done instead."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something, and when."""

    name: str
    at: datetime


def append(
    session: Session,
    request: ServiceRequest,
    by: Author,
    what: str,
    *,
    before: str = "",
    after: str = "",
    note: str = "",
    media_url: str = "",
    public: bool = True,
    prompt: bool = True,
    update_id: str | None = None,
) -> Change:
    """Call after the request's own fields are set: the line records the status they give.

    A `public` change is one the resident may see; who listens is prompted to look, unless `prompt` is False.
    """
    change = Change(
        request=request,
        at=by.at,
        who=by.name,
        what=what,
        before=before,
        after=after,
        note=note,
        media_url=media_url,
        status=request.status,
        extended_status=request.extended_status,
        public=public,
        update_id=update_id,
    )
    session.add(change)
    if public:
        request.updated_datetime = by.at
    if public and prompt and wants_push(session):
        _prompt(session, request, by.at)
    return change


def _prompt(session: Session, request: ServiceRequest, at: datetime) -> None:
    body = {
        "service_request_id": request.service_request_id,
        "status": request.status,
        "status_notes": request.status_notes,
    }
    session.add(Push(body=json.dumps(body), made_at=at, next_at=at))
