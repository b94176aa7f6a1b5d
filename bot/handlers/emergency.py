"""Emergencies come before anything else, at any step, and are never filed in silence."""

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.effects import Say
from bot.events import MessageReceived
from bot.handlers import asking
from bot.handlers.advancing import advance
from bot.handlers.danger_kinds import as_crews_have_it
from bot.handlers.drafting import begin, described_further, fetch_photos, read_into, with_photos
from bot.handlers.kind import chosen
from bot.handlers.listening import is_bare, menu_number, picked, plain, said_no, said_yes, tells_kind, word_count
from bot.handlers.person import passed_on
from bot.handlers.reminding import remind
from bot.handlers.speaking import first, say
from bot.handlers.welcome import described
from bot.texts import word_list


def emergency(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """The city's own words first; whether it becomes a report as well is the resident's next answer.

    In the middle of a report it is more of the story: "the wire is sparking now".
    """
    warning, conversation = warned(city, conversation, event), replace(conversation, warned_at=event.at)
    if conversation.step is Step.WITH_PERSON:
        return Decision(with_photos(conversation, event.message), (*warning, *passed_on(city, event)))
    if event.understanding.emergency == "suicide":
        return Decision(conversation, warning)  # and no word of reports
    photos = fetch_photos(event.message)
    if conversation.draft is None:
        begun = begin(conversation, event)
        assert begun.draft is not None
        begun = replace(begun, draft=as_crews_have_it(begun.draft, event.understanding.emergency))
        return first(photos, asking.after_emergency(begun, warning))
    told = read_into(described_further(conversation.draft, event.message.text), event.message.text, event.understanding)
    if conversation.step is Step.AFTER_EMERGENCY:
        told = as_crews_have_it(told, event.understanding.emergency)
    told_more = with_photos(replace(conversation, draft=told), event.message)
    return first((*photos, *warning), remind(city, told_more, event.at))


def warned(city: City, conversation: Conversation, event: MessageReceived) -> tuple[Say, ...]:
    """The city's own words or ours; nothing where no danger was read."""
    kind = event.understanding.emergency
    if kind is None:
        return ()
    if text := city.emergency.text.get(conversation.language, ""):
        words = text.replace("{number}", city.emergency.number)
        return (Say(key="literal", language=conversation.language, values={"text": words}),)
    return (say(conversation, f"emergency-{kind}", number=city.emergency.number),)


def after_emergency(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """Report it, leave it, or say more about it, which is to report it."""
    pick = picked(conversation, event.message)
    going_on = replace(conversation, choices=())
    if pick == asking.GO_ON or (pick is None and said_yes(event) and asking.may_go_on(conversation)):
        return _gone_on(city, going_on, event)
    if pick == asking.LEAVE or (pick is None and _leaves(conversation, event)):
        dropped = replace(going_on, draft=None, waiting=(), step=Step.IDLE)
        return Decision(dropped, (say(dropped, "emergency-left"),))
    if is_bare(event.message) or menu_number(event.message) is not None or _says_little(event):
        return remind(city, conversation, event.at)
    return described(city, going_on, event)


def _leaves(conversation: Conversation, event: MessageReceived) -> bool:
    if said_no(event):
        return not tells_kind(event)
    if asking.may_go_on(conversation) or said_yes(event):
        return False
    nothing = word_list("words-change-nothing", conversation.language)
    return event.understanding.intent == "thanks" or plain(event.message.text) in nothing


def _gone_on(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """As what crews can do something about; where that is nothing, to whoever takes all that has no service, or who helps."""
    draft = conversation.draft
    assert draft is not None
    if draft.type_code or any(city.service_code(ranked.code) for ranked in draft.types):
        return advance(city, conversation, event.at)
    if city.default_service:
        return advance(city, replace(conversation, draft=chosen(draft, "other")), event.at)
    office = city.office
    told = say(
        conversation, "danger-not-for-crews", number=city.emergency.number, office=office.name, phone=office.phone
    )
    return first((told,), asking.what_crews_can_do(conversation))


def _says_little(event: MessageReceived) -> bool:
    """As in "I called"; a photo, a pin, a place or a kind of problem would say more."""
    more = event.message.point or event.message.attachments or event.understanding.mentions or tells_kind(event)
    return not more and word_count(event.message.text) <= _A_FEW


_A_FEW = 4
