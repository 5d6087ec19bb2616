"""Dates that should be one, or in another order."""
