"""Which drafts are facts: constraints on fillers, the type that the object decides, and what must be filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tawatur.core.model import EntityType
from tawatur.extract.facts.draft import Draft, Filler
from tawatur.extract.facts.lexicon import words
from tawatur.extract.facts.line import Kind, Line


def named(filler: Filler) -> bool:
    return filler.actor is not None or filler.type is not None


def accepted(line: Line, draft: Draft) -> bool:
    """Whether a draft is a fact; may change its type and roles by what it is about."""
    flags = draft.trigger.flags
    if not all(any(draft.has(role) or role in draft.implied for role in need) for need in draft.trigger.needs):
        return False
    for flag, check in CHECKS.items():
        if flag in flags and not check(line, draft):
            return False
    return bool(draft.all())


def _any_named(line: Line, draft: Draft) -> bool:
    return any(
        named(f) or (f.near and any(line.words[at].kind is Kind.NAME for at in range(f.first, f.last)))
        for f in draft.all()
    )


def _stems(draft: Draft, *roles: str) -> frozenset[str]:
    return frozenset().union(*(f.stems for role in roles for f in draft.fillers.get(role, ())))


def _about(name: str, *roles: str) -> Callable[[Line, Draft], bool]:
    def check(line: Line, draft: Draft) -> bool:
        return bool(_stems(draft, *roles) & words()[name])

    return check


def _dead(line: Line, draft: Draft) -> bool:
    return bool(_stems(draft, "patient") & words()["dead"])


def _goods(line: Line, draft: Draft) -> bool:
    """What is given decides: arms, money, training, shelter, information, help; anything else is no such fact."""
    given = _stems(draft, "patient", "topic")
    sets = words()
    for name, kind, role in (
        ("weapons", "ARM", "patient"),
        ("haven", "SHELTER", ""),
        ("training", "TRAIN", "instrument"),
        ("money", "FINANCE", "topic"),
        ("intelligence", "SHARE_INTEL", "patient"),
    ):
        if given & sets[name]:
            draft.type = kind
            _move(draft, role)
            return _any_named(line, draft)
    if given & sets["help"] or (draft.trigger.id == "supply" and _any_named(line, draft)):
        draft.type = "FACILITATE"
        _move(draft, "topic")
        return _any_named(line, draft)
    return False


def _move(draft: Draft, role: str) -> None:
    """Put what is given under `role`; "" drops it and makes whom it is given to the patient."""
    given = draft.fillers.pop("patient", []) + draft.fillers.pop("topic", [])
    if role:
        draft.fill(role, given)
    else:
        draft.fill("patient", draft.fillers.pop("recipient", []))


def _mover(line: Line, draft: Draft) -> bool:
    sets = words()
    return any(
        f.type in (EntityType.PER, EntityType.ORG) or bool(f.stems & sets["people"])
        for f in draft.fillers.get("agent", ())
    ) and any(
        f.type is EntityType.LOC or f.stems & sets["places"]
        for r in ("origin", "destination")
        for f in draft.fillers.get(r, ())
    )


def _mover_any(line: Line, draft: Draft) -> bool:
    return any(f.type is not None or f.stems & words()["people"] for f in draft.fillers.get("agent", ()))


def _apposed(line: Line, draft: Draft) -> bool:
    """«القوة، حليفة الدولة»: the holder stands before a comma."""
    return draft.has("agent")


def _both_named(line: Line, draft: Draft) -> bool:
    return all(any(named(f) for f in draft.fillers.get(role, ())) for role in ("agent", "patient"))


def _body_patient(line: Line, draft: Draft) -> bool:
    return any(f.type in (EntityType.ORG, EntityType.LOC) or named(f) for f in draft.fillers.get("patient", ()))


def _person_or_body(line: Line, draft: Draft) -> bool:
    return any(named(f) for f in draft.fillers.get("agent", ()))


def _person_patient(line: Line, draft: Draft) -> bool:
    return any(f.type is EntityType.PER or f.stems & words()["people"] for f in draft.fillers.get("patient", ()))


def _name_patient(line: Line, draft: Draft) -> bool:
    return any(
        f.type is not None or (f.near and line.words[f.first - 1].kind is Kind.QUOTE)
        for f in draft.fillers.get("patient", ())
    )


def _after_carrier(line: Line, draft: Draft) -> bool:
    return draft.has("agent") and any(f.near and f.type is not EntityType.PER for f in draft.fillers["agent"])


def _blame(line: Line, draft: Draft) -> bool:
    """«تبادلا الاتهامات ب…»: the word for blame is the topic only where the text says no more."""
    if not _stems(draft, "topic") & words()["blame"]:
        return False
    rest = [f for f in draft.fillers["topic"] if not f.stems & words()["blame"]]
    draft.fillers["topic"] = rest or draft.fillers["topic"]
    return True


def _responsibility(line: Line, draft: Draft) -> bool:
    """«حملت القوة الحكومة مسؤولية …»: what is borne is the topic, wherever it stands."""
    borne = [f for f in draft.fillers.get("patient", ()) if f.stems & words()["responsibility"]]
    if borne:
        draft.fillers["patient"] = [f for f in draft.fillers["patient"] if f not in borne]
        draft.fill("topic", borne)
    return bool(_stems(draft, "topic") & words()["responsibility"])


def _goods_moved(line: Line, draft: Draft) -> bool:
    """Cargo or people are moved, or a thing or person with a name; not words, as in «نقلت الصحيفة أن»."""
    sets = words()
    row = draft.fillers.get("patient", ())
    if any(f.stems & sets["cargo"] or f.stems & sets["people"] for f in row):
        return True
    return draft.trigger.id == "transfer" and any(f.type in (EntityType.MISC, EntityType.PER) for f in row)


def _met(line: Line, draft: Draft) -> bool:
    """Whom one meets is somebody: a name or people."""
    row = draft.fillers.get("patient", ())
    return not row or any(f.type is not None or f.stems & words()["people"] for f in row)


def _seat(line: Line, draft: Draft) -> bool:
    """«يتخذ من المدينة مقرا له»."""
    return any(
        line.words[at].stem in ("مقرا", "مركزا", "قاعده") for at in range(draft.last, min(len(line), draft.last + 8))
    )


CHECKS: Mapping[str, Callable[[Line, Draft], bool]] = {
    "dead": _dead,
    "goods": _goods,
    "weak": _any_named,
    "seat": _seat,
    "money": _about("money", "topic"),
    "goods_moved": _goods_moved,
    "cargo": _about("cargo", "patient"),
    "met": _met,
    "treaty": _about("treaties", "topic", "patient"),
    "after_carrier": _after_carrier,
    "troops": _about("troops", "patient"),
    "words": _about("documents", "topic", "patient"),
    "blame": _blame,
    "responsibility": _responsibility,
    "mover": _mover,
    "mover_any": _mover_any,
    "apposition": _apposed,
    "both_named": _both_named,
    "body_patient": _body_patient,
    "person_or_body": _person_or_body,
    "person_patient": _person_patient,
    "name_patient": _name_patient,
}
