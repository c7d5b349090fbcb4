"""Tawatur: who says it, on whose word, in which exact words, and how many independent origins stand behind it."""

__version__ = "0.1.0"
