"""What may be said at any step, and comes before the step's own question."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, Step
from bot.effects import DescribePoint
from bot.events import MessageReceived
from bot.handlers.consent import CARRIER_STARTS, asks_to_start, carrier_stopped, only_starts_over, started, stopped
from bot.handlers.correcting import changes_nothing, start_over
from bot.handlers.drafting import described_further, fetch_photos, with_photos
from bot.handlers.earlier import about_earlier
from bot.handlers.emergency import emergency, warned
from bot.handlers.language import language_wish
from bot.handlers.listening import (
    asks_something,
    only_guessed,
    picked,
    plain,
    reports_something,
    surely_other,
    word_count,
)
from bot.handlers.person import call_person, come_back
from bot.handlers.reminding import remind
from bot.handlers.speaking import first, say
from bot.handlers.status import asked_status, names_request
from bot.handlers.survey import left
from bot.handlers.welcome import asks_to_begin, hailed, nothing_asked, one_like_the_last, start_report
from bot.texts import word_list

SURE = 0.8
"""How sure an intent must be to interrupt a question that was asked."""
A_REQUEST_FOR_US = 7
A_FEW_WORDS = 4
"""Up to these a cry to stop says nothing else."""
_ASK_SOMETHING_ELSE = (Step.CHOOSING_TYPE, Step.ANSWERING)
"""Steps at which a pin answers no question, and says all the same where it is."""
_INTERVIEW = (Step.CHOOSING_TYPE, Step.LOCATING, Step.CHOOSING_PLACE, Step.ANSWERING, Step.CONFIRMING, Step.CORRECTING)
_SURVEY = (Step.SURVEY_FIXED, Step.SURVEY_RATING, Step.SURVEY_WORDS)
_LISTENING = (Step.IDLE, Step.DESCRIBING)
"""Steps at which a report may begin."""
_ANSWERS_TAKE_WORDS = (Step.ANSWERING, Step.SURVEY_WORDS, Step.WITH_PERSON)
"""Steps at which nearly anything may be the answer; only unmistakable words interrupt them."""


def interrupt(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """The decision on an interrupt, or None: the message belongs to the step."""
    if at_once := _above_all(city, conversation, event):
        return at_once
    if event.message.opt_out_type == "HELP":
        return Decision(conversation)
    if picked(conversation, event.message) is not None:
        return None
    if event.message.choice is not None:
        return _old_button(city, conversation, event)
    if event.message.point and conversation.draft and conversation.step in _ASK_SOMETHING_ELSE:
        return _pinned(conversation, conversation.draft, event)
    return (
        language_wish(city, conversation, event)
        or _about_privacy(city, conversation, event)
        or _asked_for(city, conversation, event)
        or _aside(city, conversation, event)
    )


def _about_privacy(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """As in "can I stay anonymous?", "delete my data"."""
    said, phrases = f" {plain(event.message.text)} ", word_list("words-privacy", conversation.language)
    elsewhere = conversation.step is Step.WITH_PERSON or event.understanding.mentions
    if elsewhere or not any(f" {words} " in said for words in phrases):
        return None
    told = say(conversation, "privacy", office=city.office.name, phone=city.office.phone)
    return first((told,), remind(city, conversation, event.at))


def _above_all(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """STOP, START and danger, whatever was asked."""
    read = event.understanding
    blocked = carrier_stopped(event)
    if blocked or (read.opt_out and not (only_starts_over(event) or _skips(conversation, event))):
        warning = () if blocked else warned(city, conversation, event)
        return first(warning, stopped(city, conversation, event))
    if asks_to_start(conversation, event):
        return started(city, conversation, event)
    if plain(event.message.text) in CARRIER_STARTS:
        return hailed(city, conversation, event)
    if read.emergency is not None and not (event.message.edited or _only_asks_for_us(event)):
        return emergency(city, conversation, event)
    return None


def _aside(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """A question to city hall in the middle of a report: where to ask it, and back to the report."""
    asks = asks_something(conversation, event.message.text)
    in_report = conversation.draft is not None and conversation.step in _INTERVIEW
    if not (in_report and asks and surely_other(event)) or event.understanding.mentions or event.message.attachments:
        return None
    office, hours = city.office, city.office.hours_in(conversation.language) or "none"
    told = say(conversation, "other-question-aside", office=office.name, phone=office.phone, hours=hours)
    return first((told,), remind(city, conversation, event.at))


def _pinned(conversation: Conversation, draft: Draft, event: MessageReceived) -> Decision:
    """Where it is; words and photos that came with it are part of the story."""
    assert event.message.point
    told = with_photos(replace(conversation, draft=described_further(draft, event.message.text)), event.message)
    return Decision(told, fetch_photos(event.message), DescribePoint(event.message.point))


def _old_button(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Its label is no answer to today's question."""
    reminded = remind(city, conversation, event.at)
    return reminded if reminded.orders or reminded.question else nothing_asked(city, conversation, event)


def _only_asks_for_us(event: MessageReceived) -> bool:
    """The word "person" is what we tell people to text; it must never be taken for somebody in danger."""
    read = event.understanding
    return read.intent in ("person", "help", "cancel") and word_count(event.message.text) <= A_REQUEST_FOR_US


def _asked_for(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    match _intent(conversation, event):
        case "help":
            return _help(city, conversation, event)
        case "cancel":
            return _cancelled(city, conversation, event)
        case "person" if conversation.step is not Step.WITH_PERSON:
            return call_person(city, conversation, event)
        case "status":
            return asked_status(city, conversation, event)
    return None


def _intent(conversation: Conversation, event: MessageReceived) -> str:
    read = event.understanding
    if _skips(conversation, event):
        return ""
    if conversation.step in _ANSWERS_TAKE_WORDS and _could_be_an_answer(conversation, event):
        return "person" if _asks_for_a_person(conversation, event) else ""
    if only_starts_over(event):
        return "cancel"
    if conversation.draft is None and conversation.step in _LISTENING and _begins(conversation, event):
        return ""
    if names_request(conversation, event):
        return "cancel" if read.intent == "cancel" and conversation.draft is None else "status"
    if conversation.step in _LISTENING and _reports_instead(conversation, event):
        return ""
    sure = read.intent_confidence >= SURE or (conversation.step is Step.IDLE and not only_guessed(read))
    return read.intent if sure else ""


def _begins(conversation: Conversation, event: MessageReceived) -> bool:
    return asks_to_begin(conversation, event.message.text) or bool(one_like_the_last(conversation, event))


def _skips(conversation: Conversation, event: MessageReceived) -> bool:
    """As in "no number": whatever it is taken for, it is an answer."""
    return plain(event.message.text) in word_list("words-to-skip", conversation.language)


def _could_be_an_answer(conversation: Conversation, event: MessageReceived) -> bool:
    """More than a word or two, and neither a question of their own nor, in the interview, an end to it."""
    read, said = event.understanding, plain(event.message.text).split()
    ends = read.intent == "cancel" and read.intent_confidence >= SURE and len(said) <= A_FEW_WORDS
    asks = event.message.text.rstrip().endswith("?") and conversation.step is Step.ANSWERING
    return len(said) > 2 and not asks and not (ends and conversation.step is not Step.SURVEY_WORDS)


def _asks_for_a_person(conversation: Conversation, event: MessageReceived) -> bool:
    """In so many words, where no words were asked for but a choice: nobody is to be asked the same for ever."""
    read, to_pick = event.understanding, any(not choice.typed for choice in conversation.choices)
    asked = read.intent == "person" and read.intent_confidence >= SURE
    return asked and to_pick and conversation.step is Step.ANSWERING


def _reports_instead(conversation: Conversation, event: MessageReceived) -> bool:
    """So "help, there is a huge pothole at …" wants no help text, and "please fix …" asks about no report of theirs."""
    read = event.understanding
    if read.intent == "status":
        return not conversation.requests and bool(read.mentions) and reports_something(event)
    if read.intent == "person":  # as in "pothole at 12 Elm St, you can call me at 555 0142"
        return read.intent_confidence < SURE and bool(read.mentions) and reports_something(event)
    return read.intent in ("help", "cancel") and reports_something(event)


def _cancelled(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """Whatever is open ends. None: nothing is, or nothing was to be changed; what was sent is the step's to ask about."""
    if conversation.step is Step.WITH_PERSON:
        return come_back(city, conversation, event)
    if conversation.step is Step.ABOUT_REPORT:
        idle = replace(conversation, step=Step.IDLE, draft=None, choices=())
        return about_earlier(city, idle, event) or Decision(idle, (say(idle, "all-right"),))
    if conversation.step is Step.CORRECTING and changes_nothing(conversation, plain(event.message.text)):
        return None
    if conversation.draft is not None and _reports_another(conversation.draft, event):
        return _another_instead(city, conversation, event)
    if conversation.step in _SURVEY and conversation.draft is None:
        return left(conversation)
    if conversation.draft is not None or conversation.step not in _LISTENING:
        return start_over(city, replace(conversation, survey=None), event)
    return None


def _reports_another(draft: Draft, event: MessageReceived) -> bool:
    """As in "never mind that, the trash was not picked up"."""
    return event.understanding.type_code not in ("", draft.type_code) and word_count(event.message.text) > A_FEW_WORDS


def _another_instead(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    begun = start_report(city, replace(conversation, draft=None, step=Step.IDLE, choices=(), places=()), event)
    return first((say(conversation, "dropped-for-another"),), begun)


def _help(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    in_report = conversation.draft is not None and word_count(event.message.text) > 1
    key = "help-in-report" if in_report else "help"
    helped = say(conversation, key, city=city.name, office=city.office.name, phone=city.office.phone)
    return first((helped,), remind(city, conversation, event.at))
