"""What a message costs: `python benchmarks/nlu_speed.py [REPORTS.jsonl.gz]`, beside a TF-IDF SVM and fastText if installed.

One core; processor time, so that neighbours on the machine matter less. Without a file, lines of our own corpus are read.
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
from pathlib import Path
from random import Random
from typing import Any

from bot.nlu.batch import answers
from bot.nlu.corpus import read_corpus
from bot.nlu.pipeline import load
from bot.nlu.slots import fill, place_maker

MOST = 3_000


def timed(name: str, one: Callable[[str], Any], texts: list[str]) -> None:
    for text in texts[:300]:
        one(text)
    took: list[float] = []
    for text in texts:
        start = time.thread_time()
        one(text)
        took.append((time.thread_time() - start) * 1e6)
    took.sort()
    middle, tail = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"{name:32s} p50 {middle:7.0f} µs   p99 {tail:7.0f} µs   {1e6 * len(took) / sum(took):8,.0f} messages/s")


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
    start = time.perf_counter()
    pipeline = load()
    print(f"loaded in {time.perf_counter() - start:.2f} s")
    timed("text311, language found", pipeline.understand, texts)
    timed("text311, language known", lambda text: pipeline.understand(text, "en"), texts)
    start = time.perf_counter()
    batch = [*texts, *texts]
    list(answers(iter(batch), pipeline.understand))
    took = time.perf_counter() - start
    print(
        f"{'text311, all at once':32s} {len(batch) / took:8,.0f} messages/s by the clock, {len(os.sched_getaffinity(0))} cores"
    )
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    timed("TF-IDF + linear SVM, type alone", svm(pairs), texts)
    if importlib.util.find_spec("fasttext"):
        timed("fastText, type alone", fasttext_model(pairs), texts)
    models = Path(sys.modules["bot.nlu.pipeline"].__file__ or "").parent / "models"
    print(f"models {sum(path.stat().st_size for path in models.rglob('*')) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
