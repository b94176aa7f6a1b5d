"""Training samples from the corpus: places filled and hidden, slips of the finger added."""

from pathlib import Path
from random import Random

from bot.nlu.augment import as_sms, with_slips
from bot.nlu.corpus import CORPUS, Line, read_corpus
from bot.nlu.fit import NO_LABEL, Sample
from bot.nlu.slots import PlaceMaker, fill, place_maker
from bot.nlu.text import hide_places, words


def dice() -> Random:
    """The same throws every time, so that the same corpus gives the same models."""
    return Random(311)  # noqa: S311  nothing secret hangs on it


def samples(language: str, corpus: Path = CORPUS) -> list[Sample]:
    random, maker = dice(), place_maker(language, corpus)
    return [sample for line in read_corpus(language, corpus) for sample in _of_line(line, maker, language, random)]


def _of_line(line: Line, maker: PlaceMaker, language: str, random: Random) -> list[Sample]:
    labels = labels_of(line)
    filled = fill(line.text.replace("||", " "), maker, random)
    hidden = hide_places(filled.text, [(m.start, m.end) for m in filled.mentions if m.kind != "landmark"])
    texts = [(hidden, 1.0)]
    if line.topic != "names":
        again = fill(line.text.replace("||", " "), maker, random).text
        texts += [(with_slips(again, random), 0.5), (as_sms(hidden, language, random), 0.3)]
    return [Sample(tuple(words(text)), labels, weight) for text, weight in texts]


def labels_of(line: Line) -> dict[str, str]:
    """What each head may learn from a line."""
    quiet = {"emergency": "none", "opt": "none"}
    match line.topic:
        case "types":
            return quiet | {"type": line.label, "intent": "report"}
        case "names":
            return {"type": line.label}
        case "intents":
            names_a_type = line.label in ("status", "cancel", "thanks")
            return quiet | {"intent": line.label} | ({} if names_a_type else {"type": NO_LABEL})
        case "opt":
            return {"emergency": "none", "opt": line.label}
        case "emergency":
            return {"emergency": line.label, "opt": "none"}
        case "look_alikes":
            return quiet | ({"type": line.label, "intent": "report"} if line.label else {})
        case "several":
            return quiet | {"intent": "report"}
        case "language":
            return {}
