"""The embedded CRM's own requests as cases."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from crm_server.performance.cases import Case
from crm_server.store import PerformanceRow, performance_rows


def cases(session: Session, since: datetime | None = None, numbers: range | None = None) -> Iterator[Case]:
    return map(case_of, performance_rows(session, since, numbers))


def case_of(row: PerformanceRow) -> Case:
    return Case(
        service=row.service_name,
        service_code=row.service_code,
        area=row.area,
        channel=row.channel,
        language=row.language,
        opened=row.requested_datetime,
        closed=row.closed_datetime,
        target=row.target_datetime,
        closes=row.closes,
        reopens=row.reopens,
        outcome=_outcome(row),
        asked=bool(row.closes),
        fixed=row.fixed,
        rating=row.rating,
    )


def _outcome(row: PerformanceRow) -> str:
    if row.closed_datetime is None:
        return ""
    return row.extended_status or row.close_reason
