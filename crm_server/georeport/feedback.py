"""text311's extension: whether the resident finds it fixed, and how the city did, 1 to 5."""

import secrets

from crm_server.feedback import FIXED, give_feedback
from crm_server.feedback import Answer as SurveyAnswer
from crm_server.forms import Form
from crm_server.georeport.answers import Answer, Row, answer
from crm_server.georeport.call import Call, in_thread
from crm_server.georeport.errors import GeoReportError
from crm_server.georeport.intake import LONGEST_DESCRIPTION
from crm_server.georeport.updates import LONGEST_ID, no_such_request
from crm_server.history import Author, NotPossibleError
from crm_server.store import lock_request
from crm_server.tables import Feedback


@in_thread
def feedback(call: Call) -> Answer:
    given, crm = _answer(call.form), call.crm
    with crm.database.writing.begin() as session:
        request = lock_request(session, call.named)
        if request is None:
            raise no_such_request(call.named)
        try:
            kept = give_feedback(session, request, Author("resident", crm.clock()), given)
        except NotPossibleError as error:
            raise GeoReportError(400, str(error)) from error
        row = _row(kept, call.named)
    return answer(call.format, "feedback", row if call.format == "xml" else [row], 201)


def _row(kept: Feedback, service_request_id: str) -> Row:
    return {
        "update_id": kept.update_id,
        "service_request_id": service_request_id,
        "fixed": kept.fixed or None,
        "rating": kept.rating,
        "comment": kept.comment or None,
    }


def _answer(form: Form) -> SurveyAnswer:
    fixed, rating, comment = form.text("fixed").lower(), form.text("rating"), form.text("comment")
    wrong = []
    if not (fixed or rating or comment):
        wrong.append("Give at least one of fixed, rating and comment.")
    if fixed and fixed not in FIXED:
        wrong.append(f"fixed is one of {', '.join(FIXED)}.")
    if rating and rating not in ("1", "2", "3", "4", "5"):
        wrong.append("rating is a whole number from 1 to 5.")
    if len(comment) > LONGEST_DESCRIPTION:
        wrong.append(f"The comment may have at most {LONGEST_DESCRIPTION} characters.")
    if max(map(len, map(form.text, ("update_id", "channel", "language")))) > LONGEST_ID:
        wrong.append(f"update_id, channel and language may have at most {LONGEST_ID} characters.")
    if wrong:
        raise GeoReportError(400, *wrong)
    return SurveyAnswer(
        update_id=form.text("update_id") or secrets.token_hex(16),
        fixed=fixed,
        rating=int(rating) if rating else None,
        comment=comment,
        channel=form.text("channel"),
        language=form.text("language"),
    )
