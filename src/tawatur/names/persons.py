"""Comparison of two persons' names. Two people are never made one: every doubt ends in a proposal or apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .data import attested
from .fold import fold_name
from .model import Comparison, Decision, Level, Reason, Unit
from .person import units_of
from .words import Relation, relate

_WELL_KNOWN = 5


@dataclass(frozen=True, slots=True)
class _Chain:
    """The units of a name other than kunya and ordinals, and those two."""

    parts: tuple[Unit, ...]
    kunyas: tuple[Unit, ...]
    ordinal: str
    titled: bool


@lru_cache(maxsize=1 << 17)
def _chain(name: str) -> _Chain:
    units, dropped = units_of(name)
    return _Chain(
        tuple(u for u in units if u.role in ("plain", "son", "initial")),
        tuple(u for u in units if u.role.startswith("kunya")),
        next((u.core for u in units if u.role == "ordinal"), ""),
        bool(dropped),
    )


def relate_units(left: Unit, right: Unit) -> Relation:
    """Relate two parts: initials stand for any name they begin, «عبد» and «الدين» never for a name without it.

    Two Arabic words with the article (family names, mostly) are one only when spelled alike;
    ``Lakhdar`` has the article in it.
    """
    if "initial" in (left.role, right.role):
        return (Level.LIKELY, 0.6) if left.core[:1] == right.core[:1] else (Level.DIFFERENT, 0.0)
    if left.servant != right.servant or left.tail != right.tail:
        return Level.DIFFERENT, 0.0
    relation = relate(left.core, right.core)
    if left.arabic and right.arabic and (left.article or right.article) and relation[1] < 1.0:
        return min(relation[0], Level.LIKELY), relation[1]
    if relation[0] is Level.DIFFERENT and left.arabic != right.arabic:
        arabic, latin = (left, right) if left.arabic else (right, left)
        if arabic.article and not latin.article and latin.core.startswith("l") and len(latin.core) > 4:
            assimilated = "ل" + arabic.core.removeprefix("ا")
            return max(relate(assimilated, latin.core), relate(arabic.core, latin.core[1:]))
    return relation


def _apart(code: str, left: str, right: str, score: float) -> Comparison:
    return Comparison(Decision.APART, round(min(score, 0.49), 3), (Reason(code, left, right),))


def compare_persons(left: str, right: str) -> Comparison:
    """Compare two names of type PER (see ``tawatur.names.compare``)."""
    a, b = _chain(left), _chain(right)
    if not (a.parts or a.kunyas) or not (b.parts or b.kunyas):
        return _apart("empty", left, right, 0.0)
    first = _kunyas(a, b)
    if isinstance(first, Comparison):
        return first
    flags, kunya_scores = first
    if a.ordinal != b.ordinal:
        if a.ordinal and b.ordinal:
            return _apart("ordinal_differs", a.ordinal, b.ordinal, 0.4)
        if len((b if a.ordinal else a).parts) > len((a if a.ordinal else b).parts):
            return _apart("family_differs", a.ordinal or a.parts[-1].text, b.ordinal or b.parts[-1].text, 0.4)
        flags.append(Reason("ordinal_differs", a.ordinal, b.ordinal))
    if a.titled != b.titled:
        flags.append(Reason("title_dropped"))
    if a.parts != b.parts and fold_name(left).replace(" ", "") == fold_name(right).replace(" ", ""):
        return _decide([*flags, Reason("spacing")], [(Level.SAME, 0.97)], 2)
    if not a.parts or not b.parts:
        return _kunya_only(a, b, flags, kunya_scores)
    found = _chains(a.parts, b.parts, flags, kunya_scores)
    if bool(a.kunyas) != bool(b.kunyas) and found.decision is not Decision.APART:
        return _with_one_kunya(a, b, found)
    return found


def _with_one_kunya(a: _Chain, b: _Chain, found: Comparison) -> Comparison:
    """A kunya and a given name with one family name are two people unless the kunya is made of that given name."""
    nicknamed, other = (a, b) if a.kunyas else (b, a)
    if len(nicknamed.parts) == 1 and len(other.parts) > 1:
        kunya = nicknamed.kunyas[0]
        if (
            relate_units(
                Unit("plain", kunya.core, kunya.article, kunya.arabic, kunya.servant, kunya.tail), other.parts[0]
            )[0]
            is Level.DIFFERENT
        ):
            sides = [c.kunyas[0].text if c.kunyas else "" for c in (a, b)]
            return _apart("kunya_one_side", sides[0], sides[1], 0.4)
    return found


def _kunyas(a: _Chain, b: _Chain) -> Comparison | tuple[list[Reason], list[Relation]]:
    if not a.kunyas and not b.kunyas:
        return [], []
    if not a.kunyas or not b.kunyas:
        return [Reason("kunya_one_side", *(("" if not c.kunyas else c.kunyas[0].text) for c in (a, b)))], []
    x, y = a.kunyas[0], b.kunyas[0]
    relation = relate_units(x, y) if x.role == y.role else (Level.DIFFERENT, 0.0)
    if relation[0] is Level.DIFFERENT:
        return _apart("kunya_differs", x.text, y.text, 0.4 * relation[1])
    flags = [Reason("similar_word", x.text, y.text)] if relation[0] is Level.LIKELY else []
    return flags, [relation]


def _kunya_only(a: _Chain, b: _Chain, flags: list[Reason], scores: list[Relation]) -> Comparison:
    if not scores:
        one, other = (a, b) if a.kunyas else (b, a)
        return _apart(
            "nothing_shared", one.kunyas[0].text if one.kunyas else "", other.parts[0].text if other.parts else "", 0.3
        )
    return _decide([*flags, Reason("bare_name")], scores, 1)


def _decide(flags: list[Reason], relations: Sequence[Relation], size: int) -> Comparison:
    """Merge when every part is the same, there are two at least and nothing speaks for caution; propose otherwise."""
    mild = {"title_dropped", "spacing"}
    score = sum(r[1] for r in relations) / len(relations)
    certain = all(r[0] is Level.SAME for r in relations) and size >= 2 and all(f.code in mild for f in flags)
    if certain:
        return Comparison(Decision.MERGE, round(score, 3), tuple(flags))
    cautious = sum(f.code not in mild for f in flags)
    return Comparison(Decision.PROPOSE, round(max(0.5, score - 0.08 * cautious), 3), tuple(flags))


def _chains(a: tuple[Unit, ...], b: tuple[Unit, ...], flags: list[Reason], scores: list[Relation]) -> Comparison:
    if len(a) == len(b):
        found = _in_order(a, b, flags, scores)
        if found.decision is not Decision.APART or len(a) < 2:
            return found
        return _reordered(a, b, flags, scores) or found
    swapped = len(a) > len(b)
    short, long = (b, a) if swapped else (a, b)
    merged = _with_joined(short, long, flags, scores, swapped)
    return merged or _shorter(short, long, flags, scores, swapped)


def _in_order(a: tuple[Unit, ...], b: tuple[Unit, ...], flags: list[Reason], scores: list[Relation]) -> Comparison:
    notes, relations = list(flags), list(scores)
    for i, (x, y) in enumerate(zip(a, b, strict=True)):
        relation = relate_units(x, y)
        if relation[0] is Level.DIFFERENT:
            return _difference(a, b, i, sum(r[1] for r in relations) / (len(a) + 1))
        relations.append(relation)
        notes += _unit_notes(x, y, relation)
    if len(relations) < 2:
        notes.append(Reason("bare_name"))
    if all(r[1] == 1.0 for r in relations):
        notes.append(Reason("identical", " ".join(u.text for u in a)))
    else:
        notes.append(Reason("same_words"))
    return _finish(notes, relations)


def _finish(notes: list[Reason], relations: list[Relation]) -> Comparison:
    good = {"identical", "same_words"}
    found = _decide([n for n in notes if n.code not in good], relations, len(relations))
    return Comparison(found.decision, found.score, tuple(notes))


def _unit_notes(x: Unit, y: Unit, relation: Relation) -> list[Reason]:
    notes = []
    if "initial" in (x.role, y.role):
        notes.append(Reason("initial", x.text, y.text))
    elif relation[0] is Level.LIKELY:
        notes.append(Reason("similar_word", x.text, y.text))
    if (x.role == "son") != (y.role == "son"):
        notes.append(Reason("son_one_side"))
    if x.article != y.article and x.arabic and y.arabic:
        notes.append(Reason("article_one_side", x.text, y.text))
    return notes


def _difference(a: tuple[Unit, ...], b: tuple[Unit, ...], i: int, score: float) -> Comparison:
    x, y = a[i], b[i]
    if i == 0 and len(a) > 1:
        code = "given_differs"
    elif x.role == "son" and y.role == "son":
        code = "father_differs"
    elif i == len(a) - 1:
        code = "family_differs" if i else "nothing_shared"
    else:
        code = "middle_differs"
    if i == 0 and not any(relate_units(p, q)[0] for p in a for q in b):
        code = "nothing_shared"
    return _apart(code, x.text, y.text, score)


def _reordered(
    a: tuple[Unit, ...], b: tuple[Unit, ...], flags: list[Reason], scores: list[Relation]
) -> Comparison | None:
    """«Family Given»: the last part first; only for names without «بن»."""
    if any(u.role == "son" for u in (*a, *b)):
        return None
    for turned in ((b[-1], *b[:-1]), (*b[1:], b[0])):
        relations = [relate_units(x, y) for x, y in zip(a, turned, strict=True)]
        if all(r[0] is Level.SAME for r in relations):
            return _decide([*flags, Reason("word_order")], [*scores, *relations], len(a))
    return None


def _with_joined(
    short: tuple[Unit, ...], long: tuple[Unit, ...], flags: list[Reason], scores: list[Relation], swapped: bool
) -> Comparison | None:
    """The longer name with two neighbours written as one (``Hamid Reza``/``Hamidreza``)."""
    if len(long) - len(short) != 1 or any(u.role == "son" for u in long[1:2]):
        return None
    for i in range(len(long) - 1):
        pair = long[i : i + 2]
        if any(u.role != "plain" or u.servant for u in pair) or pair[0].tail or long[i + 1].article:
            continue
        unit = Unit("plain", pair[0].core + pair[1].core, pair[0].article, pair[0].arabic, tail=pair[1].tail)
        joined = (*long[:i], unit, *long[i + 2 :])
        if relate_units(short[i], unit)[0] is Level.DIFFERENT or len(short[i].core) < 6:
            continue
        left, right = (joined, short) if swapped else (short, joined)
        found = _in_order(left, right, [*flags, Reason("spacing")], scores)
        if found.decision is not Decision.APART:
            return found
    return None


def _shorter(
    short: tuple[Unit, ...], long: tuple[Unit, ...], flags: list[Reason], scores: list[Relation], swapped: bool
) -> Comparison:
    matched, relations, at = [], list(scores), 0
    for unit in short:
        for position in range(at, len(long)):
            relation = relate_units(unit, long[position])
            if relation[0] is not Level.DIFFERENT:
                matched.append(position)
                relations.append(relation)
                at = position + 1
                break
    if len(matched) < len(short):
        return _unmatched(short, long, matched, swapped)
    at_end = matched == list(range(len(long) - len(short), len(long)))
    if matched[0] != 0 and len(short) > 1 and not at_end and _given_like(long[0]):
        return _sides("given_differs", short[0].text, long[0].text, swapped, 0.4)
    if len(short) == 1 and matched[0] not in (0, len(long) - 1):
        return _sides("nothing_shared", short[0].text, long[0].text, swapped, 0.3)
    extra = " ".join(u.text for i, u in enumerate(long) if i not in matched)
    notes = [Reason("bare_name")] if len(short) == 1 and not scores else []
    notes.append(Reason("extra_part", *((extra, "") if swapped else ("", extra))))
    for i, unit in zip(matched, short, strict=True):
        pair = (long[i], unit) if swapped else (unit, long[i])
        notes += _unit_notes(*pair, relate_units(*pair))
    return _decide([*flags, *notes], relations, len(short))


def _sides(code: str, short: str, long: str, swapped: bool, score: float) -> Comparison:
    return _apart(code, *((long, short) if swapped else (short, long)), score)


def _given_like(unit: Unit) -> bool:
    """Whether the first word of the longer name is a known name, not a title that the list of titles lacks."""
    table = attested()
    total = table.arabic_total if unit.arabic else table.latin_total
    return unit.servant or total.get(unit.core, 0) >= _WELL_KNOWN


def _unmatched(short: tuple[Unit, ...], long: tuple[Unit, ...], matched: list[int], swapped: bool) -> Comparison:
    if not matched:
        return _sides("nothing_shared", short[0].text, long[0].text, swapped, 0.1)
    if relate_units(short[0], long[0])[0] is Level.DIFFERENT:
        return _sides("given_differs", short[0].text, long[0].text, swapped, 0.3)
    strangers = (u for u in short if all(relate_units(u, v)[0] is Level.DIFFERENT for v in long))
    lost = next(strangers, short[-1])
    return _sides("family_differs", lost.text, long[-1].text, swapped, 0.3)
