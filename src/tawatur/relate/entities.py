"""Which actors of single texts are one thing, as the judgements and people's decisions have it: for corpus stages."""

from __future__ import annotations

from collections.abc import Mapping

from tawatur.core.model import Judgement, Verdict
from tawatur.core.ports import Corpus
from tawatur.relate.actors.groups import Groups


class Identities:
    """`of(actor)` gives one name for all actors that are judged the same; a person's word goes before a rule's."""

    def __init__(self, corpus: Corpus) -> None:
        apart, together = _decided(corpus)
        same = [
            (j.left, j.right)
            for j in corpus.across(Judgement)
            if j.verdict is Verdict.SAME and frozenset((j.left, j.right)) not in apart
        ]
        members = sorted({a for pair in (*together, *same, *map(tuple, apart)) for a in pair})
        self._groups = Groups(members)
        self._known = frozenset(members)
        for left, right in together:
            self._groups.join(left, right)
        for left, right in sorted(map(tuple, map(sorted, apart))):
            self._groups.forbid(left, right)
        for left, right in same:
            self._groups.join(left, right)

    def of(self, actor: str) -> str:
        """The representative of the actors that are one with `actor`; itself when it stands alone."""
        return self._groups.find(actor) if actor in self._known else actor


def _decided(corpus: Corpus) -> tuple[set[frozenset[str]], list[tuple[str, str]]]:
    """Pairs that people hold apart and together, the latest word last."""
    apart: set[frozenset[str]] = set()
    together: dict[frozenset[str], tuple[str, str]] = {}
    for action, left, right in corpus.decisions("merge", "split"):
        pair = frozenset((left, right))
        if action == "split":
            apart.add(pair)
            together.pop(pair, None)
        else:
            apart.discard(pair)
            together[pair] = (left, right)
    return {pair for pair in apart if len(pair) == 2}, list(together.values())


def names(mapping: Mapping[str, str], actor: str) -> str:
    """A name for an actor, itself when there is none."""
    return mapping.get(actor, actor)
