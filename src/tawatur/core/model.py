"""The nouns of a case: frozen values that know nothing of storage.

Offsets are Unicode code points into a `SourceText`, half-open. Everything derived carries the spans it stands on
(`evidence`), the rule or model that made it (`rule`), and an `id` that hashes what makes it the same thing again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Protocol, runtime_checkable

from tawatur.core.ids import stable_id


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of code points, `[start, end)`, in the source text with id `text`."""

    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative span {self.start}..{self.end} in {self.text}")

    def __len__(self) -> int:
        return self.end - self.start

    def __str__(self) -> str:
        return f"{self.text}:{self.start}-{self.end}"

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span of the same text."""
        return self.text == other.text and self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """Code points that both spans share; 0 in different texts."""
        return max(0, min(self.end, other.end) - max(self.start, other.start)) if self.text == other.text else 0


@dataclass(frozen=True, slots=True)
class Dating:
    """When something was published: an EDTF value (or None when nothing is known) and why, in words.

    `certain` is true when the value was given (metadata), false when the program inferred it. `arabic`: the reasons
    in Arabic, one for one.
    """

    value: str | None = None
    reasons: tuple[str, ...] = ()
    certain: bool = False
    arabic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that was published, and where its bytes came from.

    `sha256` is of the bytes as found; `name` is the file's (or archive member's, or record's) own name;
    `path` is where it was last seen, for people only.
    """

    sha256: str
    name: str
    path: str = ""
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: Dating = Dating()
    language: str | None = None
    media_type: str = "text/plain"

    @property
    def id(self) -> str:
        return stable_id("d", self.sha256, self.name)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text exactly as one reader read it; never edited. Offsets of all spans are into `text`."""

    document: str
    reader: str
    text: str

    @property
    def id(self) -> str:
        return stable_id("t", self.document, self.reader, self.sha256)

    @property
    def sha256(self) -> str:
        from tawatur.core.ids import sha256

        return sha256(self.text.encode("utf-8", "surrogatepass"))


class SegmentKind(StrEnum):
    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


class EntityType(StrEnum):
    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    MISC = "MISC"


class Bound(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Mode(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Force(StrEnum):
    ASSERT = "assert"
    DENY = "deny"
    CONFIRM = "confirm"
    ACCUSE = "accuse"
    SPECULATE = "speculate"
    OPINE = "opine"
    INTEND = "intend"
    ASK = "ask"


class SourceKind(StrEnum):
    """What kind of source an attribution rests on; unnamed kinds never merge by default."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    DOCUMENT = "document"
    MEDIUM = "medium"
    AGENCY = "agency"
    UNNAMED = "unnamed"
    IMPERSONAL = "impersonal"


class Polarity(StrEnum):
    POS = "pos"
    NEG = "neg"


class Modality(StrEnum):
    ASSERTED = "asserted"
    ALLEGED = "alleged"
    POSSIBLE = "possible"
    DENIED = "denied"
    PLANNED = "planned"


@runtime_checkable
class Finding(Protocol):
    """Anything a stage derives: an id of its meaning, the spans it stands on, and the rule that made it."""

    @property
    def id(self) -> str: ...

    @property
    def span(self) -> Span: ...

    @property
    def rule(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """A structural part of a text. Boilerplate is page furniture that analysis leaves out."""

    span: Span
    kind: SegmentKind
    rule: str

    @property
    def id(self) -> str:
        return stable_id("s", self.kind, self.span)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    `actor` groups the mentions that one text uses for one thing (its own, document-level id); `head` is the fullest
    form in that text. `nominal` marks a definite noun («التنظيم») that stands for a named actor. `roles` are the
    words beside the name that state a title, role or alias. `score` is the tagger's probability, 1 for rules.
    """

    span: Span
    type: EntityType
    rule: str
    actor: str = ""
    nominal: bool = False
    metonym: bool = False
    roles: tuple[Span, ...] = ()
    score: float = 1.0

    @property
    def id(self) -> str:
        return stable_id("m", self.span, self.type, self.nominal)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that place something in time, with their EDTF value (ISO 8601 duration for lengths), or None."""

    span: Span
    value: str | None
    rule: str
    kind: str = "date"

    @property
    def id(self) -> str:
        return stable_id("w", self.span)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: `value` in units of `of` (ISO 4217 code for money, the counted noun otherwise)."""

    span: Span
    value: float | None
    of: str
    bound: Bound
    rule: str
    kind: str = "count"

    @property
    def id(self) -> str:
        return stable_id("q", self.span)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The text gives `content` to somebody. `source` are the words that name them here, if any do; `speaker` is the
    antecedent of an elided or pronominal source; `actor` is the document-level actor id when the source is a named one.
    `parent` is the id of the attribution inside whose content this one stands. `cue` may be None (bare quotation).
    """

    content: Span
    cue: Span | None
    source: Span | None
    rule: str
    mode: Mode = Mode.INDIRECT
    force: Force = Force.ASSERT
    source_kind: SourceKind = SourceKind.UNNAMED
    speaker: Span | None = None
    actor: str | None = None
    hedges: tuple[Span, ...] = ()
    parent: str | None = None

    @property
    def span(self) -> Span:
        return self.content

    @property
    def id(self) -> str:
        return stable_id("a", self.content, self.cue, self.source)


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a fact's role: its words, and the document-level actor id when it is a named one."""

    role: str
    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed event or relation that one clause (`span`) states, with the trigger words and the roles around them."""

    span: Span
    type: str
    trigger: Span
    rule: str
    arguments: tuple[Argument, ...] = ()
    time: str | None = None
    time_span: Span | None = None
    polarity: Polarity = Polarity.POS
    modality: Modality = Modality.ASSERTED
    attribution: str | None = None

    @property
    def id(self) -> str:
        return stable_id("f", self.type, self.trigger, self.span)


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two actors are one: by a rule or by a person, with reasons (`arabic`: the same in Arabic, one for one).

    A person's outlives every re-run.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str
    arabic: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        return self.by

    @property
    def id(self) -> str:
        return stable_id("j", *sorted((self.left, self.right)), self.verdict, self.by)


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions name, assembled from judgements: never stored as a merge, always rebuilt."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    actors: tuple[str, ...]
    mentions: int = 0


class LinkKind(StrEnum):
    REUSE = "reuse"
    CONFLICT = "conflict"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two passages: reuse, a conflict, or an attribution lost on the way.

    `label` is the kind's own value (reuse: verbatim | near | paraphrase; conflict: number | role | polarity | date |
    place | assessment; lost: source | hedge | both). `a` precedes `b` where a direction is known. `arabic`: the reasons
    in Arabic, one for one.
    """

    kind: LinkKind
    label: str
    a: Span
    b: Span
    score: float
    reasons: tuple[str, ...]
    rule: str
    detail: tuple[tuple[str, str], ...] = ()
    arabic: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return self.a

    @property
    def id(self) -> str:
        return stable_id("l", self.kind, self.label, self.a, self.b)


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition as one document puts it: a span, the fact it states if one was read, and its chain.

    `chain` holds attribution ids, outermost first; empty in the article's own voice.
    """

    span: Span
    document: str
    rule: str
    fact: str | None = None
    chain: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return stable_id("c", self.span, self.fact)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim comes to rest. `evidence`: the words that name it; `interest`: its stake as a text states it."""

    id: str
    kind: SourceKind
    name: str
    named: bool
    evidence: tuple[Span, ...]
    interest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collapse:
    """A reason for counting two chains as one origin (`arabic`: the same in Arabic). `certain` ones lower the upper
    bound too."""

    claims: tuple[str, ...]
    reason: str
    certain: bool
    evidence: tuple[Span, ...] = ()
    arabic: str = ""


@dataclass(frozen=True, slots=True)
class Proposition:
    """Claims of several documents that say the same, and how many independent origins stand behind them."""

    claims: tuple[str, ...]
    label: str
    documents: int
    origins_low: int
    origins_high: int
    origins: tuple[Origin, ...]
    collapses: tuple[Collapse, ...]
    rule: str

    @property
    def id(self) -> str:
        return stable_id("p", *sorted(self.claims))


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should know that one or two passages show: growing certainty, impossible provenance …

    `arabic` is the sentence in Arabic.
    """

    kind: str
    spans: tuple[Span, ...]
    sentence: str
    rule: str
    detail: tuple[tuple[str, str], ...] = ()
    arabic: str = ""

    @property
    def span(self) -> Span:
        return self.spans[0]

    @property
    def id(self) -> str:
        return stable_id("g", self.kind, *self.spans)


@dataclass(frozen=True, slots=True)
class InferredDating:
    """What the case infers of a document's publication date: an EDTF interval with reasons and the words behind it."""

    document: str
    dating: Dating
    evidence: tuple[Span, ...]
    rule: str

    @property
    def span(self) -> Span:
        return self.evidence[0]

    @property
    def id(self) -> str:
        return stable_id("n", self.document)


@dataclass(frozen=True, slots=True)
class ComparedDating(InferredDating):
    """What a document's publication date is inferred to be where other documents are looked at too: `evidence` are the
    words by which one names the other's outlet and the passage that it cites so, both in the text that cites, then the
    words that were inferred from before."""

    @property
    def id(self) -> str:
        return stable_id("nc", self.document)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document or stage that failed, with a reason a person understands."""

    subject: str
    stage: str
    reason: str

    @property
    def id(self) -> str:
        return stable_id("x", self.subject, self.stage, self.reason)


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a document's findings exist: the stages with their versions, and digests of models and language data."""

    stages: tuple[tuple[str, str], ...]
    resources: str
    models: tuple[tuple[str, str], ...] = field(default=())

    @property
    def key(self) -> str:
        return stable_id("v", self.stages, self.resources, self.models)


def evidence(finding: object) -> Iterator[tuple[str, Span]]:
    """Every span that a finding holds, with the field it stands in (`arguments.agent` for an argument's)."""
    for item in fields(finding):  # type: ignore[arg-type]
        yield from _spans(item.name, getattr(finding, item.name))


def _spans(name: str, value: object) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield name, value
    elif isinstance(value, Argument):
        yield f"{name}.{value.role}", value.span
    elif isinstance(value, (Origin, Collapse)):
        for span in value.evidence:
            yield name, span
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(name, part)
