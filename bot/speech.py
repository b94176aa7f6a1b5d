"""From a `Say` order to the message a channel sends: the text, or on WhatsApp after 24 hours an approved template."""

from msgspec.structs import replace

from bot.channels.base import SendFailed
from bot.city import City
from bot.effects import Say
from bot.messages import Contact, OutboundMessage, Template
from bot.pin_link import LINKED_CHANNELS, PinLink, pin_url
from bot.ports import PinLinks
from bot.texts import render


async def spoken(city: City, pins: PinLinks, base: str, say: Say, contact: Contact, reference: str) -> OutboundMessage:
    """As `worded`; a question for a place leads to the pin page where the channel has no map of its own.

    `base` is how residents reach our pages; empty when they cannot. Raises `StoreUnavailable` too.
    """
    message = worded(city, say, contact, reference)
    if not say.ask_location or not (contact.channel == "web" or (base and contact.channel in LINKED_CHANNELS)):
        return message
    pin = await pins.keep(PinLink(contact, say.language, str(say.values.get("street", ""))), reference)
    if contact.channel == "web":
        return replace(message, map_url=pin_url("", pin))
    link = render("pin-link", say.language, {"url": pin_url(base, pin)})
    return replace(message, text=f"{message.text}\n{link}")


def worded(city: City, say: Say, contact: Contact, reference: str) -> OutboundMessage:
    """`reference` is our id of the order. Raises `SendFailed` (permanent) where only a template may be sent
    and the city file names none.
    """
    return OutboundMessage(
        contact=contact,
        text=render(say.key, say.language, say.values).strip(),
        choices=say.choices,
        ask_location=say.ask_location,
        location_label=render("share-location", say.language) if say.ask_location else "",
        photo_url=say.photo_url or None,
        point=say.point,
        template=_template(city, say) if say.template_only else None,
        key=say.key,
        reference=reference,
        language=say.language,
    )


def _template(city: City, say: Say) -> Template:
    """The approved template of this text; its variables are the text's values in their order, numbered from 1."""
    content_sid = city.whatsapp.templates.get(say.key, {}).get(say.language)
    if content_sid is None:
        table = f"[whatsapp.templates.{say.key}]"
        raise SendFailed(f"24 hours are over and the city file has no {table} {say.language}", permanent=True)
    return Template(content_sid, {str(number): str(value) for number, value in enumerate(say.values.values(), 1)})
