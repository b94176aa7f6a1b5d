"""What a decision asks for, two kinds and no third.

Questions only read; the turn answers them at once and the answer comes back as an event.
Orders change the world; they are saved with the conversation in one transaction and carried out by the outbox.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.events import Arrival
from bot.messages import Attachment, Choice, GeoPoint
from bot.nlu.understanding import Mention


class FindPlaces(Struct, frozen=True, tag="find_places"):
    text: str
    mentions: tuple[Mention, ...] = ()
    near: GeoPoint | None = None
    language: str = "en"


class DescribePoint(Struct, frozen=True, tag="describe_point"):
    """What is at this pin, or where this photo was taken?"""

    point: GeoPoint
    of: Literal["pin", "photo"] = "pin"


class DescribeService(Struct, frozen=True, tag="describe_service"):
    service_code: str


class FindNearby(Struct, frozen=True, tag="find_nearby"):
    service_code: str
    point: GeoPoint


class LookUpRequests(Struct, frozen=True, tag="look_up_requests"):
    service_request_ids: tuple[str, ...]


Question = FindPlaces | DescribePoint | DescribeService | FindNearby | LookUpRequests


class Say(Struct, frozen=True, tag="say"):
    """Tell the resident. The text is rendered from `key` and `values` when it is sent."""

    key: str
    language: str
    values: dict[str, str | int] = {}
    choices: tuple[Choice, ...] = ()
    ask_location: bool = False
    photo_url: str = ""
    point: GeoPoint | None = None
    """The place it speaks of, for a channel that can show it on a map."""
    bulk: bool = False
    """Not an answer to something just said: may wait behind replies."""
    template_only: bool = False
    """WhatsApp's 24 hours are over; only an approved template may be sent."""


class FetchPhoto(Struct, frozen=True, tag="fetch_photo"):
    attachment: Attachment


class FileRequest(Struct, frozen=True, tag="file_request"):
    """`filing_key` is the report's own, the same on every try; any desk may be searched for it."""

    filing_key: str
    service_code: str
    description: str
    address_string: str
    point: GeoPoint | None
    attributes: dict[str, str | tuple[str, ...]] = {}
    """Answers by attribute code; several, also when it is only one, for a multivaluelist."""
    media_ids: tuple[str, ...] = ()
    language: str = "en"
    place_precision: str = "none"
    """How the point was come by; `none` when only words are known and staff must look."""
    place_source: str = ""
    """Who gave the point: gazetteer, pin, or a geocoder's name."""
    place_mention: str = ""
    """The resident's own words for the place."""
    place_confirmed_by: str = "nobody"
    """`resident`, on the read-back; `resident_choice` of several; `resident_pin`; `nobody` where words were filed."""
    reopens: str = ""
    """The closed request this one continues, where the desk cannot reopen."""


class AddWords(Struct, frozen=True, tag="add_words"):
    """More of the story for a request the desk has. The same `key` adds it once."""

    service_request_id: str
    words: str
    key: str
    media_ids: tuple[str, ...] = ()


class Follow(Struct, frozen=True, tag="follow"):
    """From now on this contact hears of every change. `known_status` is what they know already."""

    service_request_id: str
    known_status: Literal["open", "closed"] = "open"


class Unfollow(Struct, frozen=True, tag="unfollow"):
    service_request_id: str


class Reopen(Struct, frozen=True, tag="reopen"):
    """Ask the desk to reopen; where it cannot, `refile` is filed as a linked new request."""

    service_request_id: str
    words: str
    survey_key: str
    refile: FileRequest | None = None


class RecordFeedback(Struct, frozen=True, tag="record_feedback"):
    """One survey's answers so far; the same `survey_key` completes the earlier row."""

    survey_key: str
    service_request_id: str
    language: str
    fixed: Literal["yes", "partly", "no"] | None = None
    rating: int | None = None
    comment: str = ""


class RecordConsent(Struct, frozen=True, tag="record_consent"):
    """Kept for good: what was granted or withdrawn, when, and how it was said (`source`: words, carrier, blocked)."""

    purpose: Literal["updates", "surveys", "all"]
    granted: bool
    source: Literal["words", "carrier", "blocked"]
    at: datetime


class RecordCorrection(Struct, frozen=True, tag="record_correction"):
    """Staff gave a report another service than it was filed under; `words` are the resident's."""

    service_request_id: str
    words: str
    language: str
    filed_as: str
    service_code: str


class Schedule(Struct, frozen=True, tag="schedule"):
    """`event` enters the inbox at `due`. The same `name` of the same contact replaces an earlier one."""

    name: str
    due: datetime
    event: Arrival


class Unschedule(Struct, frozen=True, tag="unschedule"):
    name: str


class CallStaff(Struct, frozen=True, tag="call_staff"):
    """A line of the staff inbox. `reason`: asked and more are the resident's words, answered and finished those of
    staff; left: the resident went back to the bot or wants no more messages, stopped: nor this answer.
    """

    reason: str
    words: str
    media_ids: tuple[str, ...] = ()


class ForgetRecords(Struct, frozen=True, tag="forget_records"):
    """Delete every kept row of this contact but their consents, which forbid us to write again."""


Order = (
    Say
    | FetchPhoto
    | FileRequest
    | AddWords
    | Follow
    | Unfollow
    | Reopen
    | RecordFeedback
    | RecordConsent
    | RecordCorrection
    | Schedule
    | Unschedule
    | CallStaff
    | ForgetRecords
)
