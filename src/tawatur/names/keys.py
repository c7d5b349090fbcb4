"""Blocking keys: names that ``compare`` would merge or propose share one, so that few pairs need comparing.

Keys of one word begin with ``1:``; keys of two words of one name with ``2:``; ``j:`` is the whole name written as one
word, ``k:`` a known body or place, ``i:`` the letters of an acronym. Two names of several words each that share no more
than a ``1:`` key need no comparison: ``candidate_pairs`` leaves these pairs out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from .bodies import acronym_letters
from .fold import fold_name
from .lexicon import Item, alias_key, city_ids, items_of, known_ids
from .person import parse_person, units_of
from .sound import sound_codes

_MOST_UNITS = 6


@lru_cache(maxsize=1 << 17)
def name_keys(name: str, kind: str) -> frozenset[str]:
    """Blocking keys of a name.

    Args:
        name: a name as it stands in a text.
        kind: ``PER``, ``ORG`` or ``LOC``.

    Returns:
        Keys; empty only for text without a letter or digit.

    Raises:
        ValueError: an unknown kind.
    """
    if kind == "PER":
        codes = [_unit_codes(u.role, u.core) for u in units_of(name)[0]]
        extra: set[str] = set()
    elif kind in ("ORG", "LOC"):
        codes = [_item_codes(item) for item in items_of(name)]
        extra = _body_keys(name, kind)
    else:
        raise ValueError(f"kind must be PER, ORG or LOC, not {kind!r}")
    folded = fold_name(name)
    keys = {f"1:{code}" for group in codes for code in group} | extra
    for one, two in combinations(codes[:_MOST_UNITS], 2):
        keys.update("2:" + "+".join(sorted((a, b))) for a in one for b in two)
    if folded:
        keys.update("j:" + code for code in sorted(sound_codes(folded.replace(" ", "")))[:2])
        keys.add("=" + folded.replace(" ", ""))
    return frozenset(keys)


def _unit_codes(role: str, core: str) -> frozenset[str]:
    if role == "ordinal":
        return frozenset()
    if role == "initial":
        return frozenset({"." + core})
    codes = sound_codes(core) | {"." + core[:1]}
    return codes | sound_codes(core[1:]) if core.startswith("l") and len(core) > 4 else codes


def _item_codes(item: Item) -> frozenset[str]:
    if item.concepts:
        return frozenset("c " + concept for concept in item.concepts) | sound_codes(item.core)
    places = known_ids(item.core, "LOC") | city_ids(item.core)
    return sound_codes(item.core) | frozenset("k " + place for place in places)


def _body_keys(name: str, kind: str) -> set[str]:
    ids = known_ids(name, kind) | (city_ids(name) if kind == "LOC" else frozenset())
    keys = {"k:" + found for found in ids} | {"k:" + "".join(alias_key(name))}
    letters = acronym_letters(name)
    if letters:
        keys.add("i:" + str(len(letters)))
    elif kind == "ORG":
        count = len(items_of(name))
        keys.update(f"i:{n}" for n in range(max(2, count - 2), count + 2))
    return keys


def candidate_pairs(names: Sequence[str], kind: str) -> Iterator[tuple[int, int]]:
    """Pairs of positions worth comparing, each once, in order.

    Args:
        names: names of one kind.
        kind: ``PER``, ``ORG`` or ``LOC``.

    Yields:
        (i, j) with i < j: names that share a key and are not both of several words with only ``1:`` keys in common.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    single = []
    for position, name in enumerate(names):
        single.append(_is_bare(name, kind))
        for key in name_keys(name, kind):
            blocks[key].append(position)
    found: dict[int, set[int]] = defaultdict(set)
    for key, members in blocks.items():
        alone = [p for p in members if single[p]] if key.startswith("1:") else members
        for a in alone:
            for b in members:
                if a != b:
                    found[min(a, b)].add(max(a, b))
    for a in sorted(found):
        for b in sorted(found[a]):
            yield a, b


def _is_bare(name: str, kind: str) -> bool:
    """Whether a name is one part alone: laqabs, ordinals and titles tell no one apart."""
    if kind != "PER":
        return len(items_of(name)) < 2
    person = parse_person(name)
    return sum(map(bool, (person.kunya, person.given, person.fathers, person.middle, person.family))) < 2
