"""Words and known names of bodies and places: bilingual concepts, nationalities, aliases, countries, cities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .data import rows
from .fold import fold_name, is_arabic, join_spelled_letters

# Kinds that a known name may carry or not; «وكالة», «قناة», «جبل» may make another thing of it and stay.
_DROPPABLE = {
    "ORG": frozenset({"organisation", "tanzim", "movement", "group", "militia"}),
    "LOC": frozenset({"city", "kingdom", "republic"}),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One meaningful word of a body's or place's name: its role (word, class, contrast, nation, name),
    concepts and form."""

    role: str
    core: str
    concepts: frozenset[str] = frozenset()
    arabic: bool = True


def strip_article(word: str) -> str:
    """The Arabic word without ال, or لل (``للدراسات``)."""
    if word.startswith("ال") and len(word) > 3:
        return word[2:]
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    return word


def words_of(name: str) -> list[str]:
    """Folded words of a name; an acronym in letters is one word."""
    return join_spelled_letters(fold_name(name)).split()


@cache
def concepts() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Folded word without article → role and concepts."""
    found: dict[str, tuple[str, set[str]]] = {}
    for row in rows("body-words.tsv"):
        concept, role = row[0], row[1]
        for cell in row[2:4]:
            for form in cell.split("|"):
                if form.strip():
                    key = strip_article(fold_name(form))
                    found.setdefault(key, (role, set()))[1].add(concept)
    return {key: (role, frozenset(names)) for key, (role, names) in found.items()}


@cache
def nations() -> Mapping[tuple[str, ...], str]:
    """Folded words without article (country names and adjectives, every gender and number) → country code."""
    found: dict[tuple[str, ...], str] = {}
    for row in rows("nations.tsv"):
        row += [""] * (4 - len(row))
        for form in row[1].split("|") + row[3].split("|"):
            if form:
                found[_key(form)] = row[0]
        for form in filter(None, row[2].split("|")):
            for inflected in _inflections(form):
                found[_key(inflected)] = row[0]
    for code, names in rows("countries.tsv"):
        for form in names.split("|"):
            found.setdefault(_key(form), code)
    return found


def _inflections(adjective: str) -> list[str]:
    words = adjective.split()
    endings = ("", "ه", "ون", "ين")
    return [" ".join(w + e for w in words) if e == "ه" else adjective + e for e in endings]


def _key(form: str) -> tuple[str, ...]:
    return tuple(strip_article(w) for w in fold_name(form).split() if w not in ("the",))


def alias_key(name: str) -> tuple[str, ...]:
    """What known names are looked up by: folded words without articles."""
    skip = ("the", "al", "el", "ar", "as", "an")
    words = [w for w in words_of(name) if w not in skip] or words_of(name)
    return tuple(strip_article(w) for w in words)


@cache
def _aliases(kind: str) -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows("aliases.tsv"):
        if row[1] == kind:
            for form in row[2].split("|"):
                found[alias_key(form)].add(row[0])
                found[("".join(alias_key(form)),)].add(row[0])
    if kind == "LOC":
        for words, code in nations().items():
            found[words].add("country:" + code)
    return {key: frozenset(ids) for key, ids in found.items()}


@cache
def _cities() -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, latin, arabic in rows("places.tsv"):
        for form in (latin, *arabic.split("|")):
            found[alias_key(form)].add("city:" + number)
    return {key: frozenset(ids) for key, ids in found.items()}


@lru_cache(maxsize=1 << 16)
def known_ids(name: str, kind: str) -> frozenset[str]:
    """Ids of the known bodies or places that bear this name; a droppable class noun in front may be more or less."""
    table = _aliases(kind)
    key = alias_key(name)
    found = table.get(key) or table.get(("".join(key),), frozenset())
    head = concepts().get(key[0], ("", frozenset()))[1] if key else frozenset()
    if not found and len(key) > 1 and not head.isdisjoint(_DROPPABLE[kind]):
        found = frozenset(i for i in table.get(key[1:], frozenset()) if "city" not in head or i[:8] != "country:")
    return found


@lru_cache(maxsize=1 << 16)
def city_ids(name: str) -> frozenset[str]:
    """Ids of the cities of the gazetteer that bear this name."""
    return _cities().get(alias_key(name), frozenset())


def _look_up(word: str) -> tuple[str, tuple[str, frozenset[str]] | None]:
    """The word in its dictionary form and its entry; joined و, ب, ل are taken off only before a known word."""
    table = concepts()
    bare = strip_article(word)
    for form in (bare, word):
        if form in table:
            return form, table[form]
    if is_arabic(word) and word[:1] in "ولب" and len(word) > 4:
        rest = strip_article(word[1:])
        if rest in table:
            return rest, table[rest]
        if word[1:3] == "ال":
            return rest, None
    if not is_arabic(word) and word.endswith("s") and word[:-1] in table:
        return word[:-1], table[word[:-1]]
    return bare, None


@lru_cache(maxsize=1 << 16)
def items_of(name: str) -> tuple[Item, ...]:
    """The meaningful words of a body's or place's name, in order."""
    words = words_of(name)
    found: list[Item] = []
    i = 0
    while i < len(words):
        nation = next(
            (
                (n, nations()[k])
                for n in (3, 2, 1)
                if len(k := tuple(strip_article(w) for w in words[i : i + n])) == n and k in nations()
            ),
            None,
        )
        if nation is not None:
            size, code = nation
            core = " ".join(strip_article(w) for w in words[i : i + size])
            found.append(Item("nation", core, frozenset({"nation:" + code}), is_arabic(core)))
            i += size
            continue
        form, entry = _look_up(words[i])
        if entry is None:
            if not (
                len(form) <= 2
                and not is_arabic(form)
                and len(words) > 1
                and form in ("al", "el", "ar", "as", "ad", "ez", "az", "e")
            ):
                found.append(Item("name", form, arabic=is_arabic(form)))
        elif entry[0] != "link":
            found.append(Item(entry[0], form, entry[1], is_arabic(form)))
        i += 1
    return tuple(found)
