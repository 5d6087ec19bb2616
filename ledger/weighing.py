"""Weighed evidence: how much speaks for something, as the logarithm of its odds.

Every kind of evidence has a weight, fitted by logistic regression to what a reader has labelled; the sum of the weights
is the logarithm of the odds (record linkage: Fellegi and Sunter, JASA 64, 1969).
"""

from collections.abc import Mapping

Evidence = Mapping[str, float]
"""Kinds of evidence by the names of a table of weights, each with how much of it there is: at most five."""
Weights = Mapping[str, float]
"""By kind of evidence, and `bias`: the log odds where nothing speaks for or against."""


def odds(evidence: Evidence, weights: Weights) -> float:
    """The logarithm of the odds; evidence without a weight has none."""
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())


def rarity(sentences: int, seldom: int, often: int) -> float:
    """What a word that two texts share weighs by how many of their sentences have it: up to `seldom` it tells them
    apart, beyond `often` it hardly does."""
    return 1.0 if sentences <= seldom else 0.5 if sentences <= often else 0.2
