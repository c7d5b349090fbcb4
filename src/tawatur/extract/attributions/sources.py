"""Step two: the words that name who speaks, after the cue or before it."""

from __future__ import annotations

from tawatur.core.model import EntityType, SourceKind
from tawatur.extract.attributions.addressed import without_listener
from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.lexicon import single_readings, words
from tawatur.extract.attributions.model import Cue, Source
from tawatur.extract.attributions.passage import CLOSERS, OPENERS, Passage, attached, classes, head_key, masdar_like

_LONGEST = 28
_ALIAS_WITHIN = 8
_WITHHELD_WITHIN = 8


def source_after(passage: Passage, cue: Cue, limit: int) -> Source | None:
    """The subject that follows a cue, before token `limit` (where the content opens)."""
    start = skip_adverbials(passage, cue.last, limit)
    if start >= limit or not _can_begin(passage, start):
        return None
    last = phrase_end(passage, start, min(limit, start + _LONGEST))
    if cue.form.shape in (Shape.PAST, Shape.PRESENT) and _accusative(passage, start, last):
        return None
    last = with_anonymity(passage, with_alias(passage, last, limit), limit)
    made = _made(passage, start, last)
    return made and without_listener(passage, made)


def anonymity_end(passage: Passage, index: int) -> int:
    """The end of the words by which a source stays unnamed, where its verb is token `index` («طلب عدم كشف اسمه»);
    `index` itself where it is no such verb."""
    key = passage.keys[index]
    if key not in words()["withholding"] and not (key[0] in "وف" and key[1:] in words()["withholding"]):
        return index
    end = min(passage.bounds(index)[1], index + _WITHHELD_WITHIN)
    return next((i + 1 for i in range(index + 1, end) if passage.keys[i] in words()["withheld"]), index)


def with_anonymity(passage: Passage, last: int, limit: int) -> int:
    """The end of a source with the clause that says that it stays unnamed («مسؤول طلب عدم كشف اسمه»)."""
    verb = last
    while verb < limit and (passage.is_comma(verb) or passage.has(verb, "relatives")):
        verb += 1
    end = anonymity_end(passage, verb) if verb < limit else verb
    return end if verb < end <= limit else last


def with_alias(passage: Passage, last: int, limit: int) -> int:
    """The end of a phrase with the name that it gives behind it («مقاتل قدم نفسه باسم "أبو سيف"», «شاب يدعى …»)."""
    for index in range(last, min(limit - 1, last + _ALIAS_WITHIN)):
        if passage.keys[index] not in words()["naming"]:
            continue
        name = index + 1
        if passage.keys[name] in OPENERS:
            close = next((i for i in range(name + 1, min(limit, name + 6)) if passage.keys[i] in CLOSERS), None)
            return close + 1 if close is not None else last
        if passage.name_at[name] >= 0:
            return min(limit, passage.name_end[name])
    return last


def adjective_follows(passage: Passage, cue: Cue) -> bool:
    """Whether a definite noun of speech is followed by its adjective, not by whoever spoke («المخاوف المتزايدة»)."""
    at = cue.last
    definite = passage.keys[cue.first][cue.prefix :].startswith("ال") or passage.keys[cue.first].startswith("لل")
    return definite and at < len(passage.keys) and passage.name_at[at] < 0


def can_speak(passage: Passage, source: Source) -> bool:
    """Whether what follows «بحسب» is somebody or something that says, not a measure («حسب الوزن», «وفقا للقانون»)."""
    key = head_key(passage, source.first)
    if passage.name_at[source.first] >= 0:
        return True
    known = {"titles", "bodies", "documents", "media", "agencies", "unnamed"}
    return key not in words()["measures"] and bool(classes(key) & known or _holds_name(passage, source))


def _holds_name(passage: Passage, source: Source) -> bool:
    return any(passage.name_at[i] >= 0 for i in range(source.first, source.last))


def _accusative(passage: Passage, start: int, last: int) -> bool:
    """Whether a phrase shows the accusative of the plural («الزعماء المصريين»): an object, never a subject."""
    heads = passage.keys[start : min(last, start + 2)]
    if len(heads) == 2 and not (heads[0].startswith("ال") and heads[1].startswith("ال")):
        heads = heads[:1]
    return any(len(k) > 5 and k.endswith("ين") and passage.name_at[start + i] < 0 for i, k in enumerate(heads))


def source_before(passage: Passage, cue: Cue) -> tuple[Source, bool] | None:
    """The subject that stands before a cue in the same clause («وكان X قد أعلن», «X الذي قال», «شركة X تنفي»).

    The flag says that nothing else can be the subject: the phrase fills the clause from its edge to the cue.
    """
    first = passage.bounds(cue.first)[0]
    last = cue.first
    while last > first and (
        passage.keys[last - 1] in ("قد", "لقد", "لا", "لم", "لن", "سوف", "و", "كان", "كانت", "كانوا", "ما", "هو", "هي")
        or passage.has(last - 1, "relatives")
        or (passage.has(last - 1, "adverbs") and not passage.has(last - 1, "titles"))
    ):
        last -= 1
    after_relative = any(passage.has(i, "relatives") for i in range(last, cue.first))
    if last > first and passage.keys[last - 1] in "-–—":
        return None
    while last > first and passage.is_comma(last - 1):
        last -= 1
    start = _clause_start(passage, first, last)
    if start > first and passage.keys[start - 1] in ("قد", "وقد", "لقد"):
        return None
    while start < last and not passage.is_word(start) and not passage.keys[start][0].isdigit():
        start += 1
    if start >= last or not _can_begin(passage, start):
        return None
    edge = start == first or passage.keys[start - 1] in OPENERS or _subject_edge(passage, start - 1)
    made = _made(passage, start, phrase_end(passage, start, last))
    if made is None or not (after_relative or _names_somebody(passage, made)):
        return None
    fills = edge and made.last >= last - 1
    if not fills and not after_relative and not (edge and last - made.last <= 12):
        return None
    return made, fills and not after_relative


def _names_somebody(passage: Passage, source: Source) -> bool:
    """Whether a phrase can speak: it holds a name, begins with a class noun, or is definite."""
    known = {"titles", "bodies", "documents", "media", "agencies", "unnamed"}
    key = passage.keys[source.first][source.skip :]
    if any(passage.name_at[i] >= 0 for i in range(source.first, source.last)) or classes(key) & known:
        return True
    definite = key.startswith("ال") or key.endswith(("ون", "ين"))
    return not masdar_like(key) and (definite or source.last - source.first <= 3)


def _subject_edge(passage: Passage, index: int) -> bool:
    """Whether a subject can begin after this token (a particle or auxiliary that takes a subject)."""
    return bool(
        classes(passage.keys[index]) & {"complementizers", "auxiliaries", "subordinators"}
        or passage.keys[index] in ("اما", "واما", ":", "-", "–")
    )


def _clause_start(passage: Passage, first: int, last: int) -> int:
    """Walk left from `last` over what can be one noun phrase."""
    start = last
    while start > first and last - start < _LONGEST:
        at = start - 1
        if start < last and passage.keys[at] in ("اما", "واما", "ان", "كان", "وكان", "كانت", "وكانت"):
            break
        if passage.name_at[at] >= 0:
            start = at
            continue
        key, names = passage.keys[at], classes(passage.keys[at])
        if key == "(" and ")" not in passage.keys[start:last]:
            break
        if passage.is_comma(at) and start < last and _apposition(passage, at + 1, last):
            start = at
            continue
        if not (key[0].isalpha() or key[0].isdigit() or key in OPENERS | CLOSERS or key in "().-"):
            break
        if names & {"complementizers", "auxiliaries", "relatives", "subordinators", "negators"}:
            break
        if not names and any(r.form.shape in (Shape.PAST, Shape.PRESENT) for r in single_readings(key)):
            break
        start = at
    return start


def skip_adverbials(passage: Passage, start: int, limit: int) -> int:
    """Past time words, adverbs, commas and parentheses that stand between a verb and its subject."""
    while start < limit:
        names = classes(passage.keys[start])
        if passage.name_at[start] >= 0 or "titles" in names:
            return start
        if passage.is_comma(start) or names & {"days", "time_words", "adverbs"}:
            start += 1
        elif names & {"prepositions"} and start + 1 < limit:
            stop = _occasion_end(passage, start, limit)
            if stop == start:
                return start
            start = stop
        else:
            return start
    return start


def _occasion_end(passage: Passage, start: int, limit: int) -> int:
    """Past a prepositional phrase up to its comma, where one closes it; `start` itself otherwise."""
    for index in range(start + 1, min(limit, start + 14)):
        if passage.is_comma(index):
            return index + 1
    return start


def _can_begin(passage: Passage, index: int) -> bool:
    if passage.keys[index] in words()["never_sources"]:
        return False
    if passage.name_at[index] >= 0:
        return True
    key, names = passage.keys[index], classes(passage.keys[index])
    if key in OPENERS:
        return index + 1 < len(passage.keys) and passage.is_word(index + 1)
    if not key[0].isalpha() and not key[0].isdigit():
        return False
    if names & {"titles", "bodies", "documents", "media", "agencies", "unnamed"}:
        return True
    blocked = {"prepositions", "complementizers", "subordinators", "relatives", "auxiliaries", "negators", "days"}
    if names & (blocked | {"time_words", "adverbs"}):
        return False
    if _verb_like(passage, index):
        return False
    return not attached(key, "ب") and not (attached(key, "ل") and key.startswith("لل"))


def _verb_like(passage: Passage, index: int) -> bool:
    """Whether a word that no name covers looks like a verb or an adverbial participle rather than a noun."""
    key = passage.keys[index]
    if key.startswith(("ي", "وي", "سي")) and len(key) >= 3 and key not in words()["nouns_in_ya"]:
        return True
    return any(r.form.shape in (Shape.PARTICIPLE, Shape.PAST) and not r.prefix for r in single_readings(key)) or (
        key.startswith("مت") and key.endswith("ا")
    )


def phrase_end(passage: Passage, start: int, limit: int) -> int:
    """The end of the noun phrase that begins at `start`, with its appositions, at most `limit`."""
    index = start + 1 if start < limit and passage.name_at[start] < 0 and passage.is_word(start) else start
    while index < limit:
        if passage.name_at[index] >= 0:
            index = min(limit, passage.name_end[index])
            continue
        step = _step(passage, start, index, limit)
        if not step:
            break
        index += step
    while index > start and not passage.is_word(index - 1) and passage.keys[index - 1] not in CLOSERS | {")"}:
        index -= 1
    return index


def _step(passage: Passage, start: int, index: int, limit: int) -> int:
    """How many tokens more belong to the phrase: 0 at its end."""
    key, names = passage.keys[index], classes(passage.keys[index])
    if index == start + 1 and _needs_complement(passage, start) and key[0].isalpha() and not names:
        return 1
    if passage.is_comma(index) or key in "-–—":
        return 1 if _apposition(passage, index + 1, limit) else 0
    if key in OPENERS | CLOSERS or key in "()./%" or key[0].isdigit():
        return 1
    if not key[0].isalpha():
        return 0
    if names & {"titles", "bodies", "media", "agencies", "documents", "unnamed"}:
        return 1
    if names & {"complementizers", "relatives", "auxiliaries", "days", "negators"} or "time_words" in names:
        return 0
    if "prepositions" in names:
        return 1 if _inner_preposition(passage, start, index, limit) else 0
    if names & {"subordinators", "adverbs"} or (len(key) > 3 and key.endswith("وا")):
        return 0
    for particle in ("ب", "ل"):
        if attached(key, particle):
            return 1 if index > start and _inner_attached(passage, start, index, particle) else 0
    return 0 if _after_definite(passage, start, index) else 1


def _after_definite(passage: Passage, start: int, index: int) -> bool:
    """Whether a bare noun of action stands behind a definite noun, which it can neither describe nor complete: there
    the object begins («تؤكد تلك الوثائق | وجود …»)."""
    before, key = passage.keys[index - 1], passage.keys[index]
    closed = index > start and before.startswith("ال") and passage.name_at[index - 1] < 0
    return closed and not key.startswith("ال") and masdar_like(key)


def _needs_complement(passage: Passage, start: int) -> bool:
    """Whether a phrase's head is a bare noun of office or body, which its next word must complete («ممثل بوتسوانا»)."""
    key = passage.keys[start]
    return not key.startswith("ال") and bool(classes(key) & {"titles", "bodies"}) and passage.name_at[start] < 0


def _inner_preposition(passage: Passage, start: int, index: int, limit: int) -> bool:
    if index == start or index + 1 >= limit:
        return False
    if passage.keys[index - 1] in words()["linked_by_preposition"]:
        return True
    if passage.keys[index] not in words()["inner_prepositions"]:
        return False
    following = passage.keys[index + 1]
    if passage.keys[index] == "في" and _possessed(following) and passage.name_at[index + 1] < 0:
        return False
    if not following[0].isalpha() or following in words()["occasions"]:
        return False
    return not classes(following) & {"documents", "days", "time_words", "relatives", "complementizers", "media"}


def _possessed(key: str) -> bool:
    return key.endswith(("ها", "هم", "ته", "اه")) or (key.endswith("ه") and key[:-1] in words()["occasions"])


def _inner_attached(passage: Passage, start: int, index: int, particle: str) -> bool:
    rest = passage.keys[index][1:]
    if index == start + 1 and passage.keys[start].startswith("ال"):
        return False
    if particle == "ل":
        rest = "ا" + rest if rest.startswith("ل") else rest
        if "unnamed" in classes(passage.keys[start]) and passage.name_at[index] >= 0:
            return False
        return not classes(rest) & {"media", "agencies"} and rest not in words()["listeners"]
    if rest in words()["occasions"] or masdar_like(rest) or passage.name_at[index - 1] >= 0:
        return False
    return rest.startswith("ال") or passage.name_at[index] >= 0 or bool(classes(rest) & {"bodies"})


def _apposition(passage: Passage, index: int, limit: int) -> bool:
    """Whether what follows a comma renames the phrase before it and is itself closed by a comma or the limit."""
    if index >= limit:
        return False
    names = classes(passage.keys[index])
    if passage.name_at[index] >= 0 or names & {"titles", "bodies"} or names & {"media", "unnamed"}:
        return "prepositions" not in names
    return False


def _made(passage: Passage, start: int, last: int) -> Source | None:
    if last <= start or not any(passage.is_word(i) for i in range(start, last)):
        return None
    while start < last and passage.keys[start] in OPENERS | {"(", "."}:
        start += 1
    while last > start and passage.keys[last - 1] in CLOSERS | {")", "."} and not _pairs(passage, start, last):
        last -= 1
    if last <= start:
        return None
    key = passage.keys[start]
    joined = key[0] in "وف" and len(key) > 3 and passage.name_at[start] < 0 and "joined" in classes(key)
    return Source(start, last, kind_of(passage, start, last), 1 if joined else 0)


def _pairs(passage: Passage, start: int, last: int) -> bool:
    return any(passage.keys[i] in OPENERS | {"("} for i in range(start, last - 1))


def kind_of(passage: Passage, start: int, last: int) -> SourceKind:
    """What kind of source the words are: by their head noun, then by the names inside."""
    key = head_key(passage, start)
    names = classes(key)
    types = [passage.mentions[passage.name_at[i]].type for i in range(start, last) if passage.name_at[i] >= 0]
    if EntityType.PER in types:
        return SourceKind.PERSON
    for name, kind in (
        ("documents", SourceKind.DOCUMENT),
        ("agencies", SourceKind.AGENCY),
        ("media", SourceKind.MEDIUM),
        ("unnamed", SourceKind.UNNAMED),
        ("bodies", SourceKind.BODY),
    ):
        if name in names:
            return kind
    if "titles" in names:
        return SourceKind.PERSON
    if types:
        return SourceKind.BODY
    return SourceKind.GROUP if key.endswith(("ون", "ين", "ات")) else SourceKind.PERSON


def split_object(passage: Passage, start: int, limit: int, whole: bool = False) -> int:
    """Where a bare object begins after a verb at `start`: `start` itself when the verb has no subject after it.

    The subject ends where its name ends, or where a finished (definite) phrase is followed by a noun that cannot go on
    with it: a verbal noun, a head of objects, or an indefinite construct. With `whole`, people and bodies can be the
    object too («اتهمت النقابة الشركة ب…»).
    """
    if start >= limit:
        return limit
    if (
        passage.name_at[start] < 0
        and masdar_like(passage.keys[start])
        and not classes(passage.keys[start]) & {"titles", "bodies", "documents", "media", "unnamed"}
    ):
        return start
    index, quoted = start, False
    end = phrase_end(passage, start, limit)
    while index < end:
        if passage.name_at[index] >= 0:
            index = passage.name_end[index]
            closed = True
        else:
            quoted = quoted != (passage.keys[index] in OPENERS | CLOSERS)
            closed = not quoted and "titles" not in classes(passage.keys[index])
            index += 1
        if index < end and closed and _begins_object(passage, start, index, whole):
            return index
    return end


def _begins_object(passage: Passage, start: int, index: int, whole: bool) -> bool:
    key, names = passage.keys[index], classes(passage.keys[index])
    if not passage.is_word(index) or key[0] == "و":
        return False
    before = passage.keys[index - 1]
    if whole and (before.startswith("ال") or passage.name_at[index - 1] >= 0 or before in CLOSERS):
        if passage.name_at[index] >= 0:
            return passage.name_at[index] != passage.name_at[index - 1] and passage.name_at[index - 1] >= 0
        if names & {"bodies"} or (names & {"titles"} and "titles" not in classes(passage.keys[start])):
            return True
    if passage.name_at[index] >= 0 or names & {"titles", "bodies", "agencies", "media"}:
        return False
    finished = before.startswith("ال") or before in CLOSERS or passage.name_at[index - 1] >= 0
    if key.startswith("ال") and not finished and index - start < 3 and not before.endswith(("ون", "ين")):
        return False
    return masdar_like(key)
