"""The satisfaction survey: fixed? then 1 to 5; words welcome; "no" has it looked at again."""

from datetime import timedelta

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step, Survey
from bot.effects import RecordFeedback, Reopen, Schedule
from bot.events import MessageReceived, SurveyDue
from bot.handlers import asking
from bot.handlers.earlier import about_earlier
from bot.handlers.filing import request_by_id
from bot.handlers.listening import menu_number, names_kind, surely_other, word_count
from bot.handlers.quiet import after_quiet
from bot.handlers.reminding import remind
from bot.handlers.reopening import reopen
from bot.handlers.speaking import choice, first, offer, say
from bot.handlers.survey_answers import declines, fixed_in, is_about_it, rated_beside, rating_in
from bot.handlers.welcome import idle, start_report
from bot.texts import render

SURVEY_WAITS = timedelta(days=1)
BUSY_DELAY = timedelta(minutes=30)
"""A survey does not cut into a report that is being written."""
_ONLY_POLITE = 3
"""Words up to which "thanks" or "no" says nothing more."""
_A_STORY = 3
"""Words from which what is no answer is kept for the crew all the same."""


def survey_due(city: City, conversation: Conversation, event: SurveyDue) -> Decision:
    known = request_by_id(conversation, event.service_request_id)
    if known is None or known.status != "closed" or not (conversation.surveys_allowed and conversation.updates_allowed):
        return Decision(conversation)
    if _busy(conversation, event):
        due = after_quiet(city, event.at + BUSY_DELAY)
        later = SurveyDue(at=due, service_request_id=event.service_request_id)
        return Decision(conversation, (Schedule(f"survey:{event.service_request_id}", due, later),))
    survey = Survey(f"{known.filing_key}-{known.surveyed}", known.service_request_id, event.at)
    return asking.survey_fixed(city, replace(conversation, survey=survey), known)


def _busy(conversation: Conversation, event: SurveyDue) -> bool:
    """One thing at a time: a report being written, a person, another survey asked within the day."""
    other = conversation.survey
    if other is None or other.rating is not None or other.service_request_id == event.service_request_id:
        surveyed = False
    else:
        surveyed = conversation.step is not Step.IDLE and event.at - other.asked_at < SURVEY_WAITS
    return conversation.draft is not None or conversation.step is Step.WITH_PERSON or surveyed


def taken_up(city: City, conversation: Conversation) -> Decision:
    """The question of a survey that something else came between; nothing where none is open."""
    survey = conversation.survey
    known = request_by_id(conversation, survey.service_request_id) if survey else None
    if survey is None or known is None or survey.rating is not None:
        return Decision(conversation)
    return _ask_rating(conversation) if survey.fixed else asking.survey_fixed(city, conversation, known)


def survey_fixed(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    survey = _current(city, conversation, event)
    if survey is None:
        return idle(city, _over(conversation), event)
    if declines(conversation, event):
        return left(conversation)
    fixed, words = fixed_in(conversation, event)
    if fixed is None:
        return _not_an_answer(city, conversation, event)
    words = " ".join(filter(None, (survey.words, words)))
    rating = rated_beside(f"{survey.words} {event.message.text}")
    answered = replace(conversation, survey=replace(survey, fixed=fixed, rating=rating, words=""))
    return _answered_fixed(city, answered, words)


def _answered_fixed(city: City, conversation: Conversation, words: str) -> Decision:
    """Nobody is asked for what was said with it: why not, how satisfied."""
    survey = conversation.survey
    assert survey is not None
    feedback = _feedback(conversation, comment=words)
    if survey.fixed == "no" and not words:
        asked = replace(conversation, step=Step.SURVEY_WORDS, choices=())
        return Decision(asked, (feedback, say(asked, "survey-what-is-wrong")))
    orders = (feedback, _reopened(city, conversation, words)) if survey.fixed == "no" else (feedback,)
    if survey.rating is None:
        return first(orders, _ask_rating(conversation))
    return first(orders, Decision(_over(conversation), (say(conversation, "survey-thanks"),)))


def left(conversation: Conversation) -> Decision:
    """Nobody is asked more often than that."""
    over = _over(conversation)
    return Decision(over, (say(over, "survey-left"),))


def _not_an_answer(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """A report is never taken for a survey answer; anything else is asked about once more."""
    message, read = event.message, event.understanding
    if (
        message.point
        or message.attachments
        or (read.intent == "report" and read.type_code)
        or (names_kind(read) and not surely_other(event))
        or not is_about_it(event)
    ):
        over = _over(conversation)
        return about_earlier(city, over, event) or start_report(city, over, event)
    missed = replace(conversation, misunderstood=conversation.misunderstood + (read.intent != "greeting"))
    if message.edited or (missed.misunderstood > 1 and surely_other(event)):
        return idle(city, _over(missed), event)
    if missed.misunderstood > 1:
        return left(missed)
    if menu_number(message) is not None:
        return offer(missed, "no-such-choice", conversation.choices, most=len(conversation.choices))
    tells = word_count(message.text) >= _A_STORY or rated_beside(message.text) is not None
    if missed.survey and tells and not message.text.rstrip().endswith("?"):
        missed = replace(missed, survey=replace(missed.survey, words=message.text.strip()))
    return remind(city, missed, event.at)


def _ask_rating(conversation: Conversation) -> Decision:
    asked = replace(conversation, step=Step.SURVEY_RATING, misunderstood=0)
    picks = tuple(choice(asked, f"rate-{rating}", f"choice-rating-{rating}") for rating in range(1, 6))
    return offer(asked, "survey-rating", picks)


def survey_rating(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    survey = _current(city, conversation, event)
    if survey is None:
        return idle(city, _over(conversation), event)
    if declines(conversation, event):
        return left(conversation)
    rating, words = rating_in(conversation, event)
    if rating is None and survey.fixed != "no" and _takes_back(conversation, event):
        not_fixed = replace(conversation, survey=replace(survey, fixed="no"))
        return _answered_fixed(city, not_fixed, event.message.text.strip())
    if rating is None:
        return _not_an_answer(city, conversation, event)
    words = " ".join(filter(None, (survey.words, words)))
    rated = replace(conversation, survey=replace(survey, rating=rating))
    feedback = _feedback(rated, comment=words)
    if words:
        return Decision(_over(rated), (feedback, say(rated, "survey-thanks")))
    listening = replace(rated, step=Step.SURVEY_WORDS, choices=(), misunderstood=0)
    return Decision(listening, (feedback, say(listening, "survey-anything-else")))


def _takes_back(conversation: Conversation, event: MessageReceived) -> bool:
    """As in "wait, it is still there", after a yes."""
    fixed, words = fixed_in(conversation, event)
    return fixed == "no" and word_count(words) > 1


def called_off(conversation: Conversation, service_request_id: str) -> Conversation:
    """The city has opened it again by itself: whether it is fixed is no question any more."""
    survey = conversation.survey
    if survey is None or survey.fixed or survey.service_request_id != service_request_id:
        return conversation
    return _over(conversation) if conversation.step is Step.SURVEY_FIXED else replace(conversation, survey=None)


def survey_words(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Words asked for, or simply welcome."""
    survey = _current(city, conversation, event)
    message, read = event.message, event.understanding
    if survey is None:
        return idle(city, _over(conversation), event)
    if survey.fixed == "no" and survey.rating is None:
        words = message.text.strip() or render("words-not-fixed", conversation.language)
        return first(
            (_feedback(conversation, comment=words), _reopened(city, conversation, words)), _ask_rating(conversation)
        )
    if message.attachments or message.point or read.intent in ("report", "greeting") or not is_about_it(event):
        return idle(city, _over(conversation), event)
    if (read.intent in ("thanks", "no") and word_count(message.text) <= _ONLY_POLITE) or not message.text.strip():
        return Decision(_over(conversation), (say(conversation, "survey-thanks"),))
    return Decision(
        _over(conversation), (_feedback(conversation, comment=message.text.strip()), say(conversation, "survey-thanks"))
    )


def _current(city: City, conversation: Conversation, event: MessageReceived) -> Survey | None:
    survey = conversation.survey
    if survey is None or event.at - survey.asked_at > timedelta(days=city.survey.expires_days):
        return None
    return survey


def _over(conversation: Conversation) -> Conversation:
    return replace(conversation, survey=None, step=Step.IDLE, choices=(), misunderstood=0)


def _feedback(conversation: Conversation, *, comment: str = "") -> RecordFeedback:
    survey = conversation.survey
    assert survey is not None
    return RecordFeedback(
        survey_key=survey.survey_key,
        service_request_id=survey.service_request_id,
        language=conversation.language,
        fixed=survey.fixed,
        rating=survey.rating,
        comment=comment,
    )


def _reopened(city: City, conversation: Conversation, words: str) -> Reopen:
    survey = conversation.survey
    assert survey is not None
    known = request_by_id(conversation, survey.service_request_id)
    return reopen(city, conversation, survey.service_request_id, known, words, survey.survey_key)
