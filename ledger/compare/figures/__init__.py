"""Figures of two articles, or of two places in one, that should be one figure."""
