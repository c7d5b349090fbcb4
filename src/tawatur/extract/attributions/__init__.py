"""Attributions: who says what, in whose words, with what force, inside whose report."""

from tawatur.extract.attributions.stage import Attributions

__all__ = ["Attributions"]
