"""What a message costs: `python benchmarks/nlu_speed.py [REPORTS.jsonl.gz]`, beside a TF-IDF SVM and fastText if installed.

One core; processor time, so that neighbours on the machine matter less, and each row beside the SVM, because it still matters.
Without a file, lines of our own corpus are read.
"""

import gzip
import importlib.util
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from bot.nlu.batch import answers
from bot.nlu.corpus import read_corpus
from bot.nlu.pipeline import Pipeline, load
from bot.nlu.slots import fill, place_maker

MOST = 3_000


@dataclass(frozen=True, slots=True)
class Timed:
    """Processor time: microseconds of the middle and of the slowest hundredth message, and messages a second of one core."""

    name: str
    middle: float
    tail: float
    rate: float

    def beside(self, other: "Timed") -> str:
        return (
            f"{self.name:32s} p50 {self.middle:7,.0f} µs ({self.middle / other.middle:4.2f})   "
            f"p99 {self.tail:7,.0f} µs ({self.tail / other.middle:4.2f})   {self.rate:8,.0f}/s ({self.rate / other.rate:.1f})"
        )


def timed(name: str, one: Callable[[str], Any], texts: list[str]) -> Timed:
    took: list[float] = []
    for text in texts:
        start = time.thread_time()
        one(text)
        took.append((time.thread_time() - start) * 1e6)
    took.sort()
    return Timed(name, took[len(took) // 2], took[int(len(took) * 0.99)], 1e6 * len(took) / sum(took))


def timed_at_once(pipeline: Pipeline, texts: list[str]) -> tuple[float, float]:
    """Messages a second of one core, and by the clock, of `text311 understand` given all texts at once."""
    clock, used = time.perf_counter(), _processor_seconds()
    list(answers(iter(texts), lambda text: msgspec.json.encode(pipeline.understand(text))))
    return len(texts) / (_processor_seconds() - used), len(texts) / (time.perf_counter() - clock)


def _processor_seconds() -> float:
    """Of this process and of those it has ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def corpus_pairs() -> list[tuple[str, str]]:
    random, maker = Random(1), place_maker("en")
    return [(fill(line.text, maker, random).text, line.label) for line in read_corpus("en") if line.topic == "types"]


def svm(pairs: list[tuple[str, str]]) -> Callable[[str], Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    by_words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    by_letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3)
    machine = make_pipeline(make_union(by_words, by_letters), LinearSVC(C=0.3))
    machine.fit([text for text, _ in pairs], [code for _, code in pairs])
    return lambda text: machine.predict([text])


def fasttext_model(pairs: list[tuple[str, str]]) -> Callable[[str], Any]:
    import fasttext

    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(f"__label__{code} {text.lower()}" for text, code in pairs))
        file.flush()
        model = fasttext.train_supervised(file.name, lr=0.5, epoch=15, wordNgrams=2, dim=64, thread=1, verbose=0)
    return lambda text: model.f.predict(text.replace("\n", " ") + "\n", 1, 0.0, "strict")


def main() -> None:
    pairs = corpus_pairs()
    if len(sys.argv) > 1:
        with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines][:MOST]
    else:
        texts = [text for text, _ in Random(1).sample(pairs, MOST)]
    start = time.process_time()
    pipeline = load()
    print(
        f"loaded in {time.process_time() - start:.2f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    ours = [
        timed("text311, texts never seen", pipeline.understand, texts),
        timed("text311, texts seen before", pipeline.understand, texts),
        timed("text311, language known", lambda text: pipeline.understand(text, "en"), texts),
    ]
    rate, by_the_clock = timed_at_once(pipeline, [*texts, *texts])
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    bar = timed("TF-IDF + linear SVM, type alone", svm(pairs), texts)
    others = (
        [timed("fastText, type alone", fasttext_model(pairs), texts)] if importlib.util.find_spec("fasttext") else []
    )
    print("in brackets: beside the middle message of the SVM, and beside its messages a second")
    print("\n".join(one.beside(bar) for one in (*ours, *others, bar)))
    cores = len(os.sched_getaffinity(0))
    print(
        f"text311, all at once: {rate:,.0f}/s a core ({rate / bar.rate:.1f}); {by_the_clock:,.0f}/s by the clock, {cores} cores"
    )
    models = Path(sys.modules["bot.nlu.pipeline"].__file__ or "").parent / "models"
    print(f"models {sum(path.stat().st_size for path in models.rglob('*')) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
