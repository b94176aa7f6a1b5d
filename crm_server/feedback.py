"""A resident's survey answer: one row per survey, completed as its parts come in."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from crm_server.history import Author, NotPossibleError, append
from crm_server.tables import Feedback, ServiceRequest

FIXED = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Answer:
    """Any part may be missing: empty text, None."""

    update_id: str
    fixed: str = ""
    rating: int | None = None
    comment: str = ""
    channel: str = ""
    language: str = ""

    def __str__(self) -> str:
        parts = [f"fixed: {self.fixed}" if self.fixed else "", f"rating: {self.rating}" if self.rating else ""]
        return ", ".join(part for part in parts if part)


def give_feedback(session: Session, request: ServiceRequest, by: Author, given: Answer) -> Feedback:
    """The answer as it stands now. The same parts sent again change nothing; new parts are added to what was said."""
    kept = session.get(Feedback, given.update_id)
    if kept is None:
        kept = Feedback(update_id=given.update_id, request_id=request.id, at=by.at, fixed="", comment="", rating=None)
        kept.channel = kept.language = ""
        session.add(kept)
    if kept.request_id != request.id:
        raise NotPossibleError("This update_id was used for another request; use a new one.")
    before = _parts(kept)
    kept.fixed = given.fixed or kept.fixed
    kept.rating = given.rating or kept.rating
    kept.comment = given.comment or kept.comment
    kept.channel = given.channel or kept.channel
    kept.language = given.language or kept.language
    if _parts(kept) != before:
        append(session, request, by, "feedback", after=str(given), note=given.comment, public=False)
    return kept


def _parts(kept: Feedback) -> tuple[str, int | None, str]:
    return kept.fixed, kept.rating, kept.comment
