"""Fits trees so that the best sets of sentences become the likeliest.

Sentences compete for the places of a summary: a set of `SIZE` of an article's sentences is as likely as
the product of exp(score) of its members, against all other such sets (a conditional Poisson sample; Chen,
"Statistical Applications of the Poisson-Binomial and Conditional Bernoulli Distributions", Statistica
Sinica 1997). Trees are boosted by how much likelier than that each sentence is among the best sets.
"""

import lightgbm
import numpy as np

SIZE = 3
# No sentence is so sure that nothing can be learned of it any more.
LEAST_CURVATURE = 1e-3


def fit(rows, shares, settings, rounds):
    """Trees fitted to each article's rows, whose sentences have those shares of the best sets."""
    fitted = [(row, share) for row, share in zip(rows, shares) if len(row) > SIZE and share.sum() > 0]
    rows, shares = zip(*fitted)
    article = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    target = np.concatenate([share * SIZE / share.sum() for share in shares]).astype(float)

    def objective(scores, _):
        chance = chances(scores, article)
        return chance - target, np.maximum(chance * (1 - chance), LEAST_CURVATURE)

    data = lightgbm.Dataset(np.vstack(rows), target)
    return lightgbm.train({**settings, "objective": objective}, data, num_boost_round=rounds)


def chances(scores, article):
    """The chance of each sentence to be in the set that is drawn of its article, in [0, 1]. `article`
    numbers the article of each, in order; each has more than `SIZE` sentences."""
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    weights = np.exp(scores - np.maximum.reduceat(scores, starts)[article])
    one, two, three = (np.bincount(article, weights**power) for power in (1, 2, 3))
    triples = (one**3 - 3 * one * two + 2 * three) / 6
    pairs = ((one[article] - weights) ** 2 - (two[article] - weights**2)) / 2
    return np.clip(weights * pairs / triples[article], 0.0, 1.0)
