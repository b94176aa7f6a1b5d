"""What a resident answers to a survey: whether it is fixed, and 1 to 5, in figures, words, stars and faces."""

import re
from typing import Literal

from bot.conversation import Conversation
from bot.events import MessageReceived
from bot.handlers.listening import YES, picked, plain, said_no, said_yes
from bot.texts import word_list

Fixed = Literal["yes", "partly", "no"]
_PARTLY_FIRST: tuple[Fixed, ...] = ("partly", "no", "yes")
_RATING = re.compile(r"(?<!\d)([1-5])(?!\d)(?:\s*(?:/|de|out of|of|von|sur)\s*5)?")
_OF_TEN = re.compile(r"(?<!\d)(10|[1-9])\s*(?:/|out of|de|sou)\s*10(?!\d)")
_RATINGS = range(1, 6)
_SAID_RATING = re.compile(
    r"(?<!\d)([1-5])\s*(?:/\s*5|out of 5|de 5|sou 5|stars?|estrellas?|estrelas?|zetwal)(?!\d)", re.IGNORECASE
)
_FACES = {
    "😡": 1, "🤬": 1, "😠": 1, "💩": 1, "🤮": 1, "🙁": 2, "☹": 2, "😞": 2, "😕": 2, "😒": 2, "😐": 3, "😑": 3, "🙂": 4, "😊": 4,
    "😀": 5, "😃": 5, "😄": 5, "😍": 5, "🤩": 5, "🥳": 5, "🎉": 5,
}  # fmt: skip
"""Of one mind with a figure; a thumb or a heart says yes or thanks as well."""
_A_FEW = 5
"""Words up to which a yes among them is the answer."""
_STAR = re.compile(r"[⭐★🌟]")


def fixed_in(conversation: Conversation, event: MessageReceived) -> tuple[Fixed | None, str]:
    """The answer and the words beyond it."""
    pick = picked(conversation, event.message)
    for fixed in _PARTLY_FIRST:
        if pick == f"fixed-{fixed}":
            return fixed, ""
    said = plain(event.message.text)
    for fixed in _PARTLY_FIRST:
        words = word_list(f"words-fixed-{fixed}", conversation.language)
        for word in words:
            if said == word:
                return fixed, ""
            said_on = said.startswith(f"{word} ") or (" " in word and f" {word} " in f" {said} ")
            if said_on and is_about_it(event):
                return fixed, event.message.text.strip()
    if said_no(event):
        return "no", event.message.text.strip()
    return ("yes", "") if said_yes(event) or _yes_among(conversation, event) else (None, "")


def _yes_among(conversation: Conversation, event: MessageReceived) -> bool:
    """As in "finally yes thank you"."""
    said = set(plain(event.message.text).split())
    but = set(word_list("words-but", conversation.language))
    asks = event.message.text.rstrip().endswith("?")
    return bool(said & YES) and not said & but and not asks and len(said) <= _A_FEW


def declines(conversation: Conversation, event: MessageReceived) -> bool:
    """So "no thanks" and "I don't know" do not say that it is not fixed."""
    said = plain(event.message.text)
    unasked = [*word_list("words-no-thanks", conversation.language)]
    unasked += word_list("words-to-skip", conversation.language)
    return any(said == word or (" " in word and said.startswith(f"{word} ")) for word in unasked)


def is_about_it(event: MessageReceived) -> bool:
    """A new report begins with a place of its own; an answer does not."""
    return not any(mention.kind in ("address", "intersection") for mention in event.understanding.mentions)


def rated_beside(text: str) -> int | None:
    """As in "yes, 5 stars", where a figure alone could be days or houses."""
    stars, found = len(_STAR.findall(text)), set(_SAID_RATING.findall(text))
    said = {int(rating) for rating in found} or ({stars} & set(_RATINGS))
    return said.pop() if len(said) == 1 else None


def rating_in(conversation: Conversation, event: MessageReceived) -> tuple[int | None, str]:
    text = event.message.text.strip()
    pick = picked(conversation, event.message)
    if pick is not None:
        return int(pick.removeprefix("rate-")), ""
    of_ten, stars = _OF_TEN.search(text), len(_STAR.findall(text))
    if of_ten and is_about_it(event):
        return (int(of_ten[1]) + 1) // 2, _beside(text, of_ten)
    found = _SAID_RATING.search(text) or _RATING.search(text)
    if found and is_about_it(event):
        return int(found[1]), _beside(text, found)
    if 0 < stars <= len(_RATINGS):
        return stars, plain(text) and text
    faces = {_FACES[face] for face in text if face in _FACES}
    if len(faces) == 1 and is_about_it(event):
        return faces.pop(), plain(text) and text
    return _rating_in_words(conversation, event, plain(text))


def _beside(text: str, found: re.Match[str]) -> str:
    return (text[: found.start()] + text[found.end() :]).strip(" ,.;:!-/")


def _rating_in_words(conversation: Conversation, event: MessageReceived, said: str) -> tuple[int | None, str]:
    """As in "three", "terrible", "not happy at all": the longest words that are known decide."""
    numbers = word_list("words-numbers", conversation.language)[: len(_RATINGS)]
    known = [(word, rating) for rating, word in enumerate(numbers, 1) if word in said.split()[:3]]
    for rating in _RATINGS:
        words = word_list(f"words-rating-{rating}", conversation.language)
        known += [(word, rating) for word in words if f" {word} " in f" {said} "]
    if not known or not is_about_it(event):
        return None, ""
    word, rating = max(known, key=lambda one: len(one[0]))
    return rating, event.message.text.strip() if said != word else ""
