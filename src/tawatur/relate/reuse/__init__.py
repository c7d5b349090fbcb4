"""Which passages two texts share, from copied to retold."""

from tawatur.relate.reuse.stage import Reuse

__all__ = ["Reuse"]
