"""Which actors of single texts are one: block, score, cluster, with a reason in words for every link."""

from tawatur.relate.actors.stage import Actors

__all__ = ["Actors"]
