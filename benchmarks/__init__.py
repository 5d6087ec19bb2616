"""Measurements: what is read and reported against hand-set gold, and how fast."""
