"""In which language to write, when the resident names one: "en español por favor", "do you speak Creole?"."""

from typing import Final

from msgspec.structs import replace

from bot.city import City
from bot.conversation import Conversation, Decision, Step
from bot.events import MessageReceived
from bot.handlers.listening import plain
from bot.handlers.speaking import say
from bot.handlers.welcome import hailed

NAMES: Final = {
    "en": ("English", frozenset({"english", "ingles", "angle"})),
    "es": ("Español", frozenset({"spanish", "espanol", "castellano", "espanhol", "panyol"})),
    "pt": ("Português", frozenset({"portuguese", "portugues", "potige"})),
    "ht": ("Kreyòl", frozenset({"creole", "kreyol", "haitian", "criollo", "creol", "crioulo"})),
}
"""How each is called by those who speak it, and in all of them."""
_NAMED: Final = frozenset().union(*(names for _, names in NAMES.values()))
_COMMAND = frozenset({"language", "languages", "lang", "idioma", "idiomas", "lingua"})
_NOT = frozenset({"no", "not", "dont", "don", "cant", "can", "t", "pa", "nao"})
_SAID_AROUND = (
    "a ad ain all al an any anyone alguem alguien ao ayisyen bien bem better bon but can change cambiar could de desculpa "
    "desculpe disculpe do don dont does e em en entiendo entendo eske eskize fala falam falo favor good habla hablan hablar "
    "hablas hablo hable here i in is it just konprann l la little lo m mal mi much mucho muito mwen my muy nan nao need no not "
    "only ou pa padon pale para people perdon perdone please pls poco por pouco prefer prefiero prefiro puede puedo "
    "que quero quiero so solo someone sorry speak speaks speaking switch t talk tanpri ti text there to translate um un "
    "understand use very vle w want we well write yo yon you"
)
_AROUND = _COMMAND | frozenset(_SAID_AROUND.split())
"""What may stand beside the name; with any other word it may be a place, a report, an answer."""


def language_wish(city: City, conversation: Conversation, event: MessageReceived) -> Decision | None:
    """From now on in that language, and whatever is open once more; None where no language is wished."""
    said = plain(event.message.text).split()
    wished = _wished(said) if conversation.step is not Step.WITH_PERSON else None
    if wished is None:
        return None
    if _NOT & set(said) and "can" not in said[:1]:  # the one they do not speak
        wished = next((one for one in (conversation.language, event.understanding.language) if one != wished), "")
    if wished not in city.languages:
        names = ", ".join(NAMES[one][0] for one in city.languages if one in NAMES)
        return Decision(conversation, (say(conversation, "which-language", words=names),))
    return hailed(city, replace(conversation, language=wished, language_known=True), event)


def _wished(said: list[str]) -> str | None:
    """The code of the one language that is named, "" where only a change is asked for."""
    if len(said) == 1 and said[0] in _COMMAND:
        return ""
    if said[:1] and said[0] in _COMMAND and len(said) == len(("language", "es")) and said[1] in NAMES:
        return said[1]
    if _NAMED.isdisjoint(said):
        return None
    named = [code for code, (_, names) in NAMES.items() if not names.isdisjoint(said)]
    return named[0] if len(named) == 1 and _AROUND.union(_NAMED).issuperset(said) else None
