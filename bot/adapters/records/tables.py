"""The tables of what is kept, and the rows that a later answer changes rather than adds to."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Executable,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

from bot.staff_calls import OVER


class Utc(TypeDecorator[datetime]):
    """Aware UTC, also from SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


metadata = MetaData()


def _kept(name: str, *columns: Column[Any]) -> Table:
    number = Column("id", Integer, primary_key=True)
    contact = Column("contact", String(120), nullable=False, index=True)
    at = Column("at", Utc, nullable=False, index=True)
    return Table(name, metadata, number, contact, *columns, at)


feedback = _kept(
    "feedback",
    Column("survey_key", String(200), nullable=False, unique=True),
    Column("service_request_id", String(100), nullable=False),
    Column("language", String(20), nullable=False),
    Column("fixed", String(10)),
    Column("rating", Integer),
    Column("comment", Text, nullable=False),
)
consents = _kept(
    "consents",
    Column("purpose", String(20), nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("source", String(20), nullable=False),
)
deliveries = _kept(
    "deliveries",
    Column("key", String(100), nullable=False),
    Column("provider_id", String(200), nullable=False),
    Column("outcome", String(20), nullable=False),
)
transcripts = _kept("transcripts", Column("direction", String(3), nullable=False), Column("text", Text, nullable=False))
corrections = _kept(
    "corrections",
    Column("service_request_id", String(100), nullable=False, unique=True),
    Column("words", Text, nullable=False),
    Column("language", String(20), nullable=False),
    Column("filed_as", String(100), nullable=False),
    Column("service_code", String(100), nullable=False),
)
filed_places = _kept(
    "filed_places",
    Column("filing_key", String(100), nullable=False, unique=True),
    Column("service_request_id", String(100), nullable=False, index=True),
    Column("service_code", String(100), nullable=False),
    Column("address", Text, nullable=False),
    Column("lat", Float),
    Column("long", Float),
    Column("precision", String(20), nullable=False),
    Column("source", String(50), nullable=False),
    Column("mention", Text, nullable=False),
    Column("confirmed_by", String(20), nullable=False),
    Column("seen", Boolean, nullable=False),
    Column("desk_address", Text, nullable=False),
    Column("desk_lat", Float),
    Column("desk_long", Float),
    Column("moved_metres", Float),
    Column("differences", Text, nullable=False),
)
staff_calls = _kept("staff_calls", Column("reason", String(50), nullable=False), Column("words", Text, nullable=False))
_ended = (
    select(staff_calls.c.contact, func.max(staff_calls.c.id).label("last"))
    .where(staff_calls.c.reason.in_(OVER))
    .group_by(staff_calls.c.contact)
    .subquery()
)
UNFINISHED = (
    select(staff_calls)
    .outerjoin(_ended, _ended.c.contact == staff_calls.c.contact)
    .where(or_(_ended.c.last.is_(None), staff_calls.c.id > _ended.c.last))
    .order_by(staff_calls.c.id)
)
"""The lines since a contact's last call was over."""
PERSONAL = (transcripts, staff_calls, deliveries, feedback, corrections, filed_places)
"""What a resident may have deleted; a consent is kept, as it is what forbids us to write again."""


def completing(dialect: str) -> Executable:
    """A survey's later answers complete its row; what is not said again stays."""
    adding = _inserting(feedback, dialect)
    said = adding.excluded
    return adding.on_conflict_do_update(
        index_elements=["survey_key"],
        set_={
            "fixed": func.coalesce(said.fixed, feedback.c.fixed),
            "rating": func.coalesce(said.rating, feedback.c.rating),
            "comment": func.coalesce(func.nullif(said.comment, ""), feedback.c.comment),
            "at": said.at,
        },
    )


def correcting(dialect: str) -> Executable:
    """The service it was given last is the right one; what it was filed as stays."""
    adding = _inserting(corrections, dialect)
    said = adding.excluded
    return adding.on_conflict_do_update(
        index_elements=["service_request_id"], set_={"service_code": said.service_code, "at": said.at}
    )


def keeping_place(dialect: str) -> Executable:
    """A filing that was noted before stays as it is."""
    return _inserting(filed_places, dialect).on_conflict_do_nothing(index_elements=["filing_key"])


def _inserting(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
