"""Comparison of two names of bodies or of places: known aliases, acronyms, then word by word through
shared concepts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from .data import rows
from .fold import fold_name, is_arabic
from .lexicon import Item, city_ids, items_of, known_ids, words_of
from .model import Comparison, Decision, Level, Reason
from .words import Relation, relate, sounds_alike

#: Concepts of the words that name all of a country's armed forces.
_ARMED = (frozenset(("army",)), frozenset(("forces", "armed")))
_ACRONYM = re.compile(r"(?:[A-Z][.\s]?){2,7}")
_ARABIC_LETTERS = re.compile(r"(?:[ء-ي]\s*\.?\s+|[ء-ي]\.){1,5}[ء-ي]\.?")


@dataclass(frozen=True, slots=True)
class _Match:
    """Items of two names set against one another."""

    pairs: tuple[tuple[Item, Item, Relation], ...]
    left: tuple[Item, ...]
    right: tuple[Item, ...]
    ordered: bool


def relate_items(a: Item, b: Item) -> Relation:
    """Relate two words of bodies or places; across scripts a shared concept is the same word."""
    if a.concepts and b.concepts:
        if a.core == b.core:
            return Level.SAME, 1.0
        if a.concepts.isdisjoint(b.concepts):
            return Level.DIFFERENT, 0.0
        if a.role == "nation" and b.role == "nation":
            return Level.SAME, 0.95
        if a.arabic != b.arabic or _inflected(a.core, b.core):
            return Level.SAME, 0.92
        return Level.LIKELY, 0.7
    if a.concepts or b.concepts:
        return (Level.SAME, 1.0) if a.core == b.core else _latinised(a, b)
    if a.arabic != b.arabic and _same_place(a.core, b.core):
        return Level.SAME, 0.95
    if not a.arabic and not b.arabic and min(len(a.core), len(b.core)) <= 4 and a.core != b.core:
        return Level.DIFFERENT, 0.2
    if a.arabic and b.arabic:
        return _arabic_names(a.core, b.core)
    relation = relate(a.core, b.core)
    if a.arabic != b.arabic:
        return max(relation, sounds_alike(*((a.core, b.core) if a.arabic else (b.core, a.core))))
    return relation


def _same_place(a: str, b: str) -> bool:
    return bool(known_ids(a, "LOC") & known_ids(b, "LOC")) or bool(city_ids(a) & city_ids(b))


def _arabic_names(a: str, b: str) -> Relation:
    """Words of bodies are words of the language: only spellings of foreign names may differ, and safely
    by long forms."""
    relation = relate(a, b)
    if relation[0] is Level.LIKELY and min(len(a), len(b)) < 5:
        return Level.DIFFERENT, 0.4
    return relation


def _latinised(a: Item, b: Item) -> Relation:
    """An Arabic concept word written in Latin letters (``Jaysh``, ``Fajr``), by sound alone."""
    if a.arabic and b.arabic and "nation" in (a.role, b.role) and min(len(a.core), len(b.core)) >= 5:
        relation = relate(a.core, b.core)
        return min(relation[0], Level.LIKELY), relation[1]
    if a.arabic == b.arabic or "nation" in (a.role, b.role):
        return Level.DIFFERENT, 0.0
    relation = relate(a.core, b.core)
    return relation if relation[0] is Level.SAME else (Level.DIFFERENT, 0.0)


def _inflected(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=lambda w: (len(w), w))
    return long.startswith(short[:-1] if short.endswith("ه") else short) and len(long) - len(short) <= 2


def _match(left: tuple[Item, ...], right: tuple[Item, ...]) -> _Match:
    scored = sorted(
        ((relate_items(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
        key=lambda row: (-row[0][0], -row[0][1], abs(row[1] - row[2]), row[1], row[2]),
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    found = []
    for relation, i, j in scored:
        if relation[0] is not Level.DIFFERENT and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((i, j, relation))
    found.sort(key=lambda row: row[:2])
    order = [j for _, j, _ in found]
    return _Match(
        tuple((left[i], right[j], r) for i, j, r in found),
        tuple(a for i, a in enumerate(left) if i not in used_left),
        tuple(b for j, b in enumerate(right) if j not in used_right),
        order == sorted(order),
    )


def _result(decision: Decision, score: float, *reasons: Reason) -> Comparison:
    return Comparison(decision, round(score, 3), tuple(reasons))


def compare_bodies(left: str, right: str, kind: str) -> Comparison:
    """Compare two names of type ORG or LOC (see ``tawatur.names.compare``)."""
    a, b = fold_name(left), fold_name(right)
    if not a or not b:
        return _result(Decision.APART, 0.0, Reason("empty", left, right))
    if _signs_conflict(left, right):
        return _result(Decision.APART, 0.3, Reason("vowels_differ"))
    if a == b:
        return _result(Decision.MERGE, 1.0, Reason("identical", a))
    known = _known(left, right, kind)
    if known is not None:
        return known
    army = _army_of(left)
    if army and kind == "ORG" and army & _army_of(right):
        return _result(Decision.PROPOSE, 0.75, Reason("armed_forces", left, right))
    if a.replace(" ", "") == b.replace(" ", "") or words_of(left) == words_of(right):
        return _result(Decision.MERGE, 0.98, Reason("spacing"))
    for x, y in ((left, right), (right, left)):
        short = acronym_letters(x)
        if short:
            return _acronym(short, y, kind)
    return _by_words(left, right, kind)


def _known(left: str, right: str, kind: str) -> Comparison | None:
    one, two = known_ids(left, kind), known_ids(right, kind)
    if one and two:
        if one.isdisjoint(two):
            return _result(Decision.APART, 0.1, Reason("known_different", min(one), min(two)))
        if one == two or len(one) == len(two) == 1:
            return _result(Decision.MERGE, 0.97, Reason("known_alias", min(one & two)))
        return _result(Decision.PROPOSE, 0.7, Reason("ambiguous_place"))
    if kind == "LOC" and not (one or two):
        cities = city_ids(left) & city_ids(right)
        if cities and is_arabic(left) != is_arabic(right):
            unique = len(city_ids(left)) == len(city_ids(right)) == 1
            notes = [Reason("known_alias", min(cities))] + ([] if unique else [Reason("ambiguous_place")])
            return _result(Decision.MERGE if unique else Decision.PROPOSE, 0.9, *notes)
    return None


def _army_of(name: str) -> frozenset[str]:
    """The country whose army or armed forces a name means, and nothing besides; empty for other names. Of two people
    who marked such names one took both for one body, the other for a part and the whole. A country's «forces» alone
    may be anything («القوات اللبنانية» is a party)."""
    items = items_of(name)
    nations = [i.concepts for i in items if i.role == "nation"]
    rest = frozenset(c for i in items if i.role != "nation" for c in i.concepts)
    plain = all(i.concepts for i in items)
    return nations[0] if plain and len(nations) == 1 and rest in _ARMED else frozenset()


def _signs_conflict(left: str, right: str) -> bool:
    """Whether both carry vowel signs on the same letter and these differ (``عُمان``/``عَمّان``)."""
    one, two = _signed(left), _signed(right)
    if [c for c, _ in one] != [c for c, _ in two]:
        return False
    return any(x and y and x != y for (_, x), (_, y) in zip(one, two, strict=True))


_VOWEL_SIGNS = frozenset("\u064e\u064f\u0650\u0651")


def _signed(text: str) -> list[tuple[str, frozenset[str]]]:
    found: list[tuple[str, frozenset[str]]] = []
    for sign in unicodedata.normalize("NFC", text):
        if sign in _VOWEL_SIGNS and found:
            found[-1] = (found[-1][0], found[-1][1] | {sign})
        elif sign.isalpha():
            found.append((fold_name(sign), frozenset()))
    return found


def acronym_letters(name: str) -> str:
    """The letters of a name that is written as an acronym (``IRGC``, ``U.N.``, ``أ ف ب``), folded; else nothing."""
    text = name.strip()
    if _ACRONYM.fullmatch(text) or _ARABIC_LETTERS.fullmatch(text):
        return fold_name(text).replace(" ", "")
    return ""


@lru_cache(maxsize=1)
def _latin_initials() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("body-words.tsv"):
        forms = row[3].split("|") if len(row) > 3 else []
        found.setdefault(row[0], set()).update(f[0] for f in forms if f)
    for row in rows("nations.tsv"):
        forms = (row[1] + "|" + (row[3] if len(row) > 3 else "")).split("|")
        found.setdefault("nation:" + row[0], set()).update(f[0] for f in forms if f and f[0].isascii())
    return {key: frozenset(signs) for key, signs in found.items()}


def _acronym(letters: str, full: str, kind: str) -> Comparison:
    other = acronym_letters(full)
    if other or len(words_of(full)) < 2:
        folded = fold_name(full).replace(" ", "")
        if letters == folded:
            return _result(Decision.MERGE, 0.98, Reason("spacing"))
        return _result(Decision.APART, 0.2, Reason("words_differ", letters, folded))
    if spells(letters, full):
        return _result(Decision.PROPOSE, 0.7, Reason("acronym", letters, full))
    return _result(Decision.APART, 0.2, Reason("words_differ", letters, fold_name(full)))


def spells(letters: str, full: str) -> bool:
    """Whether the letters are the initials of the words: in order within one script, in any order through
    translation."""
    items, words = items_of(full), words_of(full)
    if is_arabic(letters) == is_arabic(full):
        initials = "".join(i.core[:1] for i in items)
        everything = "".join(w.removeprefix("ال")[:1] for w in words)
        return letters in (initials, everything) or (len(letters) > 2 and initials.startswith(letters))
    if is_arabic(letters):
        return False
    wanted = Counter(letters)
    free = 0
    for item in sorted(items, key=lambda i: len(_signs(i))):
        found = sorted(s for s in _signs(item) if wanted[s] > 0)
        if found:
            wanted[found[0]] -= 1
        elif item.role not in ("class", "nation"):
            free += 1
    missing = sum(wanted.values())
    return missing == 0 and free == 0 and len(letters) >= 3


def _signs(item: Item) -> frozenset[str]:
    known = frozenset(s for c in sorted(item.concepts) for s in _latin_initials().get(c, frozenset()))
    if known or not item.arabic:
        return known or frozenset(item.core[:1])
    from .translit import first_letters

    return first_letters(item.core)


def _by_words(left: str, right: str, kind: str) -> Comparison:
    match = _match(items_of(left), items_of(right))
    if not match.pairs:
        return _result(Decision.APART, 0.05, Reason("nothing_shared"))
    score = sum(r[1] for _, _, r in match.pairs) / len(match.pairs)
    notes = [Reason("similar_word", a.core, b.core) for a, b, r in match.pairs if r[0] is Level.LIKELY]
    if match.left and match.right:
        return _both_left_over(match, score)
    if match.left or match.right:
        return _one_left_over(match, left, right, kind, score, notes)
    if all(a.role == "class" or (a.role == "word" and len(match.pairs) == 1) for a, _, _ in match.pairs):
        return _result(Decision.PROPOSE, score, Reason("generic_only"))
    same_script = is_arabic(left) == is_arabic(right)
    if same_script and not match.ordered:
        notes.append(Reason("word_order"))
    if notes or (kind == "LOC" and city_ids(left) and city_ids(right)):
        return _result(Decision.PROPOSE, score - 0.1, *notes, Reason("same_words"))
    return _result(Decision.MERGE, score, Reason("same_words"))


def _text(items: tuple[Item, ...]) -> str:
    return " ".join(i.core for i in items)


def _both_left_over(match: _Match, score: float) -> Comparison:
    code = "words_differ"
    if all(any(i.role == "nation" for i in side) for side in (match.left, match.right)):
        code = "nation_differs"
    return _result(Decision.APART, min(0.49, score * 0.4), Reason(code, _text(match.left), _text(match.right)))


def _one_left_over(match: _Match, left: str, right: str, kind: str, score: float, notes: list[Reason]) -> Comparison:
    extra = match.left or match.right
    whole = items_of(left if match.left else right)
    sides = (_text(match.left), _text(match.right))
    roles = {i.role for i in extra}
    known_short = known_ids(right if match.left else left, kind) and roles - {"nation", "class"}
    if "contrast" in roles or known_short:
        return _result(Decision.APART, 0.4, Reason("contrast_word", *sides))
    shared = {a.role for a, _, _ in match.pairs}
    if "name" not in shared and len(match.pairs) == 1 and roles != {"nation"}:
        return _result(Decision.APART, 0.35, Reason("generic_only"))
    if roles <= {"nation", "class"} and shared - {"class", "nation"}:
        code = "nation_one_side" if "nation" in roles else "class_one_side"
        return _result(Decision.PROPOSE, score - 0.15, Reason(code, *sides), *notes)
    head_extra = whole[0] in extra and is_arabic(left) and is_arabic(right)
    if head_extra or not shared & {"name", "word", "contrast"}:
        return _result(Decision.APART, 0.4, Reason("words_differ", *sides))
    return _result(Decision.PROPOSE, max(0.5, score - 0.25), Reason("short_form", *sides), *notes)
