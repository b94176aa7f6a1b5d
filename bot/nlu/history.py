"""A city's own model: its reports and codes on top of our corpus, kept only when it is better than what was there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import copyfile
from typing import cast

from bot.nlu.bar import svm_accuracy
from bot.nlu.calibration import calibrate
from bot.nlu.factories import CLASSIFIER, CityModel, Classifier
from bot.nlu.fit import Machine, Progress, Recipe, Sample, fit
from bot.nlu.history_rows import HistoryUnfit, Report, read_reports
from bot.nlu.learnt import Learnt, write_learnt
from bot.nlu.lexicon import Lexicon, read_lexicon
from bot.nlu.linear import LinearModel
from bot.nlu.pipeline import MODELS, Pipeline, load
from bot.nlu.request_types import CODES
from bot.nlu.samples import dice, samples
from bot.nlu.text import words

LEAST_REPORTS, LEAST_OF_A_CODE, MOST_CODES, MOST_HELD_OUT = 100, 5, 250, 3_000
CORPUS_WEIGHT = 0.3
"""What a written line counts beside a real report; only lines without slips are taken, real reports have enough."""
_RECIPE = Recipe(usual=Machine(0.3, 0.0), doubt=0.0)
_NOISE = 0.005
"""Differences in accuracy smaller than this say nothing."""


def learn_history(source: str, out: Path, *, language: str | None, force: bool, say: Progress) -> bool:
    """Writes the city's models to `out` and says how good they are; False when something better stood there already.

    Raises `HistoryUnfit`, `OSError`.
    """
    reports = usable(read_reports(source, say), say)
    before = load()
    language = language or likeliest_language(reports, before)
    if language not in before.languages:
        raise HistoryUnfit(f"no language {language!r} to learn in: there are {', '.join(before.languages)}")
    learnt, held_out = split(reports)
    say(f"{language}: {len(learnt):,} reports to learn from, {len(held_out):,} held out")
    city = learn_city(learnt, held_out, language, say)
    rivals = compare(city, learnt, held_out, language, before, out, say)
    if rivals and max(rivals) > _accuracy(_best_of(city, held_out), held_out) + _NOISE and not force:
        say("not saved: what is there already does better on the held-out reports; --force replaces it all the same")
        return False
    say("learning once more from all reports")
    model = _fit(reports, language, say)
    _save(CityModel(model, city.calibration), language, before, out)
    accuracy = _accuracy(_best_of(city, held_out), held_out)
    write_learnt(out, language, Learnt(model.heads["type"], len(reports), len(held_out), accuracy))
    say(f"saved to {out}: try it with `text311 understand --models {out}`")
    return True


def usable(reports: list[Report], say: Progress) -> list[Report]:
    """Reports of codes that are frequent enough to be learnt."""
    count = Counter(report.code for report in reports)
    kept = {code for code, n in count.most_common(MOST_CODES) if n >= LEAST_OF_A_CODE}
    left = [report for report in reports if report.code in kept]
    if dropped := len(count) - len(kept):
        say(
            f"{dropped:,} of {len(count):,} codes are left out, with {len(reports) - len(left):,} reports: "
            f"fewer than {LEAST_OF_A_CODE} reports, or past the {MOST_CODES} most frequent codes"
        )
    if len(count) == 1 and left:
        raise HistoryUnfit(f"all {len(left):,} reports have the code {left[0].code!r}: there is nothing to tell apart")
    if len(kept) < 2 or len(left) < LEAST_REPORTS:
        raise HistoryUnfit(
            f"{len(left):,} usable reports of {len(kept)} codes: a model needs {LEAST_REPORTS} reports of two codes or more, "
            f'each line like {{"text": "hole in the road", "code": "pothole"}}'
        )
    return left


def likeliest_language(reports: Sequence[Report], pipeline: Pipeline) -> str:
    some = reports[:: max(1, len(reports) // 300)]
    return Counter(pipeline.likeliest_language(report.text) for report in some).most_common(1)[0][0]


def split(reports: list[Report]) -> tuple[list[Report], list[Report]]:
    """Nine tenths to learn from; what is held out is the same in every run."""
    mixed = sorted(reports, key=lambda report: (report.text, report.code))
    dice().shuffle(mixed)
    held = min(MOST_HELD_OUT, len(mixed) // 10)
    return mixed[held:], mixed[:held]


def learn_city(learnt: Sequence[Report], held_out: Sequence[Report], language: str, say: Progress) -> CityModel:
    model = _fit(learnt, language, say)
    labels = model.heads["type"]
    known = [report for report in held_out if report.code in labels]
    scores = [model.by_head(words(report.text))["type"].scores for report in known]
    return CityModel(model, calibrate(scores, [labels.index(report.code) for report in known]))


def compare(
    city: CityModel,
    learnt: Sequence[Report],
    held_out: Sequence[Report],
    language: str,
    shipped: Pipeline,
    out: Path,
    say: Progress,
) -> list[float]:
    """Says the accuracy of each on the held-out reports; returns that of the models that could be replaced."""
    say(f"this city's model       {_accuracy(_best_of(city, held_out), held_out):.3f}")
    rivals = {"the shipped model       ": shipped}
    if (out / language / "meta.json").is_file():
        rivals["the model in --out now  "] = load(out, (language,))
    found = {name: _accuracy(_best_by(pipeline, held_out, language), held_out) for name, pipeline in rivals.items()}
    for name, accuracy in found.items():
        say(f"{name}{accuracy:.3f}")
    pairs = [(report.text, report.code) for report in learnt], [(report.text, report.code) for report in held_out]
    say(f"TF-IDF and linear SVM   {svm_accuracy(*pairs):.3f}")
    return list(found.values())


def _fit(reports: Sequence[Report], language: str, say: Progress) -> LinearModel:
    codes = {report.code for report in reports}
    learnt = [Sample(tuple(words(report.text)), {"type": report.code}) for report in reports]
    if not codes.isdisjoint(CODES):
        learnt += [
            Sample(sample.words, {"type": sample.labels["type"]}, CORPUS_WEIGHT)
            for sample in samples(language)
            if sample.labels.get("type") in codes and sample.weight == 1.0
        ]
    return fit(learnt, Lexicon(read_lexicon(language).entries), _RECIPE, say)


def _best_of(city: CityModel, reports: Iterable[Report]) -> list[str]:
    heads = (city.model.by_head(words(report.text))["type"] for report in reports)
    return [head.labels[int(head.scores.argmax())] for head in heads]


def _best_by(pipeline: Pipeline, reports: Iterable[Report], language: str) -> list[str]:
    understood = (pipeline.understand(report.text, language) for report in reports)
    return [one.types[0].code if one.types else "" for one in understood]


def _accuracy(codes: Sequence[str], reports: Sequence[Report]) -> float:
    return sum(code == report.code for code, report in zip(codes, reports, strict=True)) / max(1, len(reports))


def _save(city: CityModel, language: str, shipped: Pipeline, out: Path) -> None:
    """All languages go along, so that `out` can be used instead of the shipped folder."""
    out.mkdir(parents=True, exist_ok=True)
    classifier = cast(Classifier, shipped.languages[language].get_pipe(CLASSIFIER))
    classifier.learn_city(city)
    for code, nlp in shipped.languages.items():
        if code == language or not (out / code).exists():
            nlp.to_disk(out / code)
    copyfile(MODELS / "language.npz", out / "language.npz")
