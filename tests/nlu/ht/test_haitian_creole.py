"""Haitian Creole on messages in other words than the corpus's, and French told apart from it.

Two kinds of sets. `typed`, `emergencies`, `emergencies_later` and `look_alikes` were measured unseen (types .71 first, .90
among three; dangers recall .90 and .82, precision .84 and .69), then the corpus was widened with them in mind: they guard
what was reached. `typed_later` and `emergencies_unseen` added no word to the corpus: they say what to expect of strangers
(types .73 and .97; dangers recall .93, precision .80). All were written by one hand, the corpus's.
"""

from pathlib import Path

import pytest

from bot.nlu.pipeline import load

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def pipeline():
    return load(languages=("en", "es", "ht"))


def rows(name):
    return [line.split("\t") for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("name", "first", "among_three"), [("typed.tsv", 0.88, 0.97), ("typed_later.tsv", 0.68, 0.92)])
def test_types(pipeline, name, first, among_three):
    told = [(code, [ranked.code for ranked in pipeline.understand(text).types[:3]]) for code, text in rows(name)]
    assert sum(codes[0] == code for code, codes in told) / len(told) >= first
    assert sum(code in codes for code, codes in told) / len(told) >= among_three


def heard(pipeline, texts):
    return sum(pipeline.understand(text, "ht").emergency is not None for text in texts)


KINDS = {"gas", "wire", "fire", "medical", "violence", "suicide", "collapse", "flood"}


def recall_and_precision(pipeline, *names):
    labelled = [row for name in names for row in rows(name)]
    hit = heard(pipeline, [text for kind, text in labelled if kind in KINDS])
    false = heard(pipeline, [text for kind, text in labelled if kind not in KINDS])
    return hit / sum(kind in KINDS for kind, _ in labelled), hit / (hit + false)


def test_known_dangers_are_heard_and_look_alikes_are_not(pipeline):
    recall, precision = recall_and_precision(pipeline, "emergencies.tsv", "emergencies_later.tsv", "look_alikes.tsv")
    assert (recall >= 0.97, precision >= 0.95) == (True, True)


def test_dangers_in_words_it_never_met(pipeline):
    recall, precision = recall_and_precision(pipeline, "emergencies_unseen.tsv")
    assert (recall >= 0.88, precision >= 0.74) == (True, True)


def test_ordinary_reports_are_seldom_taken_for_danger(pipeline):
    texts = [text for name in ("typed.tsv", "typed_later.tsv") for _, text in rows(name)]
    assert heard(pipeline, texts) / len(texts) <= 0.035


def test_creole_is_told_from_its_neighbours(pipeline):
    texts = [text for name in ("typed.tsv", "typed_later.tsv") for _, text in rows(name)]
    assert sum(pipeline.understand(text).language == "ht" for text in texts) / len(texts) >= 0.98
    halves = [" ".join(text.split()[at : at + 2]) for text in texts for at in (0, 3)]
    assert sum(pipeline.understand(two).language == "ht" for two in halves if two) / len(halves) >= 0.9


def test_french_is_told_as_french(pipeline):
    texts = (FOLDER / "french.txt").read_text(encoding="utf-8").splitlines()
    assert sum(pipeline.understand(text).language == "fr" for text in texts) / len(texts) >= 0.97


def test_figures_and_strange_words_are_no_places(pipeline):
    texts = [
        "twou a gen 2 pye lajè ak 8 pous fon",
        "mwen te rele 617-555-0142 de fwa",
        "plak la se 4KT 921 li la depi 2 mwa",
        "depi 14 me 2026 a 8:15 yo pa vini",
        "limyè sou gran wout la etenn sou 3 kilomèt",
        "ri sa a bezwen asfalte",
        "10 moun ap dòmi anba pon an",
    ]
    found = [mention for text in texts for mention in pipeline.understand(text, "ht").mentions]
    assert [mention.text for mention in found if mention.kind != "landmark"] == []


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("gen yon twou devan 77 Duke St", "77 Duke St", "address"),
        ("limyè etenn nan 1420 blue hill ave", "1420 blue hill ave", "address"),
        ("fatra jete nan 24, ri Kapwa", "24, ri Kapwa", "address"),
        ("tiyo pete nan ri Lamarre nimewo 24", "ri Lamarre nimewo 24", "address"),
        ("egou bouche devan nimewo 15 ri Vilat", "nimewo 15 ri Vilat", "address"),
        ("dlo ap koule nan Delmas 33 #12", "Delmas 33 #12", "address"),
        ("GEN YON TWOU DEVAN 45 QUINCE STREET", "45 QUINCE STREET", "address"),
        ("twou nan kwen Morton ak Norfolk", "Morton ak Norfolk", "intersection"),
        ("limyè trafik bloke nan Elm St & Oak St", "Elm St & Oak St", "intersection"),
        ("stop la tonbe nan ri Pivert ak ri Tozen", "ri Pivert ak ri Tozen", "intersection"),
        ("yon pyebwa tonbe ant Ash St ak Warren Ave", "Ash St ak Warren Ave", "intersection"),
        ("nèj pa netwaye sou Babson Street", "Babson Street", "street"),
        ("wout la kraze sou wout Frè", "wout Frè", "street"),
        ("raje wo sou impasse Ti Jo", "impasse Ti Jo", "street"),
    ],
)
def test_places(pipeline, text, place, kind):
    assert (place, kind) in [(mention.text, mention.kind) for mention in pipeline.understand(text, "ht").mentions]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("bonjou", "greeting"),
        ("wi", "yes"),
        ("non", "no"),
        ("mèsi anpil", "thanks"),
        ("ede m", "help"),
        ("kote rapò mwen an", "status"),
        ("mwen vle pale ak yon moun", "person"),
        ("rekòmanse", "cancel"),
    ],
)
def test_what_is_no_report(pipeline, text, intent):
    assert pipeline.understand(text, "ht").intent == intent


@pytest.mark.parametrize("text", ["sispann", "Sispann tanpri", "pa voye mesaj ban m ankò", "arete"])
def test_stop_in_creole(pipeline, text):
    assert pipeline.understand(text, "ht").opt_out


def test_a_second_problem_is_cut_off(pipeline):
    understood = pipeline.understand("gen yon gwo twou devan 12 Elm St, epi limyè lari a pa limen nan 40 Oak St")
    assert [problem.types[0].code for problem in understood.problems] == ["pothole", "streetlight_out"]


def test_details_in_creole(pipeline):
    understood = pipeline.understand("yon Honda nwa san moun bloke garaj mwen, plak la se 4KT 921", "ht")
    assert understood.hints == {"colour": "black", "plate": "4KT 921"}
    assert pipeline.understand("nimewo rapò mwen se 20391", "ht").references == ("20391",)
