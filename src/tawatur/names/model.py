"""What a comparison of two names returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from .data import messages

_LATIN_TAILS = {"الدين": " al-din", "الله": " allah", "الاسلام": " al-islam", "العابدين": " al-abidin"}


class Decision(StrEnum):
    """What may be done with two spellings: the same actor, a proposal for a person to judge, or two actors."""

    MERGE = "merge"
    PROPOSE = "propose"
    APART = "apart"


class Level(IntEnum):
    """How two name words relate."""

    DIFFERENT = 0
    LIKELY = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of ``reasons.yaml`` and the two word groups it speaks of (as folded; either may be empty)."""

    code: str
    left: str = ""
    right: str = ""

    @property
    def english(self) -> str:
        """The sentence in English."""
        return messages()[self.code][0].format(left=self.left, right=self.right)

    @property
    def arabic(self) -> str:
        """The sentence in Arabic."""
        return messages()[self.code][1].format(left=self.left, right=self.right)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A decision, a score between 0 and 1 (1: written alike) and at least one reason."""

    decision: Decision
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """Parts of a person's name, folded; compounds («عبد الله», «نور الدين») are one part without spaces.

    ``given`` is empty for a bare kunya or family name that cannot be told apart from it; ``fathers`` are the parts
    after
    «بن»; ``middle`` the plain parts between; ``laqab`` holds ordinals and epithets; ``titles`` ids of dropped titles.
    """

    kunya: str = ""
    given: str = ""
    fathers: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    family: str = ""
    laqab: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    units: tuple[Unit, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """One part of a person's name.

    ``role``: plain, kunya, kunya_mother, son, ordinal or initial. ``core``: the folded word without article; of «عبد
    الرحمن»
    and «نور الدين» only the telling word. ``tail``: what makes a compound of it (``الدين``, ``الله``), in Arabic
    for both scripts. ``servant``: «عبد» stood before it. ``article``: ال stood before it.
    """

    role: str
    core: str
    article: bool = False
    arabic: bool = True
    servant: bool = False
    tail: str = ""

    @property
    def text(self) -> str:
        """The part as one word, for people to read."""
        article = "ال" if self.article and self.arabic else "al-" if self.article else ""
        before = ("عبد" if self.arabic else "abd ") if self.servant else ""
        return (
            before
            + (article or ("ال" if before and self.arabic and self.core != "الله" else ""))
            + self.core
            + (self.tail if self.arabic else _LATIN_TAILS.get(self.tail, ""))
        )
