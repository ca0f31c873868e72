"""Fits trees so that the best sets of sentences become the likeliest.

Sentences compete for the places of a summary: a set of so many of an article's sentences is as likely as
the product of exp(score) of its members, against all other such sets (a conditional Poisson sample; Chen,
"Statistical Applications of the Poisson-Binomial and Conditional Bernoulli Distributions", Statistica
Sinica 1997). Trees are boosted by how much likelier than that each sentence is among the best sets.
"""

import lightgbm
import numpy as np

# No sentence is so sure that nothing can be learned of it any more.
LEAST_CURVATURE = 1e-3


def fit(rows, shares, weights, size, settings, rounds):
    """Trees fitted to each article's rows, whose sentences have those shares of the best sets of `size`; an
    article counts by its weight."""
    fitted = [given for given in zip(rows, shares, weights) if len(given[0]) > size and given[1].sum() > 0]
    rows, shares, weights = zip(*fitted)
    lengths = [len(row) for row in rows]
    article, weight = np.repeat(np.arange(len(rows)), lengths), np.repeat(weights, lengths)
    target = np.concatenate([share * size / share.sum() for share in shares]).astype(float)

    def objective(scores, _):
        chance = CHANCES[size](scores, article)
        return weight * (chance - target), weight * np.maximum(chance * (1 - chance), LEAST_CURVATURE)

    data = lightgbm.Dataset(np.vstack(rows), target)
    return lightgbm.train({**settings, "objective": objective}, data, num_boost_round=rounds)


def chances_of_one(scores, article):
    """The chance of each sentence to be the one that is drawn of its article, in [0, 1]. `article` numbers the
    article of each, in order."""
    weights = _weights(scores, article)
    return weights / np.bincount(article, weights)[article]


def chances_of_three(scores, article):
    """The chance of each sentence to be in the set of three that is drawn of its article, which has more than
    three, in [0, 1]."""
    weights = _weights(scores, article)
    one, two, three = (np.bincount(article, weights**power) for power in (1, 2, 3))
    triples = (one**3 - 3 * one * two + 2 * three) / 6
    pairs = ((one[article] - weights) ** 2 - (two[article] - weights**2)) / 2
    return np.clip(weights * pairs / triples[article], 0.0, 1.0)


CHANCES = {1: chances_of_one, 3: chances_of_three}


def _weights(scores, article):
    """exp(score), 1 for the best of each article."""
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    return np.exp(scores - np.maximum.reduceat(scores, starts)[article])
