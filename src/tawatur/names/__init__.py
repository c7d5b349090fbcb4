"""Comparison of names: are two spellings one actor, perhaps one, or two? Pure functions, no store, no clock.

``compare`` decides between merge, propose and apart, with reasons; ``name_keys`` gives blocking keys;
``parse_person`` the parts of a person's name. See ``docs`` of each function. Nothing here looks anybody up:
aliases of bodies and places are data of this package, persons have none.
"""

from __future__ import annotations

from functools import lru_cache

from .bodies import compare_bodies
from .fold import fold_name
from .keys import candidate_pairs, name_keys
from .model import Comparison, Decision, PersonName, Reason
from .person import parse_person
from .persons import compare_persons

__all__ = [
    "Comparison",
    "Decision",
    "PersonName",
    "Reason",
    "candidate_pairs",
    "compare",
    "fold_name",
    "name_keys",
    "parse_person",
]


@lru_cache(maxsize=1 << 16)
def compare(left: str, right: str, kind: str) -> Comparison:
    """Decide whether two spellings may name one actor.

    Args:
        left: a name as it stands in a text, Arabic or Latin script.
        right: another.
        kind: ``PER``, ``ORG`` or ``LOC``; both names are of this type.

    Returns:
        ``merge`` (the same name but for spelling), ``propose`` (for a person to judge) or ``apart``, a score from 0 to
        1, and the reasons. Symmetric in decision and score. ``merge`` says that the *names* are one, not more: two
        people
        who bear the same full name are for the caller to tell apart.

    Raises:
        ValueError: an unknown kind.
    """
    if kind == "PER":
        return compare_persons(left, right)
    if kind in ("ORG", "LOC"):
        return compare_bodies(left, right, kind)
    raise ValueError(f"kind must be PER, ORG or LOC, not {kind!r}")
