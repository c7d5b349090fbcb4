"""Facts: typed events and relations that a text states, with roles, polarity, modality and the voice they stand in."""

from tawatur.extract.facts.stage import Facts

__all__ = ["Facts"]
