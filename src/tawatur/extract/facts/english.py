"""Facts of English sentences: a small table of verbs, with subject, object and prepositions by position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import Argument, Fact, Mention, Polarity, Span
from tawatur.extract.reading import Reading, Sentence
from tawatur.resources.loader import load_yaml
from tawatur.text.tokens import Token

_PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "of",
        "to",
        "from",
        "with",
        "by",
        "for",
        "near",
        "inside",
        "against",
        "between",
        "after",
        "before",
        "during",
        "since",
        "over",
        "under",
        "through",
        "into",
        "as",
        "about",
    ]
)
_STOPS = frozenset(
    [
        "that",
        "which",
        "who",
        "whose",
        "when",
        "where",
        "while",
        "and",
        "but",
        "or",
        "because",
        "if",
        "although",
        "than",
        "whom",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "may",
        "might",
        "could",
        "can",
        "should",
        "do",
        "does",
        "did",
        "not",
        "said",
        "says",
        "told",
        "told",
        "and",
        "also",
        "then",
    ]
)
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_NEGATIONS = frozenset(("not", "never", "no", "n't"))
_ARTICLES = frozenset(("the", "a", "an", "its", "his", "her", "their"))
_WINDOW = 14
_WHERE = frozenset(("in", "at", "near", "inside"))
_OPENERS = frozenset(("that", "and", "but", "which", "who"))

Names = Mapping[int, tuple[int, Mention]]


@dataclass(frozen=True, slots=True)
class _Verb:
    id: str
    type: str
    roles: Mapping[str, str]
    participle: bool


@cache
def _verbs() -> Mapping[str, _Verb]:
    table: dict[str, _Verb] = {}
    for row in load_yaml("en/facts.yaml"):
        for entry in row["verbs"]:
            base, *irregular = entry.split("/")
            past = base + ("d" if base.endswith("e") else "ed") if not base.endswith("y") else base[:-1] + "ied"
            third = base[:-1] + "ies" if base.endswith(("ry", "ny")) else base + "s"
            double = base + base[-1] + "ed"
            forms = [third, *(irregular or [past, double])]
            for form in forms:
                table.setdefault(form, _Verb(row["id"], row["type"], row["roles"], form != third))
    return table


def english_facts(reading: Reading, sentences: Sequence[Sentence]) -> Iterator[Fact]:
    """Facts of the sentences given, all of them English. Linear in their tokens."""
    names = _names(reading)
    for sentence in sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            verb = _verbs().get(token.key)
            if verb is not None:
                fact = _fact(reading, tokens, names, index, verb)
                if fact is not None:
                    yield fact


def _names(reading: Reading) -> Names:
    """View offset at which a name begins → where it ends, and the mention."""
    found: dict[int, tuple[int, Mention]] = {}
    for mention in reading.of(Mention):
        if not mention.nominal:
            start, end = reading.range(mention.span)
            found[start] = (end, mention)
    return found


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    end: int
    first: int
    last: int
    mention: Mention | None


def _fact(reading: Reading, tokens: Sequence[Token], names: Names, index: int, verb: _Verb) -> Fact | None:
    passive = verb.participle and any(t.key in _BE for t in tokens[max(0, index - 3) : index])
    before, after = _before(tokens, names, index), _after(tokens, names, index)
    roles: dict[str, _Phrase] = {}
    bare = after.pop("", None)
    if passive:
        _put(roles, verb.roles.get("o"), before)
        _put(roles, verb.roles.get("s"), after.pop("by", None))
    else:
        _put(roles, verb.roles.get("s"), before)
        _put(roles, verb.roles.get("o"), bare)
    for preposition, phrase in after.items():
        role = verb.roles.get(preposition) or (
            "place" if preposition in ("in", "at", "near", "inside") and phrase.mention else None
        )
        _put(roles, role, phrase)
    needed = [r for key in ("s", "o") if (r := verb.roles.get(key))]
    if not any(p.mention for p in roles.values()) or (needed[-1] not in roles and verb.roles.get("to") not in roles):
        return None
    first, last = min([index, *(p.first for p in roles.values())]), max([index + 1, *(p.last for p in roles.values())])
    negative = any(t.key in _NEGATIONS for t in tokens[max(0, index - 3) : index])
    return Fact(
        span=reading.span(tokens[first].start, tokens[last - 1].end),
        type=verb.type,
        trigger=reading.span(tokens[index].start, tokens[index].end),
        rule=f"fact/{verb.id}",
        arguments=tuple(
            Argument(role, _span(reading, p), p.mention.actor or None if p.mention else None)
            for role, p in roles.items()
        ),
        polarity=Polarity.NEG if negative else Polarity.POS,
    )


def _argument(reading: Reading, role: str, phrase: _Phrase) -> Argument:
    return Argument(role, _span(reading, phrase), (phrase.mention.actor or None) if phrase.mention else None)


def _span(reading: Reading, phrase: _Phrase) -> Span:
    return phrase.mention.span if phrase.mention else reading.span(phrase.start, phrase.end)


def _put(roles: dict[str, _Phrase], role: str | None, phrase: _Phrase | None) -> None:
    if role and phrase and role not in roles:
        roles[role] = phrase


def _before(tokens: Sequence[Token], names: Names, index: int) -> _Phrase | None:
    """The phrase that opens the clause: it begins after the last boundary before the verb's group."""
    end = index
    while end > 0 and tokens[end - 1].key in _STOPS | _NEGATIONS and tokens[end - 1].key not in _OPENERS:
        end -= 1
    start = end
    while (
        start > 0
        and end - start < _WINDOW
        and tokens[start - 1].is_word | tokens[start - 1].is_number
        and tokens[start - 1].key not in _STOPS
    ):
        start -= 1
    return _phrase(tokens, names, start, end)


def _after(tokens: Sequence[Token], names: Names, index: int) -> dict[str, _Phrase]:
    """Phrases after the verb by their preposition ("" for the object), each once."""
    found: dict[str, _Phrase] = {}
    at, limit = index + 1, min(len(tokens), index + 1 + _WINDOW)
    preposition = ""
    while at < limit:
        key = tokens[at].key
        if tokens[at].is_sign or (key in _STOPS and key != "and"):
            break
        if key in _PREPOSITIONS:
            preposition, at = key, at + 1
            continue
        phrase = _phrase(tokens, names, at, limit)
        if phrase is None:
            break
        found.setdefault(preposition, phrase)
        at = phrase.last
    return found


def _phrase(tokens: Sequence[Token], names: Names, start: int, limit: int) -> _Phrase | None:
    first = start
    while start < limit and tokens[start].key in _ARTICLES:
        start += 1
    end = start
    while end < limit and (tokens[end].is_word or tokens[end].is_number) and tokens[end].key not in _STOPS:
        if tokens[end].key in _PREPOSITIONS and not (
            tokens[end].key == "of" and end > start and tokens[start].start not in names
        ):
            break
        if end > start and tokens[end].start in names and tokens[start].start in names:
            break
        end = _name_end(tokens, names, end, limit)
    if end == start:
        return None
    mention = next((names[t.start][1] for t in tokens[start:end] if t.start in names), None)
    if mention is not None and tokens[start].start not in names and end - start > 4:
        mention = None
    return _Phrase(tokens[start].start, tokens[end - 1].end, first, end, mention)


def _name_end(tokens: Sequence[Token], names: Names, at: int, limit: int) -> int:
    name = names.get(tokens[at].start)
    if name is None:
        return at + 1
    while at < limit and tokens[at].start < name[0]:
        at += 1
    return at
