"""Makes a head for phrases, of news or of science: trees, and the lexical prior that they are fitted beside.

What words tell is fitted to what trees leave untold of articles that these never saw, and the trees that are
kept then to what the prior of other articles leaves untold. So each step sees what it will meet in use.
"""
import numpy as np

import lexical_prior


class Phrases:
    """The articles that make heads: `own`, each a list of its views with their weights, as it is first, and
    `labelled`, each with its weight, are told apart by folds; `others`, with their weights, are in none.
    `train` makes trees of weighted articles beside priors."""

    def __init__(self, train, own, labelled, others, folds):
        self._train = train
        self._folds = folds
        self._views = [[(number % folds, view) for view in views] for number, views in enumerate(own)]
        self._labelled = [(number % folds, article) for number, article in enumerate(labelled)]
        self._others = list(others)
        self._trees = {}

    def head(self, without=frozenset()):
        """The trees and the prior that the articles of all folds but those make."""
        without = frozenset(without)
        priors = {fold: self._prior(without, fold) for fold in range(self._folds) if fold not in without}
        whole = self._prior(without, None)
        articles = [(article, priors[fold]) for fold, article in self._weighted(without)]
        articles += [(article, whole) for article in self._others]
        starts = [lexical_prior.of(prior, candidates.words) for (candidates, _), prior in articles]
        return self._train([article for article, _ in articles], starts), whole

    def _prior(self, without, fold):
        """The prior by articles of all folds but that one and those without which everything is made."""
        plain = [views[0] for views in self._views] + self._labelled
        used = [(of, candidates) for of, (candidates, _) in plain if of not in without and of != fold]
        scores = [self._plain_trees(without | {of}).predict(c.rows, raw_score=True) for of, c in used]
        return lexical_prior.fit([candidates for _, candidates in used], scores)

    def _plain_trees(self, without):
        """Trees that know of no prior, by articles of all folds but those."""
        if without not in self._trees:
            articles = [article for _, article in self._weighted(without)] + self._others
            self._trees[without] = self._train(articles)
        return self._trees[without]

    def _weighted(self, without):
        views = [view for views in self._views for view in views]
        return [(fold, article) for fold, article in views + self._labelled if fold not in without]
