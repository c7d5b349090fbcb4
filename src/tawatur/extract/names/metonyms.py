"""Countries and capitals that act as their government: the signs beside the name, each a rule of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from tawatur.core.model import EntityType, SegmentKind
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import capital_of, name_words, nation_of, nations, signs
from tawatur.text.tokens import stems, without_pronoun

Sign = Callable[[Ground, Name], str | None]
_COMPLEMENTIZERS = frozenset(("ان", "بان", "لان", "لكن", "فان", "كان", "وان", "ولكن", "انما", "حيث"))
_AUXILIARIES = frozenset(("لا", "لم", "قد", "ما", "كانت", "كان", "ليست", "ليس"))
_WILL = frozenset(("لن", "سوف"))
_REACH = 4  # words between a verb of address and its object


def metonyms(ground: Ground, names: Sequence[Name]) -> Mapping[Name, str]:
    """The places among the names that stand for a government, with the sign that shows it."""
    states = [n for n in names if n.type is EntityType.LOC and country_of(ground, n)]
    found: dict[Name, str] = {}
    for name in states:
        if _dateline(ground, name) and not _speaks_in_headline(ground, name):
            continue
        reason = next((r for sign in _SIGNS if (r := sign(ground, name)) is not None), None)
        if reason is not None:
            found[name] = reason
    _beside_bodies(ground, names, found)
    _share_with_partners(ground, states, found)
    _carry_on(ground, states, found)
    return found


def country_of(ground: Ground, name: Name) -> str | None:
    """The code of the country that a place is or is the capital of."""
    form = ground.form(name)
    return nation_of(form) or capital_of(form)


def _words_before(ground: Ground, name: Name, count: int) -> list[str]:
    """Up to `count` words before a name in its sentence, nearest first, signs left out."""
    start = ground.bound(name.first)[0]
    found: list[str] = []
    index = name.first - 1
    while index >= start and len(found) < count:
        if ground.tokens[index].is_word:
            found.append(ground.words[index])
        index -= 1
    return found


def _particle(ground: Ground, name: Name) -> str:
    return ground.tokens[name.first].key[: name.prefix]


def _bare(word: str) -> str:
    """A word without «و» or «ف» before it, if a verb or noun of our lists remains."""
    return word[1:] if word[:1] in "وف" and len(word) > 3 else word


def _is(word: str, group: frozenset[str]) -> bool:
    return word in group or _bare(word) in group


def _in(word: str, group: frozenset[str]) -> bool:
    """Whether a word, behind whatever particles, is in a group."""
    return any(stem in group for _, stem in stems(word))


def _placed(ground: Ground, name: Name) -> bool:
    before = _words_before(ground, name, 1)
    particle = _particle(ground, name)
    return particle.endswith("ب") or (bool(before) and not particle and _is(before[0], signs().places))


def _next_word(ground: Ground, name: Name) -> str:
    index = ground.after(name.last)
    return ground.words[index] if index is not None and ground.tokens[index].is_word else ""


def _is_verb(word: str, group: frozenset[str]) -> bool:
    return _is(word, group) or _is(without_pronoun(word), group)


def _subject_before(ground: Ground, name: Name) -> str | None:
    """«وتتهم بودابست», «اتهمتها بودابست», «وكانت بودابست أعلنت»: an agent's verb right before the name."""
    before = _words_before(ground, name, 2)
    if not before or name.prefix or not ground.tokens[name.first - 1].is_word:
        return None
    acting = signs().perfect | signs().imperfect
    if _is_verb(before[0], acting) or (before[0] in _TO_IT and len(before) > 1 and _is_verb(before[1], acting)):
        return "subject"
    if _verb_by_shape(ground, name.first - 1):
        return "subject"
    if _bare(before[0]) in ("كانت", "كان", "تكن", "تكون"):
        following = _next_word(ground, name)
        return (
            "subject" if following in _AUXILIARIES or _is_verb(following, signs().perfect | signs().imperfect) else None
        )
    return None


_TO_IT = frozenset(
    ["فيه", "فيها", "به", "بها", "له", "لها", "عليه", "عليها", "منه", "منها", "اليه", "اليها", "عنه", "عنها"]
)


def _verb_by_shape(ground: Ground, index: int) -> bool:
    """Whether a word is by its shape a verb of the third person feminine (as states are) with an actor.

    Perfects end in ت, which nouns in the singular hardly do. Imperfects begin with ت; a pronoun after them («تنفذها»),
    an auxiliary before them, or «و» at the head of a sentence tell them from verbal nouns.
    """
    word = _bare(ground.words[index])
    token = ground.tokens[index]
    passive = word in signs().not_acting or without_pronoun(word) in signs().not_acting
    if len(word) < 4 or passive or word.startswith("ال"):
        return False
    if word.endswith("ت"):
        return not word.endswith("ات")
    if not word.startswith("ت"):
        return False
    written = ground.reading.view.text[token.start : token.end]
    if written.endswith(("ها", "ه")) and len(word) > 4:
        return True
    before = ground.before(index)
    if before is None:
        return ground.words[index].startswith(("وت", "فت"))
    return ground.words[before] in _VERBAL


_VERBAL = frozenset(("قد", "وقد", "لم", "لن", "ولن", "ولم", "سوف", "وسوف", "فقد", "لا", "ولا"))


def _subject_after(ground: Ground, name: Name) -> str | None:
    """«إن بودابست رفضت», «بودابست ترفض» at the head of a clause: the verb follows."""
    if _placed(ground, name) or _particle(ground, name)[-1:] in ("ب", "ل", "ك") or not _heads_clause(ground, name):
        return None
    index = ground.after(name.last)
    while index is not None and ground.tokens[index].key in '"«“':
        index = ground.after(index + 1)
    if index is None or not ground.tokens[index].is_word:
        return None
    word, end = ground.words[index], ground.bound(name.first)[1]
    if word in signs().states:
        return "verb"
    if word in _WILL:
        return "verb" if index + 1 < end and ground.words[index + 1] not in signs().not_acting else None
    while word in _AUXILIARIES and index + 1 < end:
        index += 1
        word = ground.words[index]
        if word in signs().states:
            return "verb"
    future = (
        word.startswith(("ست", "سي", "ت"))
        and len(word) > 3
        and _complements(ground, name)
        and word not in signs().not_acting
    )
    return "verb" if future or _is_verb(word, signs().perfect | signs().imperfect) else None


def _complements(ground: Ground, name: Name) -> bool:
    before = _words_before(ground, name, 1)
    return bool(before) and _is(before[0], _COMPLEMENTIZERS)


def _heads_clause(ground: Ground, name: Name) -> bool:
    before = _words_before(ground, name, 1)
    start = ground.bound(name.first)[0]
    if name.first == start:
        return True
    previous = ground.tokens[name.first - 1]
    if previous.is_sign:
        return previous.key in '"«“:،.-–' or not before
    return _is(before[0], _COMPLEMENTIZERS) or _particle(ground, name).endswith("و")


def _speaks_in_headline(ground: Ground, name: Name) -> str | None:
    """«بودابست: لن نوقع» in a headline."""
    index = ground.after(name.last)
    if capital_of(ground.form(name)) is None:  # «مالي: …» labels the topic
        return None
    headline = ground.kinds[ground.sentence[name.first]] is SegmentKind.HEADLINE
    if headline and index is not None and ground.tokens[index].key == ":" and name.first == ground.bound(name.first)[0]:
        return "headline"
    return None


def _between(ground: Ground, name: Name) -> str | None:
    """«المحادثات بين بودابست وبلغراد», «التفاوض مع بودابست»."""
    before = _words_before(ground, name, 5)
    if (name.prefix and not _particle(ground, name).endswith("و")) or not before:
        return None
    if before[0] not in ("بين", "مع") and not (len(before) > 2 and before[1] == "بين"):
        return None
    nouns = (*before[1:], *(without_pronoun(word) for word in before[1:]))
    return "partner" if any(_in(noun, signs().partners) for noun in nouns) else None


def _owner(ground: Ground, name: Name) -> str | None:
    """«موقف بودابست», «سعي بودابست»."""
    before = _words_before(ground, name, 1)
    if not before or name.prefix or not ground.tokens[name.first - 1].is_word:
        return None
    return "owner" if any(word in signs().owned for _, word in ground.readings[name.first - 1]) else None


def _addressed(ground: Ground, name: Name) -> str | None:
    """«طالب الوزير بودابست بالاعتذار»: the object of a verb of address."""
    if name.prefix or _placed(ground, name):
        return None
    before = _words_before(ground, name, _REACH)
    between = before[: next((i for i, w in enumerate(before) if _is(w, signs().addressed)), _REACH)]
    if len(between) == len(before) or not all(_bare(w).startswith("ال") for w in between):
        return None
    return "addressed"


def _against(ground: Ground, name: Name) -> str | None:
    """«عقوبات على بودابست», «على بودابست أن ترد», «ضد بودابست»."""
    before = _words_before(ground, name, 4)
    if not before or name.prefix:
        return None
    pressed = before[0] == "علي" and any(_in(w, signs().against) for w in before[1:])
    obliged = before[0] == "علي" and _next_word(ground, name) in ("ان", "الا")
    by = before[:2] == ["قبل", "من"]
    opposed = before[0] == "ضد" and not any(_in(w, signs().attacks) for w in before[1:])
    return "against" if pressed or obliged or by or opposed else None


def _said_by(ground: Ground, name: Name) -> str | None:
    """«لم يرد تعليق من بودابست»."""
    before = _words_before(ground, name, 3)
    told = len(before) > 1 and before[0] == "من" and any(_in(word, signs().uttered) for word in before[1:2])
    return "owner" if told and not name.prefix else None


def _served(ground: Ground, name: Name) -> str | None:
    """«له صلة ببودابست», «الميليشيات التابعة لبودابست», «لن تسمح لبودابست»."""
    before = _words_before(ground, name, 2)
    particle = _particle(ground, name)[-1:]
    group = {"ل": signs().serving, "ب": signs().linked}.get(particle, frozenset())
    if len(before) > 1 and before[0] in nations().nationalities:
        before = before[1:]  # «الاتهام الصربي لبودابست»
    return "served" if before and _in(before[0], group) else None


def _government_word(ground: Ground, name: Name) -> str | None:
    """«حكومة بودابست» where the place was found alone."""
    before = _words_before(ground, name, 1)
    return "government" if before and not name.prefix and _is(before[0], name_words().governments) else None


def _share_with_partners(ground: Ground, states: Sequence[Name], found: dict[Name, str]) -> None:
    """«بودابست وبلغراد»: what one of two joined names is, the other is too."""
    for left, right in pairwise(states):
        joined = right.first == left.last and _particle(ground, right).startswith("و")
        if joined and left in found and found[left] != "headline":
            found.setdefault(right, "joined")
        elif joined and right in found and found[right] == "verb" and not _placed(ground, left):
            found.setdefault(left, "joined")


def _beside_bodies(ground: Ground, names: Sequence[Name], found: dict[Name, str]) -> None:
    """«بودابست وحزب الفجر»: what «و» joins to a body acts as bodies do, where no preposition of place governs both."""
    for left, right in pairwise(names):
        between = [word for word in ground.words[left.last : right.first] if word[:1].isalnum()]
        for state, body in ((left, right), (right, left)):
            joined = _joined(ground, right, between) and body.type is EntityType.ORG
            placed = _placed(ground, left) or _particle(ground, left).endswith(("ل", "ب"))
            if joined and not placed and state.type is EntityType.LOC and country_of(ground, state):
                found.setdefault(state, "joined")


def _joined(ground: Ground, right: Name, between: Sequence[str]) -> bool:
    """Whether «و» and at most a class noun stand between two names."""
    if ground.sentence[right.first - 1] != ground.sentence[right.first]:
        return False
    if not between:
        return _particle(ground, right).startswith("و")
    noun = between[0].removeprefix("و")
    return len(between) == 1 and between[0].startswith("و") and noun in name_words().outside[EntityType.ORG]


def _carry_on(ground: Ground, states: Sequence[Name], found: dict[Name, str]) -> None:
    """A state that a text shows acting again and again acts wherever nothing says that the place is meant."""
    acting, elsewhere = Counter[str](), Counter[str]()
    for name in states:
        code = country_of(ground, name) or ""
        if name in found:
            acting[code] += 1
        elif _is_place(ground, name):
            elsewhere[code] += 1
    for name in states:
        code = country_of(ground, name) or ""
        if name in found or _is_place(ground, name):
            continue
        if acting[code] >= _OFTEN and acting[code] > elsewhere[code]:
            found[name] = "carried"
        elif capital_of(ground.form(name)) and acting[code]:
            found[name] = "capital"


def _is_place(ground: Ground, name: Name) -> bool:
    """Whether something beside the name says that the place is meant."""
    if _placed(ground, name) or _dateline(ground, name) or _particle(ground, name).endswith("و"):
        return True
    before = _words_before(ground, name, 4)
    if _next_word(ground, name) in signs().not_acting or "بين" in before or (before and before[0] == "ضد"):
        return True
    if not before or name.prefix or not ground.tokens[name.first - 1].is_word:
        return False
    noun = _bare(before[0])
    return (
        noun not in _COMPLEMENTIZERS
        and noun not in _PREPOSITIONS
        and not _is_verb(noun, signs().perfect | signs().imperfect)
    )


def _dateline(ground: Ground, name: Name) -> bool:
    """«بودابست - سامر الحلاق» and «بودابست: …» at the head of a sentence."""
    index = ground.after(name.last)
    heads = name.first == ground.bound(name.first)[0]
    return heads and index is not None and ground.tokens[index].key in _AFTER_DATELINE


_AFTER_DATELINE = frozenset(":-–—_(/،,|")
_PREPOSITIONS = frozenset(("علي", "مع", "ضد", "عن", "بين", "لدي", "باتجاه", "تجاه", "ازاء", "قبل"))
_OFTEN = 2
_SIGNS: tuple[Sign, ...] = (
    _subject_before,
    _subject_after,
    _speaks_in_headline,
    _between,
    _owner,
    _addressed,
    _against,
    _said_by,
    _served,
    _government_word,
)
