"""Consistency within one text: a name seen once is found again, and the same words have one type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tawatur.core.model import EntityType
from tawatur.extract.names.family import with_family_names
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.words import Words, name_words

_SURE = 0.8
_SHARE = 0.5  # of a single word's occurrences that must be names before the others become names too
_CLEAR = 2.0  # how many times the weight of a type must exceed the others' before it is everywhere


def spread(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """Names with one type for the same words, and names that were seen elsewhere in the text found in full."""
    names = _found_again(ground, _one_type(ground, names))
    return with_family_names(ground, names)


def _one_type(ground: Ground, names: Sequence[Name]) -> list[Name]:
    weights: dict[Words, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    told = {name for name in names if _told_by_class(ground, name)}
    for name in names:
        if name not in told:
            weights[ground.form(name)][name.type] += name.score
    unified = []
    for name in names:
        votes = weights[ground.form(name)]
        best = max(votes, key=lambda t: (votes[t], t.value), default=name.type)
        clear = votes[best] >= _CLEAR * (sum(votes.values()) - votes[best])
        if best is not name.type and clear and name not in told:
            name = name.moved(type=best, rule=name.rule)
        unified.append(name)
    return unified


def _told_by_class(ground: Ground, name: Name) -> bool:
    """Whether the noun before a name tells its type («صحيفة القدس»)."""
    before = ground.before(name.first)
    while before is not None and ground.tokens[before].is_sign:
        before = ground.before(before)
    if before is None:
        return False
    nouns = name_words().outside.get(name.type, frozenset())
    return any(word in nouns for _, word in ground.readings[before])


def _found_again(ground: Ground, names: Sequence[Name]) -> list[Name]:
    known = _known(ground, names)
    at = {index: name for name in names for index in range(name.first, name.last)}
    matches = list(_matches(ground, known))
    usual = _usual_singles(ground, matches, at)
    replaced: set[Name] = set()
    added: list[Name] = []
    taken = set(at)
    for match in sorted(matches, key=lambda n: (n.first - n.last, n.first)):
        inside = {at[i] for i in range(match.first, match.last) if i in at}
        if not inside:
            single = match.last - match.first == 1
            common = match.type is EntityType.LOC and ground.form(match)[0] in name_words().ambiguous_places
            if (not single or (ground.form(match)[0] in usual and not common)) and taken.isdisjoint(
                range(match.first, match.last)
            ):
                added.append(match)
                taken.update(range(match.first, match.last))
        elif _completes(match, inside) and inside.isdisjoint(replaced):
            replaced |= inside
            added.append(match)
            taken.update(range(match.first, match.last))
    return sorted([n for n in names if n not in replaced] + added, key=lambda n: n.first)


def _completes(match: Name, inside: set[Name]) -> bool:
    """Whether a match holds what was found there as parts of it, all of its type, and is longer."""
    longest = max(n.last - n.first for n in inside)
    return match.last - match.first > longest and all(match.holds(n) and n.type is match.type for n in inside)


def _known(ground: Ground, names: Sequence[Name]) -> dict[str, list[tuple[Words, EntityType]]]:
    """Sure names by first word; those with signs inside are left out."""
    table: dict[Words, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        form = ground.form(name)
        if len(form) == name.last - name.first and name.score >= _SURE and len(form[0]) > 1:
            table[form][name.type] += name.score
    by_first: dict[str, list[tuple[Words, EntityType]]] = defaultdict(list)
    for form in sorted(table, key=lambda f: (-len(f), f)):
        votes = table[form]
        by_first[form[0]].append((form, max(votes, key=lambda t: (votes[t], t.value))))
    return by_first


def _matches(ground: Ground, known: dict[str, list[tuple[Words, EntityType]]]) -> Iterator[Name]:
    for index in range(len(ground.tokens)):
        match = _match_at(ground, known, index)
        if match is not None:
            yield match


def _match_at(ground: Ground, known: dict[str, list[tuple[Words, EntityType]]], index: int) -> Name | None:
    for prefix, word in ground.readings[index]:
        for words, kind in known.get(word, ()):
            last = index + len(words)
            if last <= ground.bound(index)[1] and tuple(ground.words[index + 1 : last]) == words[1:]:
                return Name(index, last, prefix, kind, _SURE, "name/seen-elsewhere")
    return None


def _usual_singles(ground: Ground, matches: Sequence[Name], at: dict[int, Name]) -> set[str]:
    """Single words that are a name by themselves in at least half of the places where they stand without one."""
    named, bare = Counter[str](), Counter[str]()
    for match in matches:
        if match.last - match.first == 1:
            word = ground.form(match)[0]
            name = at.get(match.first)
            if name is None:
                bare[word] += 1
            elif name.last - name.first == 1:
                named[word] += 1
    return {word for word in bare if named[word] >= _SHARE * (named[word] + bare[word])}
