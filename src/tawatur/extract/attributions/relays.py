"""A report of a report: «نقلت X عن Y قوله إن …» is two voices, the second inside the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawatur.extract.attributions.inflect import Form, Shape
from tawatur.extract.attributions.model import Cue, Source, Triple
from tawatur.extract.attributions.passage import Passage
from tawatur.extract.attributions.sources import kind_of, phrase_end, source_after

_RELAY = "say.transmit"
_WORDS = "say.words"


def relay_triples(passage: Passage, triples: Sequence[Triple]) -> list[Triple]:
    """`triples` with every relay split into the one who passes on and the one who said it."""
    result: list[Triple] = []
    absorbed: set[int] = set()
    words = {t.cue.first: t for t in triples if t.cue and t.rule == _WORDS}
    for triple in triples:
        cue = triple.cue
        if cue and triple.rule == _RELAY:
            split = _split(passage, triple, cue)
            if split:
                outer, inner = split
                spoken = next((i for i in range(inner.source.last, triple.opener.at) if i in words), None)  # type: ignore[union-attr]
                if spoken is not None:
                    absorbed.add(spoken)
                    inner = replace(inner, cue=words[spoken].cue, rule=_WORDS)
                result += [outer, inner] if outer else [inner]
                continue
        result.append(triple)
    return [t for t in result if not (t.cue and t.cue.first in absorbed and t.source is None)]


def _split(passage: Passage, triple: Triple, cue: Cue) -> tuple[Triple | None, Triple] | None:
    via = next((i for i in range(cue.last, triple.opener.at) if passage.keys[i] in ("عن", "لسان")), None)
    if via is None or via + 1 >= triple.opener.at:
        return None
    last = phrase_end(passage, via + 1, triple.opener.at)
    spoken = next((i for i in range(via + 1, last) if passage.keys[i] in ("قوله", "قولها", "قولهم")), last)
    last = min(last, spoken)
    while last > via + 1 and passage.is_comma(last - 1):
        last -= 1
    if last <= via + 1:
        return None
    inner_source = Source(via + 1, last, kind_of(passage, via + 1, last))
    marker = Cue(via, via + 1, 0, Form("عن", Shape.PHRASE), cue.entries)
    inner = replace(triple, cue=marker, source=inner_source)
    passive = via == cue.last and cue.form.gender == "m"
    if passive:
        return None, inner
    content = replace(triple.content, first=via + 1, skip=0, quoted=False, partly=triple.content.quoted)
    return replace(triple, source=source_after(passage, cue, via), content=content), inner
