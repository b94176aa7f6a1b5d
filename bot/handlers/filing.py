"""What the desk made of a filing, and of the photos that go with it."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, FollowedRequest, Step
from bot.effects import CallStaff, DescribePoint, Order, Schedule, Unschedule
from bot.events import FilingDelayed, PhotoKept, PhotoRefused, RequestFiled, RequestLate, RequestRefused
from bot.handlers.listening import plain
from bot.handlers.phrases import translated
from bot.handlers.quiet import after_quiet
from bot.handlers.speaking import Values, say, type_name
from bot.texts import render, word_list
from bot.texts.dates import day


def request_filed(city: City, conversation: Conversation, event: RequestFiled) -> Decision:
    """Whoever carried out the filing has made them a follower of it."""
    known = request_by_key(conversation, event.filing_key)
    filed = replace(
        known or FollowedRequest(filing_key=event.filing_key),
        service_request_id=event.service_request_id,
        status="open",
        expected_at=_expected(city, known, event),
        desk_address=event.desk_address,
        told_at=event.at,
    )
    told = say(conversation, _filed_text(conversation, filed), _filed_values(city, conversation, filed, event.at))
    orders: list[Order] = [told]
    if event.service_notice:
        orders.append(say(conversation, "notice", notice=translated(city, conversation.language, event.service_notice)))
    if filed.service_request_id and filed.expected_at:
        orders += watched_for_lateness(city, filed)
    return Decision(with_request(conversation, filed), tuple(orders))


def _filed_text(conversation: Conversation, filed: FollowedRequest) -> str:
    if not filed.service_request_id:
        return "filed-number-later"
    if not conversation.updates_allowed:
        return "filed-no-updates"
    return "filed-with-date" if filed.expected_at else "filed"


def _filed_values(city: City, conversation: Conversation, filed: FollowedRequest, at: datetime) -> Values:
    expected = day(filed.expected_at, city.time_zone, conversation.language, at) if filed.expected_at else ""
    what = type_name(city, conversation, filed.type_code) if filed.type_code else filed.service_name
    return {"number": filed.service_request_id, "type": what, "place": filed.address, "expected": expected}


def _expected(city: City, known: FollowedRequest | None, event: RequestFiled) -> datetime | None:
    if event.expected_datetime or known is None:
        return event.expected_datetime
    return promised_by_us(city, known, event.at)


def promised_by_us(city: City, filed: FollowedRequest, at: datetime) -> datetime | None:
    """Where the desk names no date: by the hours of the city file."""
    hours = city.expected_hours(filed.type_code)
    return (filed.filed_at or at) + timedelta(hours=hours) if hours else None


def watched_for_lateness(city: City, filed: FollowedRequest) -> list[Order]:
    """The day it is promised for, and no earlier one."""
    name = f"late:{filed.service_request_id}"
    if filed.expected_at is None:
        return [Unschedule(name)]
    due = after_quiet(city, filed.expected_at + timedelta(hours=city.late_grace_hours))
    return [Schedule(name, due, RequestLate(at=due, service_request_id=filed.service_request_id))]


def filing_delayed(_city: City, conversation: Conversation, event: FilingDelayed) -> Decision:
    """Said late by a worker that was stopped meanwhile, it would take back the number already told."""
    known = request_by_key(conversation, event.filing_key)
    if known and known.status != "filing":
        return Decision(conversation)
    return Decision(conversation, (say(conversation, "filing-delayed"),))


def request_refused(city: City, conversation: Conversation, event: RequestRefused) -> Decision:
    """The resident is told, and staff too: it may be our map that is wrong, and the report must not be lost."""
    known = request_by_key(conversation, event.filing_key)
    refused = replace(known, status="refused") if known else None
    reason = translated(city, conversation.language, event.reason)
    told = say(conversation, "refused", reason=reason, office=city.office.name, phone=city.office.phone)
    orders = (told, CallStaff("refused", _refused_words(known, event.reason)))
    return Decision(with_request(conversation, refused) if refused else conversation, orders)


def _refused_words(known: FollowedRequest | None, reason: str) -> str:
    """The desk's reason, and what was to be filed where."""
    report = (known.service_code or known.type_code, known.address, known.words) if known else ()
    return "\n".join(filter(None, (reason, *report)))


def photo_kept(city: City, conversation: Conversation, event: PhotoKept) -> Decision:
    """Staff who are asked see it. Where it was taken is worth a suggestion while nobody knows where the problem is."""
    if conversation.step is Step.WITH_PERSON:
        note = render("photo-note", city.languages[0])
        return Decision(conversation, (CallStaff("more", note, (event.media_id,)),))
    draft = conversation.draft
    if draft is None or draft.place or draft.place_settled or not event.point or event.media_id not in draft.media_ids:
        return Decision(conversation)
    noted = replace(draft, photo_point=event.point)
    if conversation.step is not Step.LOCATING:
        return Decision(replace(conversation, draft=noted))
    return Decision(replace(conversation, draft=noted), question=DescribePoint(event.point, "photo"))


def photo_refused(_city: City, conversation: Conversation, event: PhotoRefused) -> Decision:
    """It is left out of the draft, and the resident knows why."""
    draft = conversation.draft
    if draft is not None:
        kept = tuple(media_id for media_id in draft.media_ids if media_id != event.media_id)
        conversation = replace(conversation, draft=replace(draft, media_ids=kept))
    return Decision(conversation, (say(conversation, f"photo-refused-{event.reason.replace('_', '-')}"),))


RECENT = timedelta(hours=12)
"""After it was last told of, a report is what words without a place are likely about."""


def last_told(conversation: Conversation, at: datetime) -> FollowedRequest | None:
    """The report the resident heard of last, if that was lately."""
    told = [(one.told_at, one) for one in numbered(conversation) if one.told_at and at - one.told_at < RECENT]
    return max(told, key=lambda pair: pair[0])[1] if told else None


def address_as_before(conversation: Conversation, text: str) -> str:
    """The place of the last report, where "the same address", "same as last time" is said; else empty."""
    said = f" {plain(text)} "
    same = any(f" {words} " in said for words in word_list("words-as-before", conversation.language))
    return next((one.address for one in conversation.requests if same and one.point), "")


def numbered(conversation: Conversation) -> list[FollowedRequest]:
    """The reports the desk has, newest first."""
    return [one for one in conversation.requests if one.service_request_id and one.status in ("open", "closed")]


def request_by_key(conversation: Conversation, filing_key: str) -> FollowedRequest | None:
    return next((known for known in conversation.requests if known.filing_key == filing_key), None)


def request_by_id(conversation: Conversation, service_request_id: str) -> FollowedRequest | None:
    return next((known for known in conversation.requests if known.service_request_id == service_request_id), None)


def with_request(conversation: Conversation, changed: FollowedRequest) -> Conversation:
    """The conversation with this request as it is now; one nobody remembers is put first."""
    known = conversation.requests
    same = [bool(old.filing_key) and old.filing_key == changed.filing_key for old in known]
    same = [
        hit or old.service_request_id == changed.service_request_id != "" for hit, old in zip(same, known, strict=True)
    ]
    if not any(same):
        return replace(conversation, requests=(changed, *known))
    return replace(conversation, requests=tuple(changed if hit else old for hit, old in zip(same, known, strict=True)))
