"""How a handler says something, and how decisions are put together."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, FollowedRequest
from bot.effects import Order, Say
from bot.handlers.listening import menu_number
from bot.handlers.phrases import translated
from bot.messages import Choice, GeoPoint, InboundMessage
from bot.nlu.request_types import REQUEST_TYPES
from bot.texts import render

WHATSAPP_WINDOW = timedelta(hours=24)


Values = dict[str, str | int]


def say(
    conversation: Conversation,
    key: str,
    values: Values | None = None,
    *,
    bulk: bool = False,
    photo_url: str = "",
    **more: str | int,
) -> Say:
    """`values` and `more` fill the places of the text."""
    return Say(key, conversation.language, (values or {}) | more, bulk=bulk, photo_url=photo_url)


def offer(
    conversation: Conversation,
    key: str,
    choices: tuple[Choice, ...],
    values: Values | None = None,
    *,
    ask_location: bool = False,
    point: GeoPoint | None = None,
    **more: str | int,
) -> Decision:
    """Ask something with answers to pick; the choices are remembered so that "2" can be understood."""
    question = Say(key, conversation.language, (values or {}) | more, choices, ask_location, point=point)
    return Decision(replace(conversation, choices=choices), (question,))


def choice(conversation: Conversation, choice_id: str, key: str) -> Choice:
    return Choice(choice_id, render(key, conversation.language))


def type_name(city: City, conversation: Conversation, type_code: str) -> str:
    """What residents call this request type: "pothole". One that the city file no longer names is another problem."""
    language = conversation.language
    known = type_code if type_code in REQUEST_TYPES else "other"
    return city.name_of(type_code, language) or render(f"type-{known.replace('_', '-')}", language)


def what(city: City, conversation: Conversation, request: FollowedRequest) -> str:
    """The type of a report, or what the desk calls its service where the city file has no type for it."""
    if request.type_code or not request.service_name:
        return type_name(city, conversation, request.type_code)
    return translated(city, conversation.language, request.service_name)


def not_on_the_list(conversation: Conversation, message: InboundMessage) -> Say:
    """To a number that was not offered, or a yes where there are several things to say yes to."""
    if menu_number(message) is None:
        return say(conversation, "pick-one")
    return say(conversation, "no-such-choice", most=len(conversation.choices))


def first(orders: tuple[Order, ...], decision: Decision) -> Decision:
    """The same decision, with `orders` carried out before its own."""
    return replace(decision, orders=orders + decision.orders)


def marked_for_templates(decision: Decision, at: datetime) -> Decision:
    """On WhatsApp, 24 hours after the resident's last message, only approved templates may be sent."""
    conversation = decision.conversation
    if conversation.contact.channel != "whatsapp" or not decision.orders:
        return decision
    last = conversation.last_message_at
    if last is not None and at - last < WHATSAPP_WINDOW:
        return decision
    return replace(decision, orders=tuple(_template_only(order) for order in decision.orders))


def _template_only(order: Order) -> Order:
    return replace(order, template_only=True) if isinstance(order, Say) else order
