"""Relation of two name words: the same, likely the same, or different. The heart of the package.

Three sources, strongest first: spelling after folding; attested spellings (which Latin spellings an Arabic word has,
and the
reverse); sound (learned transliteration costs across scripts, letter classes within one). Two words that are both well
attested and share no spelling are different names, however alike they look (محمد and محمود, سالم and سليم).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from .data import attested
from .fold import is_arabic
from .model import Level
from .sound import sound_codes
from .translit import alignment_cost, best_arabic

Relation = tuple[Level, float]
SAME_COST, NEAR_COST, BONES_COST, LIKELY_COST, POOR_COST = 0.62, 0.55, 0.75, 1.05, 1.5
_KNOWN = 5
_NATIVE = re.compile("[حعصضطظقذثخ]")
_TURKISH = re.compile("[tp]$|c(?![hk])")
_VOICED = {"t": "d", "p": "b", "c": "j"}
_FOREIGN_CLASSES = str.maketrans(
    {"غ": "ك", "ج": "ك", "ق": "ك", "خ": "ك", "ث": "ت", "ط": "ت", "ظ": "ز", "ذ": "د", "ص": "س"}
)
_G = str.maketrans("ج", "غ")
_LONG_FINAL = frozenset("اويه")
_SOFT = re.compile("[اويهع]")
_LATIN_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(a), b)
    for a, b in (
        (r"ould|wuld", "uld"),
        (r"tch|tsch", "ch"),
        (r"dj|dzh|j", "j"),
        (r"sch|sh|ch", "sh"),
        (r"x", "ks"),
        (r"kh", "k"),
        (r"gh|gu(?=[eiy])|g", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"[qc](?=[^h]|$)|ck", "k"),
        (r"ou|oo|w|o|u", "u"),
        (r"ee|ei|ai|ay|ey|ie|y|e|i", "i"),
        (r"v", "w"),
        (r"z", "z"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h$", ""),
    )
)


@lru_cache(maxsize=1 << 16)
def latin_skeleton(word: str) -> str:
    """A Latin word with usual spelling choices of Arabic and foreign names made one (``djamel``/``jamil``
    keep vowels)."""
    for pattern, put in _LATIN_RULES:
        word = pattern.sub(put, word)
    return word


@lru_cache(maxsize=1 << 16)
def consonants(word: str) -> str:
    """Consonant classes of a word of either script, for blocking and for words that differ in vowels only."""
    if is_arabic(word):
        spelled = _SOFT.sub("", word.translate(_FOREIGN_CLASSES))
    else:
        spelled = re.sub("[aeiuwyh]", "", latin_skeleton(word).replace("j", "g"))
    return re.sub(r"(.)\1+", r"\1", spelled)


def _share(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    """Overlap of two count distributions: sum of the smaller shares."""
    total_a, total_b = sum(a.values()), sum(b.values())
    return sum(min(count / total_a, b[key] / total_b) for key, count in a.items() if key in b)


@lru_cache(maxsize=1 << 17)
def relate(left: str, right: str) -> Relation:
    """Relate two folded words of any script (symmetric).

    Returns:
        The level and a score between 0 and 1.
    """
    if left == right:
        return Level.SAME, 1.0
    if sound_codes(left).isdisjoint(sound_codes(right)):
        return Level.DIFFERENT, 0.0
    a, b = is_arabic(left), is_arabic(right)
    if a and b:
        return _arabic_pair(*sorted((left, right)))
    if a or b:
        return _cross_readings(*((left, right) if a else (right, left)))
    return _latin_pair(*sorted((left, right)))


def _known_arabic(word: str) -> bool:
    return attested().arabic_total.get(word, 0) >= _KNOWN


def _known_latin(word: str) -> bool:
    return attested().latin_total.get(word, 0) >= _KNOWN


def is_native(word: str) -> bool:
    """Whether an Arabic-script word is a name of the Arab world: letters no foreign name needs, or people
    who bear it."""
    table = attested()
    borne = table.native.get(word, 0)
    return _NATIVE.search(word) is not None or (borne >= 2 * _KNOWN and borne >= 0.4 * table.arabic_total[word])


def _arabic_pair(left: str, right: str) -> Relation:
    table = attested()
    shared = -1.0
    if left in table.by_arabic and right in table.by_arabic:
        shared = _share(table.by_arabic[left], table.by_arabic[right])
    native = is_native(left) or is_native(right)
    both_known = _known_arabic(left) and _known_arabic(right)
    longest = max(len(left), len(right))
    if longest >= 4 and _squeeze(left) == _squeeze(right):
        return Level.SAME, 0.95
    if both_known and shared < 0.25 and (native or not _common_latin(left, right)):
        return Level.DIFFERENT, max(0.0, shared)
    if _same_ending(left, right) and longest >= 4 and not 0 <= shared < 0.25:
        return Level.SAME, 0.9
    if native:
        return _native_pair(left, right, shared)
    if _one_g(left) == _one_g(right):
        return (Level.SAME if longest >= 4 else Level.LIKELY), 0.95
    return _foreign_pair(left, right, shared)


def _common_latin(left: str, right: str) -> bool:
    """Whether two Arabic words have Latin spellings that differ by spelling choices only."""
    table = attested().by_arabic
    return not {latin_skeleton(w) for w in table[left]}.isdisjoint(latin_skeleton(w) for w in table[right])


def _squeeze(word: str) -> str:
    return word.replace("وو", "و")


def _one_g(word: str) -> str:
    """A foreign name with g, j and ch written in one way (غ, ج, تش) and without the ain that some put for a."""
    return word.replace("تش", "ج").replace("ع", "ا").translate(_G)


def _same_ending(left: str, right: str) -> bool:
    """``سارا``/``ساره``: the final a of a name in its two spellings."""
    return left[:-1] == right[:-1] and {left[-1], right[-1]} == {"ا", "ه"}


def _native_pair(left: str, right: str, shared: float) -> Relation:
    """Two spellings of which one is a name of the Arab world: every letter counts, so at most a proposal."""
    classes = [word.replace("تش", "ج").translate(_FOREIGN_CLASSES) for word in (left, right)]
    if classes[0] == classes[1]:
        return (Level.LIKELY, 0.7) if shared != 0 else (Level.DIFFERENT, 0.4)
    if shared >= 0.55 and consonants(left) == consonants(right):
        return Level.LIKELY, 0.75
    distance = DamerauLevenshtein.distance(left, right)
    return Level.DIFFERENT, round(max(0.0, 1 - 2 * distance / max(len(left), len(right))) * 0.5, 3)


def _foreign_pair(left: str, right: str, shared: float) -> Relation:
    """Two Arabic spellings of foreign names: long vowels come and go, but not the one that ends the name."""
    longest = max(len(left), len(right))
    distance = DamerauLevenshtein.distance(_one_g(left), _one_g(right))
    soft = consonants(left), consonants(right)
    closed = (left[-1] in _LONG_FINAL) == (right[-1] in _LONG_FINAL)
    if soft[0] == soft[1] and closed:
        if (shared >= 0.55 and len(soft[0]) >= 3) or (shared < 0 and len(soft[0]) >= 4 and distance <= 2):
            return Level.SAME, 0.88
        if len(soft[0]) >= 3 or shared >= 0.3 or (len(soft[0]) == 2 and distance == 1 and longest >= 4):
            return Level.LIKELY, 0.75
    if shared >= 0.55:
        return Level.LIKELY, 0.75
    both_known = _known_arabic(left) and _known_arabic(right)
    if longest >= 5 and distance <= longest // 4 and closed and not both_known and soft[0][:1] == soft[1][:1]:
        return Level.LIKELY, 0.7
    return Level.DIFFERENT, round(max(0.0, 1 - 2 * distance / longest) * 0.5, 3)


def _cross_readings(arabic: str, latin: str) -> Relation:
    """The best relation over the readings of a Latin word: «هبة» before another word is Hibat; Turkish
    Ahmet is Ahmed."""
    found = _cross(arabic, latin)
    if found[0] is Level.DIFFERENT and arabic.endswith("ه") and latin.endswith("t") and len(latin) > 3:
        found = max(found, _cross(arabic[:-1] + "ت", latin))
    if found[0] is Level.DIFFERENT and (turned := _TURKISH.sub(lambda m: _VOICED[m.group()], latin)) != latin:
        level, score = _cross(arabic, turned)
        found = max(found, (min(level, Level.LIKELY), score))
    return found


def sounds_alike(arabic: str, latin: str) -> Relation:
    """Relation by sound alone, for words that are no persons' names (places, bodies)."""
    cost = alignment_cost(latin, arabic)
    if cost > LIKELY_COST or sound_codes(arabic).isdisjoint(sound_codes(latin)):
        return Level.DIFFERENT, 0.0
    certain = cost <= NEAR_COST and len(consonants(arabic)) >= 3
    return (Level.SAME if certain else Level.LIKELY), round(max(0.0, min(1.0, 1.15 - 0.5 * cost)), 3)


def _cross(arabic: str, latin: str) -> Relation:
    table = attested()
    cost = alignment_cost(latin, arabic)
    score = round(max(0.0, min(1.0, 1.15 - 0.5 * cost)), 3)
    count = table.by_latin.get(latin, {}).get(arabic, 0)
    if count:
        share = count / table.latin_total[latin]
        if share >= 0.2 and not _other_readings(arabic, latin):
            return Level.SAME, max(0.9, score)
        return (Level.LIKELY, max(0.6, score)) if share >= 0.01 else (Level.DIFFERENT, min(score, 0.4))
    known_pair = _known_latin(latin) and _known_arabic(arabic)
    bridged = _bridged(arabic, latin)
    if known_pair and not bridged:
        near = cost <= NEAR_COST or (cost <= LIKELY_COST and _long_a_apart(arabic, latin))
        return (Level.LIKELY, score) if near else (Level.DIFFERENT, min(score, 0.4))
    rival = _rival(arabic, latin, cost)
    sure = cost <= SAME_COST or (cost <= BONES_COST and _same_bones(arabic, latin))
    if sure and not rival and not known_pair:
        return Level.SAME, score
    if cost <= LIKELY_COST and not (rival and is_native(arabic)):
        return Level.LIKELY, score
    if cost <= POOR_COST and (bridged or (not known_pair and _same_bones(arabic, latin))):
        return Level.LIKELY, score
    return Level.DIFFERENT, min(score, 0.5)


def _long_a_apart(arabic: str, latin: str) -> bool:
    """Whether the usual reading of the Latin word has a long a more (عادل for عدل: both are written Adel)."""
    return any(
        len(other) == len(arabic) + 1 and other.replace("ا", "", 1) == arabic and count >= _KNOWN
        for other, count in attested().by_latin.get(latin, {}).items()
    )


def _other_readings(arabic: str, latin: str) -> bool:
    """Whether another Arabic name, not a mere spelling of this one, is also usual for the Latin word
    (راشد, رشيد: Rashid)."""
    table = attested()
    total = table.latin_total[latin]
    return any(
        other != arabic
        and count >= 0.15 * total
        and (is_native(other) or is_native(arabic))
        and _arabic_pair(*sorted((other, arabic)))[0] is Level.DIFFERENT
        for other, count in table.by_latin[latin].items()
    )


def _same_bones(arabic: str, latin: str) -> bool:
    return len(consonants(arabic)) >= 2 and any(
        consonants(word) == consonants(arabic) for word in best_arabic(latin)[:4]
    )


def _bridged(arabic: str, latin: str) -> bool:
    """Whether some attested Latin spelling of the Arabic word is a mere spelling choice away from this one."""
    wanted = latin_skeleton(latin)
    return any(latin_skeleton(known) == wanted for known in attested().by_arabic.get(arabic, {}))


def _rival(arabic: str, latin: str, cost: float) -> bool:
    """Whether a well-attested Arabic word, near to this one, reads the Latin word clearly better."""
    table = attested()
    for other in best_arabic(latin)[:6]:
        if other != arabic and table.arabic_total.get(other, 0) >= _KNOWN and alignment_cost(latin, other) < cost - 0.1:
            return True
    return any(
        other != arabic and count >= _KNOWN and count > 2 * table.by_latin[latin].get(arabic, 0)
        for other, count in table.by_latin.get(latin, {}).items()
    )


def _latin_pair(left: str, right: str) -> Relation:
    table = attested()
    bones = latin_skeleton(left), latin_skeleton(right)
    shared = -1.0
    if left in table.by_latin and right in table.by_latin:
        shared = _share(table.by_latin[left], table.by_latin[right])
        if shared < 0.2 and _known_latin(left) and _known_latin(right):
            return Level.DIFFERENT, 0.2
    arab = _arab_latin(left) and _arab_latin(right)
    distance = DamerauLevenshtein.distance(bones[0], bones[1])
    longest = max(len(bones[0]), len(bones[1]))
    if shared >= 0.8:
        return (Level.SAME, 0.95) if arab else (Level.LIKELY, 0.85)
    if bones[0] == bones[1] and longest >= 3:
        certain = shared >= 0.5 if shared >= 0 else longest >= 5
        return (Level.SAME if certain and (arab or shared < 0) else Level.LIKELY), 0.9
    if shared >= 0.3:
        return Level.LIKELY, 0.75
    cons = consonants(left), consonants(right)
    one_known = _known_latin(left) or _known_latin(right)
    if (
        cons[0] == cons[1]
        and len(cons[0]) >= 2
        and left[0] == right[0]
        and distance <= 2
        and shared < 0
        and not one_known
    ):
        return Level.LIKELY, 0.7
    if longest >= 6 and distance <= 1 and shared < 0 and not one_known:
        return Level.LIKELY, 0.65
    return Level.DIFFERENT, round(max(0.0, 1 - 2 * distance / max(1, longest)) * 0.5, 3)


def _arab_latin(word: str) -> bool:
    """Whether a Latin word mostly stands for a name of the Arab world, whose Latin vowels are a matter of taste."""
    pairs = attested().by_latin.get(word)
    return pairs is not None and is_native(max(pairs, key=lambda arabic: (pairs[arabic], arabic)))
