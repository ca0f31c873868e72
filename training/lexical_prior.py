"""The lexical prior: what the words of a phrase tell of whether readers choose it, whatever the article.

A logistic regression of whether candidates are tags on their words, beside the log-odds that trees give them:
a weight for each stem. `src/tagging/lexical_prior.rs` adds them up.
"""
from collections import Counter

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

import word_levels

# how much a weight of 1 costs, in log-likelihood: half of it
RIDGE = 3.0
# articles that have a word in a candidate, at least
ARTICLES = 3
# The weights are kept in steps.
LEAST, STEP = -1.5, 0.2


def fit(articles, log_odds):
    """The weight of each stem that has one, by the candidates of articles and the log-odds that trees give them."""
    of_articles = Counter(word for article in articles for word in {word for words in article.words for word in words})
    known = sorted(word for word, count in of_articles.items() if count >= ARTICLES)
    numbers = {word: number for number, word in enumerate(known)}
    inputs = sparse.vstack([_inputs(article.words, numbers) for article in articles]).tocsr()
    plain = np.concatenate([[bool(words) for words in article.words] for article in articles])
    inputs, start = inputs[plain], np.concatenate(log_odds)[plain]
    hits = np.concatenate([article.labels for article in articles])[plain]

    def loss(weights):
        z = start + weights[0] + inputs @ weights[1:]
        slopes = 1 / (1 + np.exp(-z)) - hits
        own = weights[1:]
        value = (np.logaddexp(0, z) - hits * z).sum() + RIDGE / 2 * own @ own
        return value, np.r_[slopes.sum(), inputs.T @ slopes + RIDGE * own]

    weights = minimize(loss, np.zeros(1 + len(known)), jac=True, method="L-BFGS-B").x[1:]
    kept = {word: word_levels.nearest(weight, LEAST, STEP) for word, weight in zip(known, weights)}
    return {word: weight for word, weight in kept.items() if weight}


def of(prior, words):
    """What the words of each candidate tell together, in log-odds."""
    return np.array([sum(prior.get(word, 0.0) for word in own) for own in words], float)


def write(prior, path):
    return word_levels.write(path, b"NGPRIORS", prior, LEAST, STEP)


def _inputs(candidates, numbers):
    """A row for each candidate, with its words counted."""
    found = [(row, numbers[word]) for row, words in enumerate(candidates) for word in words if word in numbers]
    rows, columns = zip(*found) if found else ((), ())
    return sparse.csr_matrix((np.ones(len(found)), (rows, columns)), (len(candidates), len(numbers)))
