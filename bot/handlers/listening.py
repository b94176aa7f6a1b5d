"""What a message says in the light of what was asked: picked choices, yes and no, digits, language."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation
from bot.events import MessageReceived
from bot.messages import InboundMessage
from bot.nlu.understanding import Understanding
from bot.texts import word_list

_DIGITS = re.compile(
    r"\s*(?:#|number|option|choice|reply|answer|press|opci[oó]n|n[uú]mero|respuesta|marque|op[cç][aã]o|resposta|nimewo|chwa|repons)?"
    r"\s*(\d{1,2})\s*[.)!:]*"
    r"\s*(?:please|pls|por favor|tanpri)?[.!]*\s*",
    re.IGNORECASE,
)
SURE_ANSWER = 0.55
"""How sure a yes or a no must be: a word or two that are neither are read as one of them, and unsurely."""
YES = frozenset({"👍", "👌", "✅", "yes", "si", "sim", "wi", "oui"})
_NO = frozenset({"👎", "❌", "no", "nao", "non"})
"""Also of another language than the conversation's."""
_SHORT_PICK = 3
_COLORS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\\s]")
"""Skin tones and what else changes the look of an emoji, not its meaning."""
_POLITE = frozenset({"please", "favor", "tanpri"})
"""Words that pick nothing, though a choice may hold them: "Please plant one"."""
LEAST_LETTERS = 4
"""Of a word that can stand for a whole choice; one less where little else was said, as in "a car"."""
BARELY_SAID = 2
LINK = re.compile(r"https?://\S+")
_BEFORE_A_PLACE = re.compile(
    r"\b(?:at|the|corner|of|on|in|by|near|its?|s|is|outside|en|la|el|las|los|esquina|de|del|con|frente|a|calle|es|"
    r"na|no|da|do|rua|perto|nan|kwen|devan|bo|sou)\b"
)
_SURE_LANGUAGE = 0.9
_SURE_WORD = 0.8
ENOUGH_WORDS = 3
"""A message this long settles the language until another one is unmistakable."""
SURELY_OTHER = 0.8
"""How sure it must be that a message is no report, against a type it seems to be of."""
_CLEAR_SHARE = 0.95
"""How clear words too few to be sure of must be, each for itself, to change the language."""
_SURE_AT = 4
"""Words from which the understanding's confidence counts in full."""
_SURE_KIND = 0.8
_SAME_EVERYWHERE = frozenset({"no", "ok", "okay"})
"""Words of several languages: they change none."""
_SMALL_TALK = 3


def heard(city: City, conversation: Conversation, event: MessageReceived) -> Conversation:
    """The conversation, knowing when the resident last wrote and in which language."""
    language, known = conversation.language, conversation.language_known
    read = event.understanding
    if read.language in city.languages and _speaks_clearly(event):
        language, known = read.language, True
    elif not known:
        language = _first_guess(city, conversation, event)
    known = known or (word_count(event.message.text) >= ENOUGH_WORDS and not only_place(event.message.text, read))
    return replace(conversation, language=language, language_known=known, last_message_at=event.at)


def stays_in_language(conversation: Conversation, text: str, other: Understanding, own: Understanding) -> bool:
    """Whether a message read as of another language is still of the conversation's, while that is only a guess.

    An address is written the same in every language of the city, and a word or two rarely tell one.
    `other` and `own`: what was understood in either.
    """
    if only_place(text, own):
        return True
    share = other.language_confidence / min(1.0, max(word_count(text), 1) / _SURE_AT)
    return conversation.last_message_at is not None and share < _CLEAR_SHARE


def _speaks_clearly(event: MessageReceived) -> bool:
    """A single word shows its language only when it is a word we know."""
    return event.understanding.language_confidence >= _SURE_LANGUAGE and _is_language(event)


def _is_language(event: MessageReceived) -> bool:
    read = event.understanding
    places = plain(" ".join(mention.text for mention in read.mentions)).split()
    if set(plain(event.message.text).split()) - set(places) <= _SAME_EVERYWHERE:  # "no, 12 Elm Ave"
        return False
    talk = read.intent in ("greeting", "yes", "no", "thanks", "help", "report")
    known = (talk and read.intent_confidence >= _SURE_WORD) or names_kind(read)
    return word_count(event.message.text) > 1 or known


def _first_guess(city: City, conversation: Conversation, event: MessageReceived) -> str:
    read = event.understanding.language if _is_language(event) else ""
    hints = (read, event.message.language or "", conversation.language)
    return next((hint[:2] for hint in hints if hint[:2] in city.languages), city.languages[0])


def picked(conversation: Conversation, message: InboundMessage) -> str | None:
    """The id of the choice a message picks: a pressed button, its number, or its very label."""
    ids = [choice.id for choice in conversation.choices]
    if message.choice is not None:
        return message.choice if message.choice in ids else None
    number = menu_number(message)
    if number is not None:
        chosen = conversation.choices[number - 1] if 1 <= number <= len(ids) else None
        return chosen.id if chosen and not chosen.typed else None
    said = plain(message.text)
    labelled = (one.id for one in conversation.choices if said and said in (plain(one.label), one.typed))
    return next(labelled, None) or _picked_by_order(conversation, said.split())


def _picked_by_order(conversation: Conversation, said: list[str]) -> str | None:
    """As in "the second one", "two", "option two please", and nothing else: "my first report" picks none."""
    choices = conversation.choices
    around = word_list("words-choice", conversation.language)
    order = [word for word in said if word not in around] or said[-1:]
    if len(order) != 1 or len(choices) < len(("this", "that")):
        return None
    ordinals = word_list("words-ordinals", conversation.language)
    numbers = word_list("words-numbers", conversation.language)
    by_order = [at for at, words in enumerate(ordinals) if order[0] in words.split()]
    at = by_order or [at for at, word in enumerate(numbers) if order[0] == word]
    picks = [choices[one].id for one in at if one < len(choices) and not choices[one].typed]
    return picks[0] if len(picks) == 1 else None


def picked_in_words(conversation: Conversation, message: InboundMessage, *, but: str = "") -> str | None:
    """The id of the choice that was picked, also by a word of its label: "yes, follow it", "missed". `but` is no such one."""
    said = plain(message.text).split()
    if (pick := picked(conversation, message)) is not None or len(said) > _SHORT_PICK:
        return pick
    return meant(said, {one.id: one.label for one in conversation.choices if one.id != but})


def meant(said: list[str], names: dict[str, str]) -> str | None:
    """The one name that a word of what was said belongs to: "a wall" is "A building or wall" where no other has walls."""
    words = {key: plain(name).split() for key, name in names.items()}
    used = Counter(word for name in words.values() for word in set(name))
    own = [word for word in said if used[word] == 1 and word not in _POLITE]
    for least in range(LEAST_LETTERS, LEAST_LETTERS - 1 - (len(said) <= BARELY_SAID), -1):
        telling = {word for word in own if len(word) >= least}
        found = [key for key, name in words.items() if telling & set(name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def menu_number(message: InboundMessage) -> int | None:
    """The number, when a message is nothing but a short one."""
    match = _DIGITS.fullmatch(message.text)
    return int(match[1]) if match else None


def is_bare(message: InboundMessage) -> bool:
    """Nothing in it that could be read: no text, pin, file or pressed button."""
    return not (message.text.strip() or message.point or message.attachments or message.choice)


@lru_cache(maxsize=512)  # the same message and the same labels, five times a turn
def plain(text: str) -> str:
    """Lower case, without accents and punctuation, for comparing answers with choices."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c))))


def said_yes(event: MessageReceived) -> bool:
    return _answered(event, "yes", YES)


def said_no(event: MessageReceived) -> bool:
    return _answered(event, "no", _NO)


def _answered(event: MessageReceived, answer: str, words: frozenset[str]) -> bool:
    """A question is no answer."""
    read, text = event.understanding, event.message.text
    if plain(text) in words or set(_COLORS.sub("", text) or " ") <= words:
        return True
    return read.intent == answer and read.intent_confidence >= SURE_ANSWER and not text.rstrip().endswith("?")


def asks_something(conversation: Conversation, text: str) -> bool:
    """It ends as questions do, or begins like one."""
    begun = plain(text).split()[:1]
    return text.rstrip().endswith("?") or bool(set(begun) & set(word_list("words-question", conversation.language)))


def reports_something(event: MessageReceived) -> bool:
    """A report may begin with hello and end with thanks: what it surely is of, and where, beat the small talk."""
    read = event.understanding
    if read.intent == "report":
        return True
    if surely_other(event):
        return False
    if only_guessed(read):
        return True
    more = bool(read.mentions) or word_count(event.message.text) > _SMALL_TALK or read.intent == "other"
    return bool(read.type_code) and more


def tells_kind(event: MessageReceived) -> bool:
    """As in "no, it is sewage": a no, and what it is."""
    return bool(event.understanding.type_code) and word_count(event.message.text) > 1


def only_guessed(read: Understanding) -> bool:
    """What it wants, where what it is about is clear: "the pothole is getting worse" asks for no news."""
    return read.intent_confidence < SURE_ANSWER and names_kind(read)


def names_kind(read: Understanding) -> bool:
    """So clearly that a single word is a report: "bache"."""
    return bool(read.type_code) and read.types[0].confidence >= _SURE_KIND


def surely_other(event: MessageReceived) -> bool:
    """Neither a report nor an answer: a question to city hall, a remark, abuse."""
    return event.understanding.intent == "other" and event.understanding.intent_confidence >= SURELY_OTHER


def only_place(text: str, read: Understanding) -> bool:
    """A place, or a link to a map, and nothing else: it says nothing of the kind of problem, nor of the language."""
    if LINK.search(text):
        return not LINK.sub("", text).strip()
    return bool(read.mentions) and not _beside_places(text, read)


def one_more(conversation: Conversation, event: MessageReceived) -> bool:
    """Of the same kind elsewhere, and nothing else is said: "same thing at 40 Oak St", "and another one by the school"."""
    phrases = sorted(word_list("words-one-more", conversation.language), key=len, reverse=True)
    said = " ".join(_beside_places(event.message.text, event.understanding))
    left = re.sub(rf"\b(?:{'|'.join(phrases)})\b", "", said)
    around = (word_list(f"words-{which}", conversation.language) for which in ("also", "before-place", "yes"))
    return bool(event.understanding.mentions) and left != said and set(left.split()) <= set(chain(*around))


def _beside_places(text: str, read: Understanding) -> list[str]:
    named = plain(" ".join(mention.text for mention in read.mentions)).split()
    beside, left = _BEFORE_A_PLACE.sub("", plain(text)).split(), Counter(named)
    return [word for word in beside if not _taken(left, word)]


def _taken(left: Counter[str], word: str) -> bool:
    """Once for each time it stands in a place's name."""
    left[word] -= 1
    return left[word] >= 0


def word_count(text: str) -> int:
    return len(text.split())
