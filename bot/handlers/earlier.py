"""What is said after a report was sent may be about it: more of the story, a photo, "never mind", "it is back"."""

from datetime import timedelta
from typing import Literal

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Draft, FollowedRequest, Step
from bot.effects import AddWords, DescribePoint, LookUpRequests, Order
from bot.events import MessageReceived
from bot.handlers.advancing import advance, take_up_waiting
from bot.handlers.confirming import filing_key
from bot.handlers.correcting import objects_to
from bot.handlers.drafting import begin, described_further, fetch_photos, with_photos
from bot.handlers.filing import last_told, numbered, request_by_id
from bot.handlers.listening import (
    menu_number,
    only_guessed,
    only_place,
    picked,
    plain,
    said_no,
    said_yes,
    surely_other,
    word_count,
)
from bot.handlers.reminding import remind
from bot.handlers.reopening import reopen
from bot.handlers.speaking import Values, choice, first, offer, say, what
from bot.handlers.status import at_place
from bot.messages import Choice
from bot.places.place import Place
from bot.texts import render, word_list

What = Literal["add", "again", "withdraw"]
RETURNS = timedelta(days=30)
"""How long after closing a problem of the same kind may be the same one."""
HAPPENS_AGAIN = frozenset({"missed_trash", "bulky_pickup", "noise", "illegal_parking", "dead_animal", "litter_bin"})
"""What was dealt with and is there again is another case of it."""
SURELY_ANOTHER = 0.75
"""How sure another type must be for words without a place to be a new report all the same."""
MOST_OFFERED = 3
_SMALL_TALK = 2
_A_NEW_ONE = (1, 2)
"""Words in which a new report may begin, and hardly more of the story be told."""
_NEW, _KEEP = "report-new", "report-keep"


def about_earlier(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """Asks whether it is; None where the message is surely about nothing that was sent before."""
    if event.understanding.intent == "cancel":
        open_ones = [one for one in _meant(conversation, event) if one.mine and one.status == "open"]
        if open_ones:
            return _ask(city, conversation, event, open_ones, "withdraw")
    wanted = _likely(conversation, event)
    if wanted and event.message.text.rstrip().endswith("?") and not event.message.attachments:
        named = at_place(numbered(conversation), event) or wanted
        ids = tuple(one.service_request_id for one in named[:MOST_OFFERED])
        return Decision(conversation, question=LookUpRequests(ids))
    return _ask(city, conversation, event, wanted, "add") if wanted else None


def _likely(conversation: Conversation, event: MessageReceived) -> list[FollowedRequest]:
    message, read = event.message, event.understanding
    newest = last_told(conversation, event.at)
    if newest and newest.status == "open" and _puts_right(conversation, event):
        return [newest]
    if unmended := _says_unmended(conversation, event):
        return unmended
    talk = read.intent in ("yes", "no", "other") and word_count(message.text) <= _SMALL_TALK
    if message.point and newest and not message.text.strip():
        return [newest]
    if message.point or len(read.problems) > 1 or only_place(message.text, read) or (talk and not message.attachments):
        return []
    if read.intent == "thanks" and newest and message.text.rstrip().endswith("?"):
        return [newest]
    if read.intent in ("greeting", "thanks", "help", "person", "status") and not only_guessed(read):
        return []
    alike = [one for one in _meant(conversation, event) if read.type_code and one.type_code == read.type_code]
    back = [one for one in alike if one.status == "open" or _may_be_back(one, event)]
    if any(mention.kind in ("address", "intersection") for mention in read.mentions):
        return [one for one in back if one.status == "closed"]  # an open one is found by its place, at the read-back
    another = (
        read.mentions
        or word_count(message.text) in _A_NEW_ONE
        or (read.type_code and read.types[0].confidence >= SURELY_ANOTHER)
    )
    return back or ([newest] if newest and not another and not surely_other(event) else [])


def _says_unmended(conversation: Conversation, event: MessageReceived) -> list[FollowedRequest]:
    """As in "no, it's still there" weeks after the survey, whose answer it would have been: what was closed last, while it
    may be the same.
    """
    read, said = event.understanding, f" {plain(event.message.text)} "
    phrases = word_list("words-fixed-no", conversation.language)
    if read.type_code or read.mentions or not any(f" {one} " in said for one in phrases if word_count(one) > 1):
        return []
    closed = [one for one in numbered(conversation) if one.closed_at and event.at - one.closed_at < RETURNS]
    return sorted(closed, key=lambda one: one.closed_at or event.at)[-1:]


def _may_be_back(closed: FollowedRequest, event: MessageReceived) -> bool:
    lately = closed.closed_at is not None and event.at - closed.closed_at < RETURNS
    return lately and closed.type_code not in HAPPENS_AGAIN


def _puts_right(conversation: Conversation, event: MessageReceived) -> bool:
    """As in "no wait, I meant Oak St" right after it was sent, "wrong address", "no it's a pothole"."""
    objects = objects_to(conversation, event.message.text) or (said_no(event) and not event.message.attachments)
    return objects and not _is_elsewhere(event) and word_count(event.message.text) >= _SMALL_TALK


def _is_elsewhere(event: MessageReceived) -> bool:
    """A kind and a place of its own: a report, however it begins."""
    return bool(event.understanding.type_code and event.understanding.mentions)


def _meant(conversation: Conversation, event: MessageReceived) -> list[FollowedRequest]:
    """Those a message names by number or by place, else all; newest first."""
    known, said = numbered(conversation), set(plain(event.message.text).split())
    if named := [one for one in known if plain(one.service_request_id) in said]:
        return named
    places = [plain(mention.text).split() for mention in event.understanding.mentions]
    return [one for one in known if all(_stands_in(words, plain(one.address).split()) for words in places)]


def _stands_in(words: list[str], address: list[str]) -> bool:
    """Also "12 elm street" in "12 Elm St"."""
    return all(any(one.startswith(word) or word.startswith(one) for one in address) for word in words)


def _ask(
    city: City, conversation: Conversation, event: MessageReceived, wanted: list[FollowedRequest], to: What
) -> Decision:
    """The words are kept as a draft meanwhile: they may be a new report after all."""
    held = begin(replace(conversation, step=Step.ABOUT_REPORT, draft=None), event)
    if event.message.point and held.draft:
        pin = Place("", event.message.point, "pin", 0.9, "pin")
        held = replace(held, draft=replace(held.draft, pin=pin))
    no = choice(held, _KEEP if to == "withdraw" else _NEW, f"choice-{_KEEP if to == 'withdraw' else _NEW}")
    one, *others = offered = wanted[:MOST_OFFERED]
    if others:
        key = "ask-withdraw-which" if to == "withdraw" else "ask-which-report"
        named = [
            _choice(to, one, render("choice-report-named", held.language, _values(city, held, one))) for one in offered
        ]
        return first(fetch_photos(event.message), offer(held, key, (*named, no)))
    doing = _doing(to, one)
    yes = _choice(to, one, render(f"choice-report-{doing}", held.language))
    asked = offer(held, f"ask-report-{doing}", (yes, no), _values(city, held, one))
    return first(fetch_photos(event.message), asked)


def _doing(to: What, one: FollowedRequest) -> What:
    """What is added to a closed one has it looked at again."""
    return "again" if to == "add" and one.status == "closed" else to


def _choice(to: What, one: FollowedRequest, label: str) -> Choice:
    return Choice(f"{_doing(to, one)}:{one.service_request_id}", label)


def _values(city: City, conversation: Conversation, one: FollowedRequest) -> Values:
    return {"number": one.service_request_id, "type": what(city, conversation, one), "place": one.address}


def about_report(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    """An answer to it; more words and photos belong to whatever it is about."""
    pick = picked(conversation, event.message)
    conversation = with_photos(conversation, event.message)
    decided = _answered(city, conversation, event, pick)
    if decided is None:
        assert conversation.draft is not None
        more = conversation.draft
        if menu_number(event.message) is None:
            more = described_further(more, event.message.text)
        missed = replace(conversation, draft=more, misunderstood=conversation.misunderstood + 1)
        decided = remind(city, missed, event.at)
    return first(fetch_photos(event.message), decided)


def _answered(city: City, conversation: Conversation, event: MessageReceived, pick: str | None) -> Decision | None:
    draft = conversation.draft
    assert draft is not None
    if pick is None and said_yes(event) and len(conversation.choices) == len(("yes", "no")):
        pick = conversation.choices[0].id
        draft = described_further(draft, event.message.text) if word_count(event.message.text) > _SMALL_TALK else draft
    elif pick is None and said_no(event):
        pick = conversation.choices[-1].id
    going_on = replace(conversation, draft=draft, choices=(), misunderstood=0)
    if pick == _KEEP:
        kept = replace(going_on, draft=None)
        return first((say(kept, "report-kept"),), take_up_waiting(city, kept, event.at))
    if pick == _NEW:
        return _as_new(city, going_on, event)
    if pick is not None:
        return _done(city, going_on, event, pick)
    if (
        event.understanding.intent == "report"
        or only_place(event.message.text, event.understanding)
        or (conversation.misunderstood and event.message.text.strip())
    ):
        return _as_new(city, _together(going_on, draft, event), event)
    return None


def _as_new(city: City, conversation: Conversation, event: MessageReceived) -> Decision:
    draft = conversation.draft
    if draft is None or draft.pin is None:
        return advance(city, conversation, event.at)
    return Decision(replace(conversation, draft=replace(draft, pin=None)), question=DescribePoint(draft.pin.point))


def _together(conversation: Conversation, held: Draft, event: MessageReceived) -> Conversation:
    """A new report without an answer: what was held may belong to it, a photo above all."""
    begun = begin(replace(conversation, draft=None), event)
    assert begun.draft is not None
    told = "\n".join(filter(None, (held.description, begun.draft.description)))
    return replace(begun, draft=replace(begun.draft, description=told, media_ids=held.media_ids, pin=held.pin))


def _note(city: City, draft: Draft) -> str:
    """For staff, of what came without a word."""
    if draft.pin:
        return render("pin-note", city.languages[0], {"address": str(draft.pin.point)})
    return render("photo-note", city.languages[0])


def _done(city: City, conversation: Conversation, event: MessageReceived, pick: str) -> Decision:
    draft = conversation.draft
    assert draft is not None
    doing, _, number = pick.partition(":")
    known = request_by_id(conversation, number)
    done = replace(conversation, draft=None)
    key = filing_key(conversation.contact, draft.draft_id)
    words = draft.description or _note(city, draft)
    orders: tuple[Order, ...]
    if doing == "again" and known:
        orders = (reopen(city, done, number, known, words, key),)
        orders += (AddWords(number, words, key, draft.media_ids),) if draft.media_ids else ()
    elif doing == "withdraw":
        note = render("withdrawn-note", city.languages[0], {"words": words})
        orders = (AddWords(number, note, key, draft.media_ids), say(done, "withdrawn", number=number))
    else:
        orders = (AddWords(number, words, key, draft.media_ids), say(done, "added-to-request", number=number))
    return first(orders, take_up_waiting(city, done, event.at))
