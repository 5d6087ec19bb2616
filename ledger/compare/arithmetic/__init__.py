"""Figures that a reader can work out from others."""
