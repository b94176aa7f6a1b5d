"""What the CRM keeps: service requests as they stand now, and every change that brought them there."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

FIRST_NUMBER = 100_000


class UtcDateTime(TypeDecorator[datetime]):
    """SQLite forgets time zones: everything is stored and given back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


class KnownService(Base):
    """Every service there ever was, so that a retired one keeps its name in reports."""

    __tablename__ = "services"

    service_code: Mapped[str] = mapped_column(primary_key=True)
    service_name: Mapped[str]
    group: Mapped[str]
    service_level: Mapped[str]
    retired: Mapped[bool]


class ServiceRequest(Base):
    """A service request as it stands now. `changes` says how it came so."""

    __tablename__ = "service_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)
    service_code: Mapped[str]
    status: Mapped[str]
    """open or closed, as GeoReport knows it."""
    extended_status: Mapped[str]
    """open, in_progress, fixed, duplicate … as mySociety's extension knows it."""
    status_notes: Mapped[str] = mapped_column(default="")
    close_reason: Mapped[str] = mapped_column(default="")

    description: Mapped[str] = mapped_column(default="")
    lat: Mapped[float | None]
    long: Mapped[float | None]
    address: Mapped[str] = mapped_column(default="")
    address_id: Mapped[str] = mapped_column(default="")
    zipcode: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    attributes: Mapped[dict[str, Any]]
    """Attribute code to the answered value keys or texts, always a list."""
    media_urls: Mapped[list[str]]
    """The resident's photos."""
    crew_media_url: Mapped[str] = mapped_column(default="")
    """The crew's latest photo."""

    requested_datetime: Mapped[datetime]
    updated_datetime: Mapped[datetime]
    expected_datetime: Mapped[datetime | None]
    """What the resident is told now; a reopened request gets a new one."""
    target_datetime: Mapped[datetime | None]
    """What it is measured by: the promise of the day it was filed, or of its corrected service."""
    closed_datetime: Mapped[datetime | None]

    claimed_by: Mapped[str] = mapped_column(default="")
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("service_requests.id"))

    filed_notice: Mapped[str] = mapped_column(default="")
    """The notice as it was given when filed, so that filing again by the same key answers the same."""
    channel: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    reporter: Mapped[dict[str, Any]]
    """Who to ask, for staff only: first_name, last_name, phone, email, account_id, device_id."""

    version: Mapped[int] = mapped_column()
    changes: Mapped[list["Change"]] = relationship(order_by="Change.id", back_populates="request")

    # Two who change the same row at once: the second gets StaleDataError instead of the last word.
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy declares it as an instance variable
    __table_args__ = (
        Index("requests_by_state", "status", "expected_datetime"),
        Index("requests_by_requested", "requested_datetime"),
        Index("requests_by_updated", "updated_datetime"),
        # Of those that are closed alone, so that filing has no more to write.
        Index(
            "requests_by_closed",
            "closed_datetime",
            sqlite_where=text("closed_datetime IS NOT NULL"),
            postgresql_where=text("closed_datetime IS NOT NULL"),
        ),
        # With the service, so that of many at one place only those of the right one are fetched.
        Index("requests_by_point", "status", "lat", "long", "service_code"),
    )

    @property
    def service_request_id(self) -> str:
        return number(self.id)


class Change(Base):
    """One thing that happened to a request: appended, never altered."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]
    what: Mapped[str]
    """filed, claimed, released, closed, reopened, note, comment, service corrected, place corrected, feedback."""
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    media_url: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    extended_status: Mapped[str]
    public: Mapped[bool]
    """Whether the resident may see it."""
    update_id: Mapped[str | None] = mapped_column(unique=True)
    """The sender's own id of the update, so that sending it again changes nothing."""

    request: Mapped[ServiceRequest] = relationship(back_populates="changes")


class Feedback(Base):
    """A resident's answer to the survey after one close, completed as the parts come in."""

    __tablename__ = "feedback"

    update_id: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("service_requests.id"), index=True)
    at: Mapped[datetime]
    fixed: Mapped[str] = mapped_column(default="")
    """yes, partly, no, or empty while not said."""
    rating: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")


class Push(Base):
    """A prompt still to be sent to whoever listens for changes."""

    __tablename__ = "pushes"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    made_at: Mapped[datetime]
    next_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)


class Secret(Base):
    """What this CRM made up for itself once, such as the key that signs its cookies."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def number(row: int) -> str:
    """The service_request_id of a row."""
    return str(FIRST_NUMBER + row)


def row_id(service_request_id: str) -> int | None:
    """The row behind a service_request_id; None for what cannot be one of ours."""
    if not (service_request_id.isascii() and service_request_id.isdigit() and len(service_request_id) <= 12):
        return None
    row = int(service_request_id) - FIRST_NUMBER
    return row if row > 0 and number(row) == service_request_id else None
