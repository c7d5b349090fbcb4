"""People of one name: offices that no one person holds together tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tawatur.extract.names.words import name_words, nations

#: The head of an office and the words that tell which one it is («وزير», {«ري»}).
Office = tuple[str, frozenset[str]]
_REACH = 4  # words after the head that may tell which office it is


def office_of(role: Sequence[str], before: bool) -> Office | None:
    """The office that a role gives its bearer, if nobody holds two of its kind.

    Arguments: the folded words of the role, and whether it stands before the name: the head nearest to the name counts
    then, ranks aside, else the first.
    """
    heads = [i for i, word in enumerate(role) if _bare(word) in _role_heads()]
    if not heads:
        return None
    head = heads[-1] if before else heads[0]
    seat, words = _bare(role[head]), name_words()
    if seat not in words.seats:
        return None
    told = {_object(word) for word in role[head + 1 : head + 1 + _REACH] if word not in words.ranks}
    told = {word for word in told if len(word) > 2 and word not in words.vague_seats}
    told -= {word for word in told if word in nations().nationalities}
    return (seat, frozenset(told)) if told else None


def differ(left: Iterable[Office], right: Iterable[Office]) -> bool:
    """Whether two people must be meant: both hold an office, and none that may be the same."""
    pairs = [(a, b) for a in left for b in right]
    return bool(pairs) and all(a[0] != b[0] or a[1].isdisjoint(b[1]) for a, b in pairs)


def _bare(word: str) -> str:
    """A word without «و», «ل» or «ب» and article before it, where a role head remains."""
    for start in (word, word[1:]) if word[:1] in "ولب" else (word,):
        bare = start.removeprefix("ال").removeprefix("ل" if start.startswith("لل") else "")
        if bare in _role_heads():
            return bare
    return word


def _object(word: str) -> str:
    for prefix in ("وال", "لل", "ال", "ل"):
        if word.startswith(prefix) and len(word) - len(prefix) > 2:
            return word[len(prefix) :]
    return word


def _role_heads() -> frozenset[str]:
    words = name_words()
    return words.seats | frozenset(w.removeprefix("ال") for w in words.role_heads - words.ranks)
