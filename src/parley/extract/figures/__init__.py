"""Figures: numbers that somebody could dispute."""

from parley.extract.figures.find import find_figures

__all__ = ["find_figures"]
