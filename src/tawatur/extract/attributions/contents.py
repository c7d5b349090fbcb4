"""Step three: where what is said opens, and where the voice ends."""

from __future__ import annotations

from collections.abc import Mapping

from tawatur.extract.attributions.inflect import Shape
from tawatur.extract.attributions.lexicon import words
from tawatur.extract.attributions.model import Content, Cue, Opener
from tawatur.extract.attributions.passage import CLOSERS, OPENERS, STOPS, Passage, attached, classes, masdar_like
from tawatur.extract.attributions.sources import phrase_end, skip_adverbials, source_before, split_object

_REACH = 45
_NEAR = 12
_QUOTE_REACH = 400
_LONGEST = 250
_SCARE = 4
_PREPOSITIONS = {"ila": "الي", "ala": "علي", "an_": "عن", "min": "من", "fi": "في", "hawl": "حول"}
_PARTICLES = {"b": "ب", "l": "ل", "k": "ك"}


def find_opener(passage: Passage, cue: Cue, cues_at: Mapping[int, Cue]) -> Opener | None:
    """What opens the content after a cue: an أن clause or quotation anywhere in reach, else a governed preposition or
    a bare object. `cues_at` maps first tokens to cues: another finite cue ends the search."""
    limit = _reach(passage, cue, cues_at)
    takes = cue.takes
    if "obj" in takes and cue.form.shape is not Shape.NOUN and _object_at_once(passage, cue, limit):
        return _object_opener(passage, cue, limit)
    clause = _clause_opener(passage, cue, limit, "an" in takes, "quote" in takes)
    phrase = _phrase_opener(passage, cue, clause.at if clause else limit)
    if clause and phrase and phrase.first != clause.first:
        return phrase if _phrase_wins(passage, cue, phrase, clause) else clause
    return clause or phrase or (_object_opener(passage, cue, limit) if "obj" in takes else None)


def _reach(passage: Passage, cue: Cue, cues_at: Mapping[int, Cue]) -> int:
    end = min(passage.bounds(cue.first)[1], cue.last + (_REACH if cue.form.shape is not Shape.NOUN else 14))
    near = all("near" in e.flags for e in cue.entries)
    for index in range(cue.last, end):
        other = cues_at.get(index)
        if near and (index - cue.last > _NEAR or passage.has(index, "relatives")):
            return index
        spoken = other and other.form.shape in (Shape.PAST, Shape.PRESENT, Shape.PARTICIPLE) and index > cue.last
        if other and spoken and not _steps_aside(passage, index, other, cues_at):
            return index
        if cue.form.shape is Shape.NOUN and (passage.is_comma(index) or passage.has(index, "relatives")):
            return index
    return end


def _object_at_once(passage: Passage, cue: Cue, limit: int) -> bool:
    """Whether a verbal noun stands right behind the cue («مؤكدا حرصه على أن …»): the content, not the later أن."""
    at = cue.last
    return at < limit and passage.name_at[at] < 0 and not cue.form.pronoun and masdar_like(passage.keys[at])


def _steps_aside(passage: Passage, index: int, other: Cue, cues_at: Mapping[int, Cue]) -> bool:
    """Whether a second cue leaves the opener to the first: in a relative clause, in «حسبما نقلت X», or as a participle
    that takes no clause of its own («قال موجها حديثه …»)."""
    if passage.has(index - 1, "relatives"):
        return True
    if other.form.shape is Shape.PARTICIPLE:
        return not passage.is_comma(index - 1) and "an" not in other.takes
    return any((c := cues_at.get(index - back)) and c.flag("passes") and c.last == index for back in (1, 2, 3))


def _clause_opener(passage: Passage, cue: Cue, limit: int, an: bool, quote: bool) -> Opener | None:
    inside = -1
    for index in range(cue.last, limit):
        key = passage.keys[index]
        if index <= inside:
            continue
        if key in OPENERS and (close := _name_quote_end(passage, index, limit)):
            inside = close
            continue
        if an and passage.has(index, "complementizers") and key[0] not in "و" and passage.name_at[index] < 0:
            return _behind(passage, "an", index, index + 1)
        if quote and key == ":" and index + 1 < passage.bounds(index)[1]:
            return _behind(passage, "quote", index, index + 1)
        if quote and key in OPENERS:
            return _behind(passage, "quote", index, index)
    return None


def _behind(passage: Passage, kind: str, at: int, first: int) -> Opener | None:
    end = passage.bounds(at)[1]
    while first < end and not passage.is_word(first) and passage.keys[first] not in OPENERS:
        if passage.keys[first][0].isdigit():
            break
        first += 1
    if first + 1 < end and passage.keys[first] in OPENERS and passage.has(first + 1, "complementizers"):
        first += 1
    if first < end and kind == "quote" and passage.has(first, "complementizers"):
        first += 1
    speech = any(passage.is_word(i) for i in range(first, min(first + 3, end)))
    return Opener(kind, at, first) if speech else None


def _name_quote_end(passage: Passage, index: int, limit: int) -> int:
    """The end of a quotation of a few words after which the clause goes on (a name, not speech); 0 for any other."""
    for step in range(index + 1, min(limit, index + 2 + _SCARE)):
        if passage.keys[step] in CLOSERS:
            goes_on = step + 1 < limit and passage.keys[step + 1] not in STOPS
            return step if goes_on and not passage.is_comma(step - 1) else 0
    return 0


def _phrase_opener(passage: Passage, cue: Cue, limit: int) -> Opener | None:
    takes = cue.takes
    prepositions = {_PREPOSITIONS[t]: t for t in takes if t in _PREPOSITIONS}
    particles = {_PARTICLES[t]: t for t in takes if t in _PARTICLES}
    for index in range(cue.last, limit):
        key = passage.keys[index]
        if passage.is_comma(index) and cue.form.shape is Shape.PARTICIPLE:
            return None
        bare = key[1:] if key[0] == "ف" and key[1:] in prepositions else key
        if passage.has(index, "relatives") and cue.form.shape is not Shape.PHRASE:
            return None
        if bare in prepositions and index + 1 < limit:
            if passage.keys[index + 1] in words()["occasions"]:
                continue
            return _behind(passage, prepositions[bare], index, index + 1)
        if passage.name_at[index] >= 0 and passage.name_at[index] == passage.name_at[index - 1]:
            continue
        for particle, kind in particles.items():
            if key == particle and index + 1 < limit:
                return _behind(passage, kind, index, index + 1)
            skip = attached(key, particle)
            if skip == 1 and key not in words()["adverbs"]:
                return Opener(kind, index, index, skip)
    return None


def _phrase_wins(passage: Passage, cue: Cue, phrase: Opener, clause: Opener) -> bool:
    """Whether the preposition opens the content and the later أن only continues it («طالب بضرورة أن …»)."""
    if phrase.at + 1 == clause.at or clause.kind != "an":
        return False
    if phrase.kind not in ("b", "l", "ala", "ila", "min"):
        return False
    return phrase.at == cue.last or masdar_like(passage.keys[phrase.first][phrase.skip :])


def _object_opener(passage: Passage, cue: Cue, limit: int) -> Opener | None:
    start = cue.last
    if cue.form.shape in (Shape.NOUN, Shape.PHRASE):
        return _construct(passage, cue, start) if start < limit and cue.flag("construct") else None
    if cue.form.pronoun and any("ب" in e.needs for e in cue.entries):
        return _predicate(passage, cue, limit)
    if cue.form.pronoun and cue.form.shape is not Shape.PARTICIPLE:
        return None
    if start >= limit or (
        passage.keys[start] != "من"
        and classes(passage.keys[start]) & {"prepositions", "subordinators", "complementizers"}
    ):
        return None
    if not passage.is_word(start) and passage.keys[start] not in OPENERS:
        return None
    if cue.form.shape is Shape.PARTICIPLE and not (cue.prefix or passage.is_comma(cue.first - 1)):
        return None
    if cue.form.shape is Shape.PARTICIPLE:
        return Opener("obj", start, start)
    if passage.keys[cue.first] in _ALSO_NOUNS and not clause_initial(passage, cue):
        return None
    if passage.keys[start] == "من" and cue.flag("from_whom"):
        start = phrase_end(passage, start + 1, limit)
        return Opener("obj", start, start) if start < limit and passage.is_word(start) else None
    at = skip_adverbials(
        passage, split_object(passage, start, limit, cue.flag("whole_object") or cue.flag("people")), limit
    )
    if (
        at >= limit
        or passage.has(at, "prepositions")
        or (passage.has(at, "subordinators") and passage.keys[at] != "ما")
    ):
        at = start
    while at < limit and not passage.is_word(at) and not passage.keys[at][0].isdigit():
        at += 1
    return Opener("obj", at, at) if at < limit else None


def _construct(passage: Passage, cue: Cue, start: int) -> Opener | None:
    """What a noun of speech governs as its genitive («تهمة القتل»); nothing after a definite noun or before a verb."""
    if passage.keys[cue.first][cue.prefix :].startswith("ال") or cue.form.pronoun:
        return None
    if classes(passage.keys[start]) & {"prepositions", "subordinators", "complementizers", "relatives"}:
        return None
    quoted = passage.keys[start] in OPENERS
    return Opener("obj", start, start) if quoted or passage.is_word(start) else None


def _predicate(passage: Passage, cue: Cue, limit: int) -> Opener | None:
    """What somebody is called, after a verb that carries its object («ما وصفه ب…», «وصفتها بأنها …»)."""
    for index in range(cue.last, min(limit, cue.last + 8)):
        if passage.has(index, "complementizers") or (passage.keys[index] == "ب" and index + 1 < limit):
            return _behind(passage, "obj", index, index + 1)
        skip = attached(passage.keys[index], "ب")
        if skip:
            return Opener("obj", index, index, skip)
    return None


def clause_initial(passage: Passage, cue: Cue) -> bool:
    """Whether a word that may also be a noun stands where only a verb can: at the head of a clause, or after a
    particle or subject that asks for a verb."""
    first = passage.bounds(cue.first)[0]
    if cue.first == first or cue.prefix:
        return True
    before = cue.first - 1
    if not passage.is_word(before):
        return passage.keys[before] not in OPENERS | CLOSERS or passage.name_at[before] >= 0
    names = classes(passage.keys[before])
    if names & {"prepositions", "complementizers", "demonstratives"}:
        return False
    if names & {"auxiliaries", "relatives", "days", "time_words", "subordinators"}:
        return True
    return source_before(passage, cue) is not None


#: Folded words that are a past tense or a verbal noun.
_ALSO_NOUNS = frozenset(("رفض", "طلب", "نفي", "اعلان", "قرار"))


def content_from(passage: Passage, cue: Cue, opener: Opener, cues_at: Mapping[int, Cue]) -> Content:
    """The content that opens at `opener`, to the end of the voice."""
    first = opener.first
    if passage.keys[first] in OPENERS:
        return _quoted(passage, cue, first, cues_at, opener)
    last, partly = _voice_end(passage, cue, first, cues_at, opener)
    return Content(first, last, opener.skip, partly=partly)


def _quoted(passage: Passage, cue: Cue, at: int, cues_at: Mapping[int, Cue], opener: Opener) -> Content:
    """A content that begins with a quotation mark at token `at`."""
    close = closing(passage, at)
    start, end = passage.bounds(at)
    if close is None:
        last, _ = _voice_end(passage, cue, at + 1, cues_at, opener)
        return Content(at + 1, last, quoted=True)
    after = close + 1
    while after < len(passage.keys) and (passage.keys[after] in STOPS or passage.keys[after] in CLOSERS):
        after += 1
    goes_on = (
        not (opener.kind == "obj" and cue.form.pronoun)
        and close < end - 1
        and after < end
        and not passage.is_comma(after)
        and after not in cues_at
        and passage.keys[after] not in OPENERS
        and passage.keys[close - 1] not in STOPS
        and passage.keys[after - 1] not in STOPS
    )
    if goes_on:
        last, _ = _voice_end(passage, cue, after, cues_at, opener)
        return Content(at + 1, last, partly=True)
    del start
    return Content(at + 1, close, quoted=True)


def closing(passage: Passage, at: int) -> int | None:
    """The token that closes the quotation opened at `at`: by its own mark, by a mixed one, None when nothing does."""
    opened = passage.keys[at]
    want = {"«": "»", "“": "”", "‘": "’", '"': '"', "”": "”"}.get(opened, opened)
    depth = 0
    for index in range(at + 1, min(len(passage.keys), at + _QUOTE_REACH)):
        key = passage.keys[index]
        if key == opened and opened in "«“":
            depth += 1
        elif key == want:
            if depth == 0:
                return index
            depth -= 1
        if passage.paragraph[passage.sentence[index]] > passage.paragraph[passage.sentence[at]] + 2:
            break
    for index in range(at + 1, passage.bounds(at)[1]):
        if passage.keys[index] in CLOSERS:
            return index
    return None


def _voice_end(passage: Passage, cue: Cue, first: int, cues_at: Mapping[int, Cue], opener: Opener) -> tuple[int, bool]:
    """The token after the last of an indirect content that begins at `first`, and whether quotations stand in it."""
    end = min(passage.bounds(first)[1], first + _LONGEST)
    clause = opener.kind in ("an", "quote")
    index, depth, partly = first, 0, False
    while index < end:
        key = passage.keys[index]
        if key == '"':
            depth, partly = 1 - min(depth, 1), True
        elif key in "«“":
            depth, partly = depth + 1, True
        elif key in "»”":
            depth = max(0, depth - 1)
        if index > first and depth == 0 and _ends_voice(passage, cue, first, index, end, cues_at, clause):
            break
        index += 1
    return _trimmed(passage, first, index), partly


def _trimmed(passage: Passage, first: int, last: int) -> int:
    while last > first + 1 and not passage.is_word(last - 1) and not passage.keys[last - 1][0].isdigit():
        if passage.keys[last - 1] in ("%", ")"):
            break
        last -= 1
    return last


def _ends_voice(
    passage: Passage, cue: Cue, first: int, index: int, end: int, cues_at: Mapping[int, Cue], clause: bool
) -> bool:
    after_comma = passage.is_comma(index - 1)
    other = cues_at.get(index)
    if after_comma and passage.keys[index] in ("كما", "فيما", "بينما") and _finite(cues_at.get(index + 1)):
        return True
    if (
        other
        and other.form.shape is Shape.PARTICIPLE
        and (after_comma or other.prefix or not clause or index > first + 2)
    ):
        return True
    if other and other.flag("passes"):
        return after_comma or end - index <= 10
    key = passage.keys[index]
    if other and other.form.shape in (Shape.PAST, Shape.PRESENT) and other.prefix:
        return _starts_new_voice(passage, cue, index, other, after_comma, clause)
    if cue.form.shape is Shape.NOUN and not clause:
        return after_comma or passage.has(index, "relatives") or (other is not None and other.form.shape is Shape.PAST)
    return bool(not clause and after_comma and key in ("حيث", "لكن", "كما", "مما"))


def _finite(cue: Cue | None) -> bool:
    return cue is not None and cue.form.shape is Shape.PAST and not cue.flag("passes")


def _starts_new_voice(passage: Passage, cue: Cue, index: int, other: Cue, after_comma: bool, clause: bool) -> bool:
    """Whether «و» and a finite cue begin the next voice rather than go on with this one."""
    if other.flag("carries"):
        return True
    past = other.form.shape is Shape.PAST
    if cue.form.shape is Shape.PRESENT and not past:
        return True
    return past and (after_comma or not clause or "quote" in other.takes)
