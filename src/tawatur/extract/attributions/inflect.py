"""Forms of Arabic verbs and verbal nouns of speech, from three principal parts, in folded spelling.

Written for the third person of sound, hollow, doubled and defective verbs as the press uses them, and for the
accusative participle («مؤكدا», «مؤكدة», «مؤكدين»). Not a general conjugator. Absent on purpose: dialect, the second
person, the passive (which unvowelled text writes as the active), and the first person of the present: what «I» or «we»
assert inside a quotation is that quotation's own content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tawatur.text.normalise import fold

#: Object and possessive pronouns in folded spelling.
PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم")


class Shape(StrEnum):
    """What kind of word a cue's form is."""

    PAST = "past"
    PRESENT = "present"
    PARTICIPLE = "participle"
    NOUN = "noun"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form: `gender` m, f or "" when the form shows none; `plural`; first person; attached pronoun."""

    key: str
    shape: Shape
    gender: str = ""
    plural: bool = False
    first_person: bool = False
    pronoun: str = ""


def _past(base: str) -> Iterator[Form]:
    defective = base[-1] in "يا" and len(base) >= 3
    stem = base[:-1] if defective else base
    yield Form(base, Shape.PAST, "m")
    yield Form(stem + "ت", Shape.PAST, "f")
    yield Form(stem + "وا", Shape.PAST, "m", plural=True)
    if not defective:
        yield Form(base + "ا", Shape.PAST, "m", plural=True)
        yield Form(base + "تا", Shape.PAST, "f", plural=True)
        yield Form(base + "نا", Shape.PAST, plural=True, first_person=True)
        yield Form(base + "ن", Shape.PAST, "f", plural=True)


def _past_with_object(base: str) -> Iterator[Form]:
    defective = base[-1] in "يا" and len(base) >= 3
    stem = base[:-1] if defective else base
    for pronoun in PRONOUNS[:7]:
        yield Form((stem + "ا" if defective else base) + pronoun, Shape.PAST, "m", pronoun=pronoun)
        yield Form(stem + "ت" + pronoun, Shape.PAST, "f", pronoun=pronoun)
        yield Form(stem + "و" + pronoun, Shape.PAST, "m", plural=True, pronoun=pronoun)


def _present(base: str) -> Iterator[Form]:
    rest = base[1:]
    stem = rest[:-1] if rest[-1] in "يو" and len(rest) >= 3 else rest
    yield Form("ي" + rest, Shape.PRESENT, "m")
    yield Form("ت" + rest, Shape.PRESENT, "f")
    for ending in ("ون", "وا", "ان"):
        yield Form("ي" + (rest if ending == "ان" else stem) + ending, Shape.PRESENT, "m", plural=True)
    if stem != rest:
        yield Form("ي" + stem, Shape.PRESENT, "m")
        yield Form("ت" + stem, Shape.PRESENT, "f")


def _present_with_object(base: str) -> Iterator[Form]:
    rest = base[1:]
    for pronoun in PRONOUNS[:7]:
        yield Form("ي" + rest + pronoun, Shape.PRESENT, "m", pronoun=pronoun)
        yield Form("ت" + rest + pronoun, Shape.PRESENT, "f", pronoun=pronoun)
        yield Form("ي" + rest + "ون" + pronoun, Shape.PRESENT, "m", plural=True, pronoun=pronoun)


def _participle(accusative: str) -> Iterator[Form]:
    stem = accusative[:-1] if accusative.endswith("ا") else accusative
    yield Form(accusative, Shape.PARTICIPLE, "m")
    yield Form(stem + "ه", Shape.PARTICIPLE, "f")
    for ending, gender in (("ين", "m"), ("تين", "f"), ("ات", "f")):
        yield Form(stem + ending, Shape.PARTICIPLE, gender, plural=True)


def verb(past: str, present: str, participle: str, *, objects: bool) -> Iterator[Form]:
    """Every form of a verb. Arguments: past and present third person masculine singular, accusative participle
    (each "-" where absent); `objects`: whether object pronouns attach."""
    if past != "-":
        yield from _past(fold(past))
        yield from _past_with_object(fold(past)) if objects else ()
    if present != "-":
        yield from _present(fold(present))
        yield from _present_with_object(fold(present)) if objects else ()
    if participle != "-":
        yield from _participle(fold(participle))


def noun(base: str) -> Iterator[Form]:
    """A verbal noun, with the article and with possessive pronouns («اتهامها», «دعوته», «الدعوة»)."""
    key = fold(base)
    yield Form(key, Shape.NOUN)
    if not key.startswith("ال"):
        yield Form("ال" + key, Shape.NOUN)
    stem = key[:-1] + "ت" if key.endswith("ه") else key
    if not key.endswith("ا"):
        for pronoun in PRONOUNS:
            yield Form(stem + pronoun, Shape.NOUN, pronoun=pronoun)
        yield Form(stem + "ي", Shape.NOUN, pronoun="ي", first_person=True)
