"""Which names of bodies in one text are one body: short forms, acronyms, aliases, governments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tawatur.extract.names.words import Words, capital_of, name_words, nation_of, nations
from tawatur.names.fold import fold_name
from tawatur.names.lexicon import city_ids, concepts, known_ids

_ACRONYM = range(2, 7)


@lru_cache(maxsize=1 << 16)
def bare_words(form: Words) -> Words:
    """A form's words without article, plurals in one case («المسلمون», «المسلمين»)."""
    return tuple(_bare(word) for word in form)


def _bare(word: str) -> str:
    if (word.startswith("ال") and len(word) > 3) or (word.startswith("لل") and len(word) > 4):
        word = word[2:]
    return word[:-2] + "ين" if word.endswith("ون") and len(word) > 5 else word


@lru_cache(maxsize=1 << 16)
def government_of(form: Words) -> str | None:
    """The country whose government a form names («الحكومة المجرية», «نظام بودابست»), or None."""
    if len(form) < 2 or form[0] not in name_words().governments:
        return None
    rest = form[1:]
    adjective = nations().nationalities.get(rest[0]) if len(rest) == 1 else None
    return adjective or nation_of(rest) or capital_of(rest)


@lru_cache(maxsize=1 << 16)
def known_body(form: Words) -> str | None:
    """The id of the one known body that bears this name, if one alone does."""
    ids = known_ids(" ".join(form), "ORG")
    return next(iter(ids)) if len(ids) == 1 else None


def short_for(longer: Words, shorter: Words) -> bool:
    """Whether a body's shorter name can be short for its longer one (both as `bare_words` gives them)."""
    if len(shorter) >= len(longer):
        return False
    head_lost = longer[0] in _short_heads() and shorter[0] == longer[1]
    if not head_lost and (shorter[0] != longer[0] or (len(shorter) == 1 and shorter[0] in _class_words())):
        return False
    added = _missing(longer, shorter)
    if added is None:
        return False
    if shorter[0] in _several() and shorter[-1] in _nationalities() and not set(added) <= _short_heads():
        return False  # «الاستخبارات المجرية» may be any agency of that state
    closed = shorter[-1] in _nationalities() and longer[-1] != shorter[-1] and longer[len(shorter)][0] not in "لب"
    return not closed and not any(_contrasts(word) for word in added)


def widens_nation(longer: Words, shorter: Words) -> bool:
    """Whether all that a longer name adds is a nationality or a head («مجلس النواب المجري»)."""
    return all(word in _nationalities() or word in _short_heads() for word in _missing(longer, shorter) or ())


def place_short_for(longer: Words, shorter: Words) -> bool:
    """Whether «الضفة» can be short for «الضفة الغربية», or «التحرير» for «ميدان التحرير»: no place of its own, as that
    is which a port or an airport is named after."""
    if longer[0] in name_words().of_places or city_ids(" ".join(shorter)) or nation_of(shorter) is not None:
        return False
    first = len(shorter) == 1 and len(longer) == 2 and longer[0] == shorter[0]
    return first or (longer[0] in _class_words() and longer[1:] == shorter)


def _missing(longer: Words, shorter: Words) -> Words | None:
    """The words of the longer name that the shorter lacks, when the others stand in one order; None otherwise."""
    rest, missing = list(shorter), []
    for word in longer:
        if rest and _near(word, rest[0]):
            rest.pop(0)
        else:
            missing.append(word)
    return None if rest else tuple(missing)


def _near(left: str, right: str) -> bool:
    return left == right or left == "ل" + right or (len(left) > 4 and left[1:] == right and left[0] in "ول")


def spells(acronym: Words, full: Words) -> bool:
    """Whether one word is made of the first letters of a longer name's words («قسد»)."""
    return (
        len(acronym) == 1
        and len(acronym[0]) in _ACRONYM
        and len(full) == len(acronym[0])
        and acronym[0] == "".join(w[0] for w in full)
    )


def _contrasts(word: str) -> bool:
    entry = concepts().get(word)
    return entry is not None and entry[0] == "contrast" and word not in _weak_contrasts()


@lru_cache(maxsize=1)
def _weak_contrasts() -> frozenset[str]:
    return frozenset(fold_name(w) for w in ("جديدة", "جديد"))


@lru_cache(maxsize=1)
def _short_heads() -> frozenset[str]:
    return frozenset(_bare(w) for w in name_words().short_bodies)


@lru_cache(maxsize=1)
def _several() -> frozenset[str]:
    return frozenset(_bare(w) for w in name_words().several)


@lru_cache(maxsize=1)
def _class_words() -> frozenset[str]:
    groups: Sequence[frozenset[str]] = [*name_words().heads.values(), *name_words().outside.values()]
    return frozenset(_bare(word) for group in groups for word in group)


@lru_cache(maxsize=1)
def _nationalities() -> frozenset[str]:
    return frozenset(_bare(word) for word in nations().nationalities)
