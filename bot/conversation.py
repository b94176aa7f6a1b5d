"""Everything remembered about a contact's dialogue, and what a decision is."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

from bot.effects import Order, Question
from bot.messages import Choice, Contact, GeoPoint
from bot.nlu.understanding import Mention, RankedType
from bot.places.place import Place
from bot.service_requests import Attribute, ServiceRequest


class Step(StrEnum):
    """Where the conversation stands: what the next words most likely answer."""

    IDLE = "idle"
    DESCRIBING = "describing"
    CHOOSING_TYPE = "choosing_type"
    LOCATING = "locating"
    CHOOSING_PLACE = "choosing_place"
    ANSWERING = "answering"
    CONFIRMING = "confirming"
    CORRECTING = "correcting"
    AFTER_EMERGENCY = "after_emergency"
    ABOUT_REPORT = "about_report"
    SURVEY_FIXED = "survey_fixed"
    SURVEY_RATING = "survey_rating"
    SURVEY_WORDS = "survey_words"
    WITH_PERSON = "with_person"


class PlaceWords(Struct, frozen=True, omit_defaults=True):
    """A text and where it names places (`Mention` offsets are the text's)."""

    text: str
    mentions: tuple[Mention, ...] = ()


class Draft(Struct, frozen=True, omit_defaults=True):
    """A service request while its slots are filled. `draft_id` is the id of the message that began it."""

    draft_id: str
    begun_at: datetime
    description: str = ""
    types: tuple[RankedType, ...] = ()
    """What the words suggest, best first."""
    type_code: str = ""
    """What it is, once sure or chosen."""
    place: Place | None = None
    place_words: str = ""
    """The resident's own words for the place, filed when no point is found."""
    unread: PlaceWords | None = None
    """Words that may name the place and were not looked up yet."""
    street: str = ""
    """A street that was recognised and still wants a number or a cross street."""
    pin: Place | None = None
    """A pin that came with words which name a place too: they are compared before either is believed."""
    photo_point: GeoPoint | None = None
    """Where a photo says it was taken, to be suggested when nothing better is known."""
    place_confirmed_by: str = "resident"
    road_told: str = ""
    """The rule of `[[roads]]` the resident was told of."""
    notices_told: tuple[str, ...] = ()
    """The notices for its type the resident was told of, by `Notice.key`."""
    place_tries: int = 0
    place_settled: bool = False
    """Enough was asked: file it with the words and let staff look."""
    type_tries: int = 0
    attributes: tuple[Attribute, ...] | None = None
    """The definition's questions; None until the desk was asked."""
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    media_ids: tuple[str, ...] = ()
    nearby: tuple[ServiceRequest, ...] | None = None
    """The nearest open request of the same kind near there, if any; None until the desk was asked."""
    neighbors: int = 0
    """How many there are."""


class FollowedRequest(Struct, frozen=True, omit_defaults=True):
    """A request this contact filed or follows, as last told. `filing_key` until the desk gave a number."""

    filing_key: str
    service_request_id: str = ""
    type_code: str = ""
    service_name: str = ""
    address: str = ""
    point: GeoPoint | None = None
    desk_address: str = ""
    """What the desk made of `address` when it took the request: until it changes, ours is told."""
    status: Literal["filing", "open", "closed", "refused"] = "filing"
    filed_at: datetime | None = None
    expected_at: datetime | None = None
    closed_at: datetime | None = None
    told_at: datetime | None = None
    """When this contact last heard of it: what is said soon after may be about it."""
    service_code: str = ""
    """As the desk has it, which staff may have corrected."""
    words: str = ""
    """What it was filed with: a correction of its type teaches what such words mean."""
    mine: bool = True
    """Filed by this contact, not only followed."""
    surveyed: int = 0
    """How often it was surveyed; part of the survey key, as a reopened request is surveyed again."""


class Survey(Struct, frozen=True, omit_defaults=True):
    """A survey being answered."""

    survey_key: str
    service_request_id: str
    asked_at: datetime
    fixed: Literal["yes", "partly", "no"] | None = None
    rating: int | None = None
    words: str = ""
    """What was said before an answer could be made of it; it goes with the answer."""


class Conversation(Struct, frozen=True, omit_defaults=True):
    contact: Contact
    language: str = "en"
    language_known: bool = False
    step: Step = Step.IDLE
    draft: Draft | None = None
    waiting: tuple[Draft, ...] = ()
    """Further problems of the same message, taken up one after the other."""
    requests: tuple[FollowedRequest, ...] = ()
    """Newest first, as many as the city file keeps."""
    survey: Survey | None = None
    choices: tuple[Choice, ...] = ()
    """What was last offered, so that "2" and a pressed button mean the same."""
    places: tuple[Place, ...] = ()
    """What the choices of CHOOSING_PLACE stand for."""
    updates_allowed: bool = True
    surveys_allowed: bool = True
    misunderstood: int = 0
    """Turns in a row in which nothing could be made of the resident's words."""
    last_message_at: datetime | None = None
    staff_wrote_at: datetime | None = None
    warned_at: datetime | None = None
    """When they last wrote of danger."""
    forgotten_at: datetime | None = None
    """When they were last forgotten at their own wish."""
    notices_told: tuple[str, ...] = ()
    """The notices for everybody that were told and still hold, by `Notice.key`."""
    words_told: tuple[str, ...] = ()
    """The words of staff to all followers that were told, by `FollowersTold.key`, newest first."""
    greeted: bool = False
    lapsed: bool = False
    """A report was never finished and is forgotten, and the resident does not know."""


class Decision(Struct, frozen=True):
    """The conversation as it is from now on, and what is wanted: at most one question, any number of orders."""

    conversation: Conversation
    orders: tuple[Order, ...] = ()
    question: Question | None = None
