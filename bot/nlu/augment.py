"""Slips and shortcuts people make on a phone, put into training texts on purpose."""

from random import Random

_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_SHORT = {
    "en": {
        "you": "u", "are": "r", "please": "pls", "because": "cuz", "and": "n", "street": "st", "road": "rd",
        "with": "w", "to": "2", "for": "4", "there": "ther", "people": "ppl", "something": "smth", "someone": "sb",
        "right": "rite", "night": "nite", "though": "tho", "before": "b4", "thanks": "thx", "going": "goin",
    },
    "es": {
        "que": "q", "por": "x", "para": "pa", "porque": "xq", "también": "tb", "mucho": "mxo", "calle": "c/",
        "estoy": "toy", "está": "ta", "favor": "fa", "gracias": "grax", "buenos": "bns", "días": "dias", "de": "d",
    },
    "pt": {
        "que": "q", "não": "n", "nao": "ñ", "você": "vc", "vocês": "vcs", "também": "tb", "porque": "pq", "por": "p",
        "está": "ta", "estão": "tao", "para": "pra", "quando": "qdo", "aqui": "aki", "muito": "mt", "muita": "mta",
        "tem": "tm", "com": "c", "quem": "qm", "onde": "ond", "hoje": "hj", "obrigado": "obg", "obrigada": "obg",
        "favor": "fvr", "rua": "r", "beleza": "blz", "cadê": "kd", "mesmo": "msm", "depois": "dps", "agora": "agr",
        "gente": "gnt", "de": "d", "é": "eh", "demais": "d+", "uma": "1", "problema": "prob", "mensagem": "msg",
    },
    "ht": {
        "mwen": "mw", "ou": "w", "nou": "n", "ki": "k", "gen": "gin", "pa": "p", "anpil": "anpl", "moun": "mn",
        "bonjou": "bjr", "bonswa": "bsr", "mèsi": "msi", "tanpri": "svp", "toujou": "tjr", "kote": "kot", "yon": "1",
        "twotwa": "trotwa", "avèk": "ak", "paske": "pask", "jodi": "jdi", "devan": "devn", "lari": "lary",
    },
}  # fmt: skip


def slip(word: str, random: Random) -> str:
    """One slip of the finger: a letter lost, doubled, swapped with the next or hit beside."""
    if len(word) < 4 or not word.isalpha():
        return word
    i = random.randrange(1, len(word) - 1)
    beside = random.choice(_NEIGHBOURS.get(word[i].lower(), word[i]))
    return random.choice(
        (
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            word[:i] + beside + word[i + 1 :],
        )
    )


def with_slips(text: str, random: Random, share: float = 0.1) -> str:
    return " ".join(slip(word, random) if random.random() < share else word for word in text.split(" "))


def as_sms(text: str, language: str, random: Random) -> str:
    """Lower case, hardly any punctuation, short forms."""
    short = _SHORT.get(language, {})
    words = text.lower().replace(",", "").replace(".", " ").split()
    return " ".join(short.get(word, word) if random.random() < 0.5 else word for word in words)
