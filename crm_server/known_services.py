"""Keeps the names of services that were ever offered."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm_server.catalogue import Catalogue
from crm_server.tables import KnownService


def remember_services(session: Session, catalogue: Catalogue) -> None:
    known = {service.service_code: service for service in session.scalars(select(KnownService))}
    for code, service in catalogue.services.items():
        session.merge(
            KnownService(
                service_code=code,
                service_name=service.service_name,
                group=service.group,
                service_level=str(service.service_level or ""),
                retired=False,
            )
        )
    for code in known.keys() - catalogue.services.keys():
        known[code].retired = True
        catalogue.retired_names[code] = known[code].service_name
