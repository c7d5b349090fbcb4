"""Parsing of a person's name: titles off, compounds joined, kunya, «بن» chains and family name told apart."""

from __future__ import annotations

from functools import lru_cache

from .data import particles, titles
from .fold import fold_name, is_arabic
from .model import PersonName, Unit

_LONGEST_TITLE = 3
_COMPOUND_SERVANT = ("عبدال", "عبدي")
_LATIN_FUSED_SERVANT = ("abdul", "abdel", "abdal", "abdol", "abdoul")
_ASSIMILATED = ("abder", "abdur", "abdar", "abder", "abdes", "abdus", "abdas", "abdessa", "abden", "abden", "abdaz", "abdez")
_AMBIGUOUS_TITLES = frozenset(
    {"امير", "رائد", "رايد", "سيد", "عماد", "امام", "قائد", "قايد", "فريق", "نائب", "نايب", "امين", "late", "general", "king", "prince"}
    | {"chief", "pope", "father", "judge", "justice", "major", "bishop", "marshal", "سفير", "ملك", "زعيم", "حاج", "شيخ", "مشير", "نقيب"}
    | {"اللواء", "عميد", "عقيد", "رقيب", "لواء", "مقدم", "الخطيب", "القاضي", "الشيخ", "المفتي", "الحاج", "الملا", "ملا", "القس", "م", "ا", "د", "sheikh", "cheikh", "shaikh"}
)


def words_of(name: str) -> list[str]:
    """Folded words of a person's name; «Family, Given» is turned round, apostrophes and hyphens are spaces or nothing."""
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
            needed = 2 if size == 1 and head[0] in _AMBIGUOUS_TITLES else 1
            if head in table and rest >= needed and words[size] not in particles().son:
                found.append(table[head])
                words = words[size:]
                again = True
                break
    while len(words) > 1 and words[-1] in particles().suffix and words[-1] not in particles().ordinal:
        words = words[:-1]
    return words, tuple(found)


def bare(word: str) -> tuple[str, bool]:
    """The word without its article, and whether it had one (Arabic ال; Latin al/el fused before a consonant)."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:], True
    return word, False


def _join_tail(words: list[str], i: int) -> tuple[str, int]:
    """A word and the tail that makes it one name («نور الدين», ``nour al din``): joined core, words used."""
    parts = particles()
    first = words[i]
    for size in (2, 1):
        following = words[i + 1 : i + 1 + size]
        if len(following) < size:
            continue
        if size == 2 and following[0] not in parts.article_latin:
            continue
        tail = parts.tail.get(following[-1])
        if tail is not None and (is_arabic(first) == is_arabic(following[-1])):
            latin_tail = {"الدين": "eddine", "الله": "allah", "الاسلام": "alislam", "العابدين": "alabidine"}
            joined = tail if is_arabic(first) else latin_tail.get(tail, following[-1])
            return bare(first)[0] + joined, 1 + size
    return first, 1


def _servant(words: list[str], i: int) -> tuple[str, int] | None:
    """«عبد» + name as one core without article: (core, words used)."""
    parts = particles()
    word = words[i]
    rest = words[i + 1 :]
    if word in parts.servant and rest:
        skip = 1 if rest[0] in parts.article_latin and len(rest) > 1 else 0
        return _servant_core(rest[skip]), 2 + skip
    for prefix in _COMPOUND_SERVANT[:1]:
        if word.startswith(prefix) and len(word) > 6:
            return _servant_core(word[3:]), 1
    if not is_arabic(word) and len(word) > 7:
        for prefix in _LATIN_FUSED_SERVANT:
            if word.startswith(prefix):
                return _servant_core(word[5:] if word[5:6] != "l" or word[5:7] != "la" else word[5:]), 1
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
    """The plain unit that starts at word ``i``."""
    parts = particles()
    servant = _servant(words, i)
    if servant is not None:
        core, used = servant
        return Unit("plain", core, arabic=is_arabic(core), servant=True), used
    word = words[i]
    if word in parts.article_latin and i + 1 < len(words) and (i > 0 or word in ("al", "el") or len(words) > 2):
        core, used = _join_tail(words, i + 1)
        return Unit("plain", core, True, is_arabic(core)), used + 1
    core, used = _join_tail(words, i)
    if used == 1:
        fused = parts.tail.get(core[3:]) if not is_arabic(core) else None
        if fused is None and not is_arabic(core) and core[:2] in ("al", "el") and len(core) >= 6 and core[2:4] not in ("ex", "iz"):
            if core not in _plain_al():
                return Unit("plain", core[2:], True, False), 1
        stripped, article = bare(core)
        return Unit("plain", stripped, article, is_arabic(core)), 1
    return Unit("plain", core, words[i].startswith("ال"), is_arabic(core)), used


@lru_cache(maxsize=1)
def _plain_al() -> frozenset[str]:
    """Latin names that merely begin with al or el (Albert, Elias): attested for an Arabic word that begins with ا + ل."""
    from .data import attested

    table = attested()
    return frozenset(
        latin
        for latin, pairs in table.by_latin.items()
        if latin[:2] in ("al", "el") and any(arabic.startswith(("ال", "عل")) for arabic in pairs)
    ) | frozenset({"albert", "alfred", "allen", "alan", "alexander", "alice", "elena", "ellen", "elliott", "elizabeth", "alvarez"})


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
            units.append(Unit(kind, unit.core, unit.article, unit.arabic, unit.servant))
            i += 1 + used
        elif fused is not None:
            core, article = bare(fused)
            units.append(Unit("kunya", core, article, is_arabic(fused)))
            i += 1
        elif not last and (word in parts.son or word in parts.daughter) and (units or word not in ("ben",)):
            unit, used = _next_core(words, i + 1)
            units.append(Unit("son", unit.core, unit.article, unit.arabic, unit.servant))
            i += 1 + used
        elif not last and units and word in parts.house and is_arabic(word):
            unit, used = _next_core(words, i + 1)
            units.append(Unit("plain", unit.core, True, unit.arabic, unit.servant))
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
    kunya = next((u.core for u in units if u.role.startswith("kunya")), "")
    plain = [u for u in units if u.role in ("plain", "initial")]
    fathers = tuple(u.core for u in units if u.role == "son")
    laqab = tuple(u.core for u in units if u.role == "ordinal")
    first_is_family = bool(kunya) and len(plain) == 1 and plain[0].article
    given = plain[0].core if plain and not first_is_family and not (len(plain) == 1 and plain[0].article) else ""
    rest = plain[1:] if given else plain
    family = rest[-1].core if rest else ""
    middle = tuple(u.core for u in rest[:-1])
    return PersonName(kunya, given, fathers, middle, family, laqab, dropped, units)
