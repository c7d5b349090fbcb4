"""Parsing of a person's name: titles off, compounds joined, kunya, «بن» chains and family name told apart."""

from __future__ import annotations

import re
from functools import lru_cache

from .data import attested, particles, titles
from .fold import fold_name, is_arabic
from .lexicon import nations
from .model import PersonName, Unit

_LONGEST_TITLE = 3
_LATIN_TAIL = re.compile(
    r"(?P<long>[a-z]{3,}?)(?P<din>[aeiou]?[ld]?d(?:ee|i)ne?)|(?P<short>[a-z]{2,}?)(?P<god>[aeou]l+ah?)"
)
_LATIN_FUSED_SERVANT = ("abdul", "abdel", "abdal", "abdol", "abdoul")
_ASSIMILATED = ("abdar", "abdas", "abdaz", "abden", "abder", "abdes", "abdez", "abdur", "abdus")


def words_of(name: str) -> list[str]:
    """Folded words of a person's name; «Family, Given» is turned round, apostrophes and hyphens are
    spaces or nothing."""
    if name.count(",") == 1 and not is_arabic(name):
        last, first = (part.strip() for part in name.split(","))
        if first and last and fold_name(first) not in particles().suffix:
            name = f"{first} {last}"
    return fold_name(name).split()


def drop_titles(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Take leading titles (as many as there are) and trailing suffixes off; at least one word always stays."""
    table, found = titles(), []
    again = True
    while again and len(words) > 1:
        again = False
        for size in range(min(_LONGEST_TITLE, len(words) - 1), 0, -1):
            head = tuple(words[:size])
            rest = len(words) - size
            needed = 2 if size == 1 and head[0] in particles().also_given else 1
            if head in table and rest >= needed and words[size] not in particles().son:
                found.append(table[head])
                words = words[size:]
                while len(words) > 1 and words[0].startswith("ال") and (words[0][2:],) in nations():
                    words = words[1:]
                again = True
                break
    while len(words) > 1 and words[-1] in particles().suffix and words[-1] not in particles().ordinal:
        words = words[:-1]
    return words, tuple(found)


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> tuple[str, bool]:
    """The word without a fused article, and whether it had one; «الكسندر» and «Albert» merely begin with
    its letters."""
    table = attested()
    if word.startswith("ال") and len(word) > 4:
        whole, rest = table.arabic_total.get(word, 0), table.arabic_total.get(word[2:], 0)
        return (word, False) if whole > rest and whole >= 2 else (word[2:], True)
    if word[:2] in ("al", "el") and len(word) >= 6 and not is_arabic(word) and word[2] not in "aeiouyl":
        whole, rest = table.latin_total.get(word, 0), table.latin_total.get(word[2:], 0)
        return (word, False) if whole > rest else (word[2:], True)
    return word, False


def _split_tail(word: str) -> tuple[str, str]:
    """The head and the tail of a compound written as one word (``نصرالله``, ``noureddine``); no tail: empty."""
    if is_arabic(word):
        for tail in ("الدين", "الله", "الاسلام"):
            if word.endswith(tail) and len(word) >= len(tail) + 2:
                return word.removesuffix(tail), tail
        return word, ""
    found = _LATIN_TAIL.fullmatch(word)
    if found is None:
        return word, ""
    return (found["long"], "الدين") if found["din"] else (found["short"], "الله")


def _join_tail(words: list[str], i: int) -> tuple[str, str, int]:
    """A word and the tail that makes it one name («نور الدين», ``nour al din``): head, tail, words used."""
    parts = particles()
    first = words[i]
    for size in (2, 1):
        following = words[i + 1 : i + 1 + size]
        if len(following) < size or (size == 2 and following[0] not in parts.article_latin):
            continue
        tail = parts.tail.get(following[-1])
        if tail is not None and is_arabic(first) == is_arabic(following[-1]):
            return first, tail, 1 + size
    head, tail = _split_tail(first)
    return head, tail, 1


def _servant(words: list[str], i: int) -> tuple[str, int] | None:
    """«عبد» + name as one core without article: (core, words used)."""
    parts = particles()
    word = words[i]
    rest = words[i + 1 :]
    if word in parts.servant and rest:
        skip = 1 if rest[0] in parts.article_latin and len(rest) > 1 else 0
        return _servant_core(rest[skip]), 2 + skip
    if word.startswith("عبدال") and len(word) > 6:
        return _servant_core(word[3:]), 1
    if not is_arabic(word) and len(word) > 7:
        for prefix in _LATIN_FUSED_SERVANT:
            if word.startswith(prefix):
                return _servant_core(word[5:]), 1
        for prefix in _ASSIMILATED:
            if word.startswith(prefix):
                return _servant_core(word[4:]), 1
    if word in ("abdullah", "abdallah", "abdulla", "abdalla", "abdellah"):
        return "allah", 1
    return None


def _servant_core(word: str) -> str:
    if is_arabic(word):
        return word if word == "الله" else bare(word)[0]
    if word in ("lah", "llah", "ullah", "llahi", "lahi", "la"):
        return "allah"
    for sun in "rsntdz":
        if word.startswith(sun * 2):
            return word[1:]
    return word


def _next_core(words: list[str], i: int) -> tuple[Unit, int]:
    """The plain unit that starts at word ``i``, and the words it takes."""
    parts = particles()
    servant = _servant(words, i)
    if servant is not None:
        core, used = servant
        return Unit("plain", core, arabic=is_arabic(core), servant=True), used
    skip = int(
        words[i] in parts.article_latin
        and i + 1 < len(words)
        and (i > 0 or words[i] in ("al", "el", "as", "ash", "ar"))
    )
    head, tail, used = _join_tail(words, i + skip)
    core, article = (head, True) if skip else bare(head)
    return Unit("plain", core, article, is_arabic(core), tail=tail), used + skip


@lru_cache(maxsize=1 << 17)
def units_of(name: str) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """Units of a name in order, and the ids of the titles that were dropped."""
    parts = particles()
    words, dropped = drop_titles(words_of(name))
    units: list[Unit] = []
    i = 0
    while i < len(words):
        word, last = words[i], i + 1 == len(words)
        fused = _fused_kunya(word) if not last or i == 0 else None
        if word in parts.ordinal and (units and (is_arabic(word) or last)):
            units.append(Unit("ordinal", parts.ordinal[word], arabic=is_arabic(word)))
            i += 1
        elif not last and (word in parts.kunya_father or word in parts.kunya_mother):
            unit, used = _next_core(words, i + 1)
            kind = "kunya" if word in parts.kunya_father else "kunya_mother"
            units.append(Unit(kind, unit.core, unit.article, unit.arabic, unit.servant, unit.tail))
            i += 1 + used
        elif fused is not None:
            core, article = bare(fused)
            units.append(Unit("kunya", core, article, is_arabic(fused)))
            i += 1
        elif not last and (word in parts.son or word in parts.daughter) and (units or word not in ("ben",)):
            unit, used = _next_core(words, i + 1)
            units.append(Unit("son", unit.core, unit.article, unit.arabic, unit.servant, unit.tail))
            i += 1 + used
        elif not last and units and word in parts.house and is_arabic(word):
            unit, used = _next_core(words, i + 1)
            units.append(Unit("plain", unit.core, True, unit.arabic, unit.servant, unit.tail))
            i += 1 + used
        elif len(word) == 1 and len(words) > 1 and not is_arabic(word):
            units.append(Unit("initial", word, arabic=False))
            i += 1
        else:
            unit, used = _next_core(words, i)
            units.append(unit)
            i += used
    return tuple(units), dropped


def _fused_kunya(word: str) -> str | None:
    """The name inside a kunya written as one word (``ابوالقاسم``), which only an article betrays."""
    if word.startswith(("ابوال", "ابيال")) and len(word) > 6:
        return word[3:]
    return None


def parse_person(name: str) -> PersonName:
    """Parse a person's name as it stands in a text.

    Args:
        name: any script; titles may stand in front.

    Returns:
        Its parts, folded. A name that cannot be read yields empty parts. Never raises.
    """
    units, dropped = units_of(name)
    kunya = next((u.text for u in units if u.role.startswith("kunya")), "")
    plain = [u for u in units if u.role in ("plain", "initial")]
    fathers = tuple(u.text for u in units if u.role == "son")
    laqab = tuple(u.core for u in units if u.role == "ordinal")
    first_is_family = bool(kunya) and len(plain) == 1 and plain[0].article
    given = plain[0].text if plain and not first_is_family and not (len(plain) == 1 and plain[0].article) else ""
    rest = plain[1:] if given else plain
    family = rest[-1].text if rest else ""
    middle = tuple(u.text for u in rest[:-1])
    return PersonName(kunya, given, fathers, middle, family, laqab, dropped, units)
