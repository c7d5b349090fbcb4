"""A case as pages read it: what is costly is computed once for each state of the case, and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from tawatur.core.errors import ResourceError
from tawatur.core.model import Attribution, Claim, Dating, Document, InferredDating, Link, LinkKind, Proposition, Span
from tawatur.graph.entities import Entities, assemble
from tawatur.graph.views.model import DocumentRow, Hop, Quote
from tawatur.resources.rules import rule_said
from tawatur.resources.sentences import Sentence
from tawatur.stores import lookup
from tawatur.stores.sqlite import Case

T = TypeVar("T")

#: Characters of context on either side of quoted words.
AROUND = 140


class Shelf:
    """Reads one case. Not safe for several threads at once: whoever shares it lets them take turns."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._version = -1
        self._decided = -1
        self._kept: dict[str, Any] = {}
        self._kept_decided: dict[str, Any] = {}

    def keep(self, name: str, compute: Callable[[], T]) -> T:
        """What `compute` gives, kept until another program writes to the case."""
        self._refresh()
        if name not in self._kept:
            self._kept[name] = compute()
        return cast(T, self._kept[name])

    def keep_decided(self, name: str, compute: Callable[[], T]) -> T:
        """What `compute` gives, kept until the case changes or a person decides something."""
        self._refresh()
        if name not in self._kept_decided:
            self._kept_decided[name] = compute()
        return cast(T, self._kept_decided[name])

    def _refresh(self) -> None:
        version, decided = lookup.data_version(self.case), lookup.last_decision(self.case)
        if version != self._version:
            self._kept.clear()
        if version != self._version or decided != self._decided:
            self._kept_decided.clear()
        self._version, self._decided = version, decided

    # Documents

    @property
    def rows(self) -> Mapping[str, DocumentRow]:
        """Every document by id, in order of names."""
        return self.keep("rows", self._rows)

    @property
    def by_text(self) -> Mapping[str, DocumentRow]:
        """Every document by the id of the text that stands for it."""
        return self.keep("by_text", lambda: {row.text: row for row in self.rows.values()})

    @property
    def datings(self) -> Mapping[str, InferredDating]:
        """What the case infers of publication dates, by document."""
        return self.keep("datings", lambda: lookup.datings(self.case))

    def dating(self, document: Document) -> Dating:
        """When a document was published: as given, else as inferred."""
        inferred = self.datings.get(document.id)
        return document.published if document.published.value or inferred is None else inferred.dating

    def _rows(self) -> dict[str, DocumentRow]:
        texts = {document: text for text, document in self.case.texts().items()}
        own, cross = lookup.tallies(self.case), lookup.cross_tallies(self.case)
        heads, lengths = lookup.headlines(self.case), lookup.lengths(self.case)
        rows = {}
        for d in self.case.documents():
            text = texts.get(d.id, "")
            one, many = own.get(text, {}), cross.get(text, {})
            dating = self.dating(d)
            title = " ".join((d.title or heads.get(text, "")).split()) or d.name
            rows[d.id] = DocumentRow(
                d.id, text, d.name, title, d.publisher, d.author, d.url, dating.value, dating.certain, d.language,
                d.sha256, lengths.get(text, 0), one.get("mention", 0), one.get("attribution", 0), one.get("fact", 0),
                many.get("link", 0), many.get("proposition", 0) or many.get("claim", 0), many.get("flag", 0),
            )  # fmt: skip
        return rows

    # What spans texts

    @property
    def entities(self) -> Entities:
        """Actors as the case and people's decisions join them."""
        return self.keep_decided("entities", lambda: assemble(self.case))

    @property
    def propositions(self) -> Sequence[Proposition]:
        """Every proposition, strongest first."""
        return self.keep("propositions", lambda: tuple(self.case.case_findings(Proposition)))

    @property
    def proposition_by_id(self) -> Mapping[str, Proposition]:
        return self.keep("proposition_by_id", lambda: {p.id: p for p in self.propositions})

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims that propositions are made of, by id."""
        return self.keep(
            "claims", lambda: lookup.get_many(self.case, Claim, (c for p in self.propositions for c in p.claims))
        )

    @property
    def proposition_of(self) -> Mapping[str, str]:
        """Claim id to the id of the proposition that it belongs to."""
        return self.keep("proposition_of", lambda: {c: p.id for p in self.propositions for c in p.claims})

    def links(self, kind: LinkKind) -> Sequence[Link]:
        """All links of one kind between texts that are shown, strongest first."""
        return self.keep(f"links.{kind}", lambda: tuple(x for x in self._links() if x.kind is kind))

    def _links(self) -> Sequence[Link]:
        known = self.by_text
        return self.keep(
            "links",
            lambda: tuple(x for x in self.case.case_findings(Link) if x.a.text in known and x.b.text in known),
        )

    # Words

    def quote(self, span: Span, chain: Iterable[Hop] = (), around: int = AROUND) -> Quote:
        """The words under `span` with their surroundings and a citation; raises KeyError for a text not shown."""
        row = self.by_text[span.text]
        before, words, after = lookup.words_around(self.case, span, around)
        before = _from_word(before) if span.start > around else before
        before, after = before.rsplit("\n", 1)[-1], _to_word(after).split("\n", 1)[0]
        return Quote(row, span.start, span.end, before, words, after, citation(row, span, words, chain))

    def hops(self, chain: Sequence[str]) -> tuple[Hop, ...]:
        """The steps of a claim's chain, outermost first."""
        found = lookup.get_many(self.case, Attribution, chain)
        return tuple(self.hop(found[a]) for a in chain if a in found)

    def hop(self, a: Attribution, dropped: bool = False) -> Hop:
        """One attribution as a step of a chain."""
        source = a.source or a.speaker
        at = source or a.cue or a.content
        return Hop(
            a.id,
            self.flat(source) if source else self._name(a.actor),
            self.flat(a.cue) if a.cue else "",
            a.force.value,
            a.mode.value,
            a.source_kind.value,
            tuple(self.flat(h) for h in a.hedges),
            at.start,
            at.end,
            dropped,
        )

    def _name(self, actor: str | None) -> str:
        entity = self.entities.of_actor.get(actor) if actor else None
        return self.entities.by_id[entity].name if entity else ""

    def flat(self, span: Span) -> str:
        """The words under a span on one line."""
        return " ".join(self.case.words(span).split())


def citation(row: DocumentRow, span: Span, words: str, chain: Iterable[Hop] = ()) -> str:
    """Text to paste: the quotation, the document, the digest of its bytes, the offsets, the chain."""
    where = ", ".join(part for part in (row.publisher, row.title, row.published) if part)
    hops = " ← ".join(h.who or h.cue for h in chain if (h.who or h.cue) and not h.dropped)
    lines = [f"«{' '.join(words.split())}»", f"{where}. {row.url or row.name}"]
    lines += [f"{hops}"] if hops else []
    return "\n".join([*lines, f"sha256:{row.sha256}, characters {span.start}–{span.end}"])


def sentence_of(rule: str) -> Sentence | None:
    """The sentence of a rule for readers; None where it has none."""
    try:
        return rule_said(rule)
    except ResourceError:
        return None


def _from_word(text: str) -> str:
    return text.split(" ", 1)[1] if " " in text else text


def _to_word(text: str) -> str:
    return text.rsplit(" ", 1)[0] if " " in text else text
