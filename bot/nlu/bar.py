"""The bar: what a team gets with scikit-learn in an afternoon, trained and scored on the same rows as ours."""

from collections.abc import Sequence

Pairs = Sequence[tuple[str, str]]
"""(text, code)."""


def svm_accuracy(learnt: Pairs, held_out: Pairs) -> float:
    """TF-IDF over words and character n-grams, linear support vector machine."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    by_words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    by_letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3)
    machine = make_pipeline(make_union(by_words, by_letters), LinearSVC(C=0.3))
    machine.fit([text for text, _ in learnt], [code for _, code in learnt])
    return float(machine.score([text for text, _ in held_out], [code for _, code in held_out]))
