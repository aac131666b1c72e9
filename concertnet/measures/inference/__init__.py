"""Regression of ties on what is known of pairs, with probabilities from permuted actors."""
