"""What happened: past tense, stored with a `type` tag. Time and ids come in with them; the engine makes none.

`Arrival`s wait in the inbox; the rest answer a question of the same turn.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.messages import GeoPoint, InboundMessage
from bot.nlu.understanding import Understanding
from bot.places.place import PlaceSearch
from bot.service_requests import Attribute, ServiceRequest


class MessageArrived(Struct, frozen=True, tag="message_arrived"):
    """A channel has taken a message; nobody has read it yet."""

    at: datetime
    message: InboundMessage


class MessageUnreadable(Struct, frozen=True, tag="message_unreadable"):
    """A resident wrote something that nobody can read."""

    at: datetime


class PhotoKept(Struct, frozen=True, tag="photo_kept"):
    at: datetime
    media_id: str
    point: GeoPoint | None = None
    """Where the camera says it was taken: a suggestion, never a place by itself."""


class PhotoRefused(Struct, frozen=True, tag="photo_refused"):
    at: datetime
    media_id: str
    reason: Literal["not_a_photo", "too_large", "unreadable", "gone"]


class RequestFiled(Struct, frozen=True, tag="request_filed"):
    """The desk has the request. `service_request_id` is empty while only an Open311 token is known."""

    at: datetime
    filing_key: str
    service_request_id: str
    service_notice: str = ""
    expected_datetime: datetime | None = None
    desk_address: str = ""
    """What the desk made of the place, if it told."""


class FilingDelayed(Struct, frozen=True, tag="filing_delayed"):
    """The desk is out of reach; the outbox keeps trying. Told once per filing."""

    at: datetime
    filing_key: str


class RequestRefused(Struct, frozen=True, tag="request_refused"):
    """The desk will not take it, however often it is asked. `reason` is the desk's own description."""

    at: datetime
    filing_key: str
    reason: str


class RequestChanged(Struct, frozen=True, tag="request_changed"):
    """A followed request looks different from what was last told."""

    at: datetime
    request: ServiceRequest
    previous_status: Literal["open", "closed", ""] = ""
    corrected_only: bool = False
    """Nothing but its service or its promised date is new."""


class RequestLate(Struct, frozen=True, tag="request_late"):
    """The time the city named has passed (a timer, checked against the desk by a question)."""

    at: datetime
    service_request_id: str


class SurveyDue(Struct, frozen=True, tag="survey_due"):
    at: datetime
    service_request_id: str


class RequestReopened(Struct, frozen=True, tag="request_reopened"):
    """The desk reopened it, or took a linked new one (`new_request_id`)."""

    at: datetime
    service_request_id: str
    new_request_id: str = ""


class ReopeningFailed(Struct, frozen=True, tag="reopening_failed"):
    at: datetime
    service_request_id: str


class ContactBlocked(Struct, frozen=True, tag="contact_blocked"):
    """The provider says this resident no longer wants our messages (Twilio 21610, Telegram's 403)."""

    at: datetime


class DraftForgotten(Struct, frozen=True, tag="draft_forgotten"):
    """A draft has waited as long as the city file lets it (a timer)."""

    at: datetime
    draft_id: str


class StaffReplied(Struct, frozen=True, tag="staff_replied"):
    """A person of the city wrote to the resident."""

    at: datetime
    text: str
    finished: bool = False
    """Gives the conversation back to the bot."""


class ResidentForgotten(Struct, frozen=True, tag="resident_forgotten"):
    """A resident wished to be forgotten, and the city's staff say so (`text311 residents forget`)."""

    at: datetime


class FollowersTold(Struct, frozen=True, tag="followers_told"):
    """The city's staff tell everybody who follows some requests the same (`text311 tell`)."""

    at: datetime
    key: str
    """The same words have the same key: nobody is told them twice."""
    texts: dict[str, str]
    """Per language."""
    service_request_ids: tuple[str, ...]
    """Of those requests, the ones this contact follows."""


Arrival = (
    MessageArrived
    | MessageUnreadable
    | PhotoKept
    | PhotoRefused
    | RequestFiled
    | FilingDelayed
    | RequestRefused
    | RequestChanged
    | RequestLate
    | SurveyDue
    | RequestReopened
    | ReopeningFailed
    | ContactBlocked
    | DraftForgotten
    | StaffReplied
    | ResidentForgotten
    | FollowersTold
)


class MessageReceived(Struct, frozen=True, tag="message_received"):
    """A message and what was understood of it; made from `MessageArrived` at the start of its turn."""

    at: datetime
    message: InboundMessage
    understanding: Understanding


class PlacesFound(Struct, frozen=True, tag="places_found"):
    at: datetime
    search: PlaceSearch
    of: Literal["words", "pin", "photo"] = "words"
    """What was looked up."""


class ServiceDescribed(Struct, frozen=True, tag="service_described"):
    """`failed` when the desk did not answer; the report then goes on without questions."""

    at: datetime
    service_code: str
    attributes: tuple[Attribute, ...] = ()
    failed: bool = False


class NearbyFound(Struct, frozen=True, tag="nearby_found"):
    """Open requests of the same service near the draft's place, nearest first."""

    at: datetime
    requests: tuple[ServiceRequest, ...] = ()


class RequestsLookedUp(Struct, frozen=True, tag="requests_looked_up"):
    at: datetime
    requests: tuple[ServiceRequest, ...] = ()
    missing: tuple[str, ...] = ()
    """Numbers the desk does not know."""
    failed: bool = False


Answer = PlacesFound | ServiceDescribed | NearbyFound | RequestsLookedUp
Event = Arrival | MessageReceived | Answer
