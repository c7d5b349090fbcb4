"""Noun phrases of a line: where they end, what heads them, which actor they name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from tawatur.core.model import EntityType, Mention
from tawatur.extract.facts.lexicon import Way, double_heads, words
from tawatur.extract.facts.line import Kind, Line, Word

#: Longest phrase that is read, in words; names count as one.
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `[first, last)`; `head` is the index of the noun; `mention` the name it stands for (None for common nouns).

    `tail`: further phrases joined by «و» that fill the same role. `start`/`end`: view range of its own words.
    """

    first: int
    last: int
    head: int
    start: int
    end: int
    mention: Mention | None = None
    tail: tuple[Phrase, ...] = ()

    @property
    def whole_last(self) -> int:
        return self.tail[-1].whole_last if self.tail else self.last


def phrase_at(line: Line, index: int, limit: int, *, join: bool = True) -> Phrase | None:
    """The noun phrase that begins at word `index`, at most up to `limit`; None where none begins."""
    first = index
    while index < limit and _skips(line.words[index]):
        index += 1
    index = over_bounds(line, index, limit)
    if index >= limit or line.words[index].kind not in (Kind.WORD, Kind.NAME, Kind.NUMBER):
        return None
    last, head = _extent(line, index, limit)
    phrase = _made(line, first, index, last, head)
    phrase = _with_apposition(line, phrase, limit) if phrase and phrase.mention is None else phrase
    if phrase is None or not join:
        return phrase
    return _joined(line, phrase, limit)


@lru_cache(maxsize=50_000)
def has_article(stem: str) -> bool:
    """Whether a folded word carries the article, not just its letters («ألف», «إلقاء»)."""
    return stem.startswith("ال") and len(stem) > 3 and stem not in words()["no_article"]


def _skips(word: Word) -> bool:
    return word.kind in (Kind.QUOTE, Kind.DEMONSTRATIVE) or (word.kind is Kind.SIGN and word.stem in "()[]-")


def _with_apposition(line: Line, phrase: Phrase, limit: int) -> Phrase:
    """«وزير النقل ، فلان ، …»: an office before a comma stands for the person's name behind it."""
    at = phrase.last
    if at + 1 >= limit or line.words[at].kind is not Kind.COMMA or line.words[at + 1].kind is not Kind.NAME:
        return phrase
    name = line.words[at + 1]
    mention = line.mentions[name.mention]
    if (
        name.conjunction
        or name.preposition
        or mention.type is not EntityType.PER
        or not _office(line, phrase.head, phrase.head + 1)
    ):
        return phrase
    last = name.last + (1 if name.last < limit and line.words[name.last].kind is Kind.COMMA else 0)
    return replace(phrase, last=last, mention=mention)


def over_bounds(line: Line, index: int, limit: int) -> int:
    """Where the number begins behind words that only bound it («ما لا يقل عن 80», «نحو 9», «أكثر من ألف»)."""
    sets, at = words(), index
    while at < min(limit, index + 6) and line.words[at].stem in sets["bounds"]:
        at += 1
    if at == index or at >= limit or line.words[index].stem not in sets["first_bounds"]:
        return index
    word = line.words[at]
    return at if word.kind is Kind.NUMBER or word.quantity >= 0 or word.stem in sets["numerals"] else index


def _extent(line: Line, index: int, limit: int) -> tuple[int, int]:
    """The end of the phrase that begins at its first noun or name `index`, and the index of its head noun."""
    rows = line.words
    head, at, count = index, index, 0
    while at < limit and count < _LONGEST:
        word = rows[at]
        if at > index and not _continues(line, index, at):
            break
        at = word.last if word.kind is Kind.NAME else at + 1
        count += 1
        if at + 1 < limit and rows[at].kind is Kind.DASH and _dashed(line, at):
            at += 2
        if at < limit and rows[at].kind is Kind.QUOTE and at + 1 < limit and _quoted_name(line, at):
            at += 1
        elif at < limit and rows[at].kind is Kind.QUOTE and rows[at - 1].kind is Kind.NAME:
            at += 1 if at + 1 < limit and _adjective(rows[at + 1], rows[index]) else 0
    while at > index + 1 and rows[at - 1].kind in (Kind.QUOTE, Kind.SIGN):
        at -= 1
    return at, head


def _dashed(line: Line, at: int) -> bool:
    """«أرض - جو», «السورية - اللبنانية»: two words of one form with a dash between them."""
    before, after = line.words[at - 1], line.words[at + 1]
    if before.kind is not Kind.WORD or after.kind is not Kind.WORD or after.conjunction or after.preposition:
        return False
    return has_article(before.stem) == has_article(after.stem) and before.stem.endswith("يه") == after.stem.endswith(
        "يه"
    )


def _quoted_name(line: Line, at: int) -> bool:
    return line.words[at + 1].kind is Kind.NAME and line.words[at + 1].at == line.words[at + 1].start


def _continues(line: Line, first: int, at: int) -> bool:
    """Whether word `at` still belongs to the phrase that began at `first`."""
    word, before = line.words[at], line.words[at - 1]
    if before.kind is Kind.QUOTE and at - 2 >= first:
        before = line.words[at - 2]
    if word.conjunction:
        return False
    if word.kind is Kind.PREPOSITION:
        return word.stem == "من" and _takes_from(line, first, at)
    if word.kind is Kind.NAME:
        return not word.preposition and _joins_name(line, first, at, before)
    if word.kind is Kind.NUMBER:
        return before.kind is Kind.NUMBER
    if word.kind is Kind.TIME or _opens_participle(line, at):
        return False
    if any(s.way is Way.NOUN and s.form.pronoun for s in word.senses) and before.kind is Kind.WORD:
        return False
    if word.kind is not Kind.WORD:
        return False
    if word.preposition:
        return word.preposition == "ل" and _purpose(line, first, at)
    if before.kind is Kind.NAME:
        return _adjective(word, line.words[first])
    if before.kind in (Kind.NUMBER, Kind.PREPOSITION, Kind.QUOTE, Kind.DEMONSTRATIVE):
        return True
    if word.stem in words()["numerals"]:
        return before.stem in words()["numerals"] or not (at - first > 1 or before.stem.endswith("ه"))
    if before.stem in words()["adjectives"] and _is_noun(word.stem) and not has_article(word.stem):
        return False
    return _joins_noun(line, first, at, before)


def _opens_participle(line: Line, at: int) -> bool:
    """Whether a participle with its own complement begins here: «الواقع في …», «التابعة ل…»."""
    word = line.words[at]
    if at + 1 >= len(line) or not any(s.way is Way.ADJECTIVE for s in word.senses):
        return False
    after = line.words[at + 1]
    return after.kind is Kind.PREPOSITION or bool(after.preposition)


def _takes_from(line: Line, first: int, at: int) -> bool:
    head = line.words[first].stem
    if at + 1 >= len(line):
        return False
    near = line.words[at - 1].stem
    if line.words[at + 1].stem in ("طراز", "نوع", "عيار", "ماركه"):
        return True
    if at == first + 1 and (line.words[first].kind is Kind.NUMBER or head in words()["numerals"]):
        after = line.words[at + 1]
        return after.kind is Kind.WORD and not (after.conjunction or after.preposition or after.stem.endswith("ه"))
    if near in words()["people"] or near in words()["dead"]:
        after = line.words[at + 1]
        return after.kind is not Kind.NAME or line.mentions[after.mention].type is not EntityType.LOC
    return head in words()["quantifiers"] or near in words()["quantifiers"] or near in words()["measures"]


def _purpose(line: Line, first: int, at: int) -> bool:
    """«مركزا للبحوث»: an indefinite common noun with ل + article makes one notion."""
    head = line.words[first]
    if head.kind is not Kind.WORD or has_article(head.stem) or head.senses or at - first > 2:
        return False
    word = line.words[at]
    if not has_article(word.stem):
        given = ("haven", "help", "money", "weapons")
        return at == first + 1 and not word.senses and not any(head.stem in words()[name] for name in given)
    return word.mention < 0 and not word.senses


def _joins_name(line: Line, first: int, at: int, before: Word) -> bool:
    sets = words()
    if before.kind is Kind.NAME:
        mention, earlier = line.mentions[line.words[at].mention], line.mentions[before.mention]
        office = line.words[first].kind is Kind.WORD
        return office and mention.type is EntityType.PER and earlier.type is not EntityType.PER
    if before.kind is Kind.NUMBER:
        return False
    if _closed(line, first, at):
        return False
    if before.stem in sets["titles_of_person"] or not has_article(before.stem):
        return not before.stem.endswith("ا") or len(before.stem) < 4 or before.stem in sets["class_nouns"]
    name = line.mentions[line.words[at].mention]
    if line.words[first].stem in sets["class_nouns"] and name.type is not EntityType.PER and at - first <= 3:
        return True
    return name.type is EntityType.PER and (
        line.words[first].stem in sets["titles_of_person"] or _office(line, first, at)
    )


def _closed(line: Line, first: int, at: int) -> bool:
    """Whether a common noun phrase is closed to the name at word `at`: its noun has its adjective («طائرات حربية»), or
    what it is of, with the article («مجموعة من المسلحين», but «عدد من قادة …»)."""
    rows = line.words[first:at]
    if any(word.kind is Kind.PREPOSITION and word.stem == "من" for word in rows):
        return has_article(rows[-1].stem)
    plural = len(rows) == 2 and rows[0].stem.endswith("ات") and not has_article(rows[0].stem)
    return plural and rows[1].kind is Kind.WORD and rows[1].stem.endswith("يه") and not has_article(rows[1].stem)


def _office(line: Line, first: int, at: int) -> bool:
    from tawatur.extract.facts.offices import office_at

    return any(office_at(line, index) for index in range(first, at))


def _joins_noun(line: Line, first: int, at: int, before: Word) -> bool:
    word, head = line.words[at], line.words[first]
    if before.stem.endswith("ون") and len(before.stem) > 4 and before.stem not in words()["numerals"]:
        return word.stem.endswith("ون") and has_article(word.stem) == has_article(before.stem)
    if has_article(word.stem):
        if not has_article(before.stem):
            if _possessed(before.stem):
                return _adjective(word, head)
            return not _sound_plural(before.stem)
        return _adjective(word, head)
    if has_article(before.stem):
        return False
    if _accusative(word.stem):
        return _accusative(before.stem) or before.kind is Kind.NUMBER
    if _accusative(before.stem):
        return word.stem.endswith(("ه", "ات")) and _accusative(head.stem) is False
    return not _possessed(before.stem) or False


def _accusative(stem: str) -> bool:
    return (len(stem) >= 4 and stem.endswith("ا") and not stem.endswith(("يا", "اا")) and not has_article(stem)) or (
        stem.endswith(("ويا", "ريا", "نيا", "ليا", "سيا")) and len(stem) >= 6
    )


def _sound_plural(stem: str) -> bool:
    """Whether a word ends in the plural of people («مقاتلين»), which no construct follows."""
    return stem.endswith("ين") and len(stem) > 5 and stem not in words()["broken_plurals"]


def _possessed(stem: str) -> bool:
    return len(stem) >= 5 and stem.endswith(("ها", "هم", "هما"))


def _adjective(word: Word, head: Word) -> bool:
    """Whether a definite word agrees with a definite noun as its adjective."""
    stem = word.stem
    if word.kind is not Kind.WORD or word.preposition or word.conjunction or not has_article(stem):
        return False
    if _is_noun(stem):
        return False
    if stem.endswith(("يه", "ي", "يين", "يون", "يات")):
        return True
    body = stem[2:]
    if head.kind is Kind.NAME:
        return body in ("متحده", "كبري", "كبير", "متطرفه", "متطرف", "ارهابي")
    if head.stem.endswith(("ه", "ات")):
        return stem.endswith(("ه", "ات"))
    if head.stem.endswith(("ين", "ون")):
        return stem.endswith(("ين", "ون"))
    return not stem.endswith("ه") or _broken_plural(head.stem)


@lru_cache(maxsize=50_000)
def _is_noun(stem: str) -> bool:
    """Whether a word stands in one of the classes of nouns, so that it is no adjective."""
    return any(
        stem in words()[name]
        for name in (
            "cargo",
            "places",
            "documents",
            "blame",
            "money",
            "weapons",
            "people",
            "dead",
            "responsibility",
            "help",
        )
    )


def _broken_plural(stem: str) -> bool:
    body = stem.removeprefix("ال")
    return (len(body) >= 4 and "ا" in body[1:-1]) or "و" in body[1:-1]


def is_accusative(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase shows that it is an object: «هجوما», «مقاتلين»."""
    stem = line.words[phrase.head].stem
    return line.words[phrase.head].kind is Kind.WORD and (_accusative(stem) or _sound_plural(stem))


def _made(line: Line, first: int, index: int, last: int, head: int) -> Phrase | None:
    """The phrase with what it stands for; a demonstrative before it belongs to its words."""
    rows = line.words
    mention = _actor(line, index, last)
    begin = index
    if mention is None and index > first and rows[index - 1].kind is Kind.DEMONSTRATIVE:
        begin = index - 1
    start = rows[begin].at
    return Phrase(begin if first == index else first, last, head, start, rows[last - 1].end, mention)


def _actor(line: Line, index: int, last: int) -> Mention | None:
    """The name a phrase stands for: its only word, a name behind class nouns or a title, or the person at its end."""
    rows, sets = line.words, words()
    names = [
        at
        for at in range(index, last)
        if rows[at].kind is Kind.NAME and (at == index or rows[at - 1].mention != rows[at].mention)
    ]
    if not names:
        return None
    if names[0] == index:
        return line.mentions[rows[index].mention]
    final = line.mentions[rows[names[-1]].mention]
    if final.type is EntityType.PER and rows[names[-1]].last >= last and _titled(line, index, names[-1]):
        return final
    if final.type is EntityType.LOC and all(
        rows[at].stem in sets["place_parts"] or rows[at].stem in sets["class_nouns"] for at in range(index, names[0])
    ):
        return line.mentions[rows[names[0]].mention]
    if rows[index].stem in sets["class_nouns"] and len(names) == 1 and has_article(rows[names[0] - 1].stem):
        return final
    if len(names) == 1 and any(rows[at].stem in ("طراز", "نوع") for at in range(index, names[0])):
        return final
    if final.type is EntityType.PER and rows[index].stem in sets["class_nouns"]:
        return None
    if all(
        rows[at].stem in sets["class_nouns"] or rows[at].stem in sets["titles_of_person"] or rows[at].kind is Kind.QUOTE
        for at in range(index, names[0])
    ):
        return line.mentions[rows[names[0]].mention]
    return None


def _titled(line: Line, index: int, at: int) -> bool:
    return line.words[index].stem in words()["titles_of_person"] or _office(line, index, at)


def _joined(line: Line, phrase: Phrase, limit: int) -> Phrase:
    """`phrase` with what «و» joins to it in the same role: names as phrases of their own, common nouns in its words."""
    tail: list[Phrase] = []
    last = phrase.last
    current = phrase
    while last < limit and len(tail) < 8:
        at = last
        while line.words[at].kind is Kind.QUOTE and at + 1 < limit:
            at += 1
        if line.words[at].kind is Kind.COMMA and at + 1 < limit and line.words[at + 1].conjunction == "و":
            at += 1
        word = line.words[at]
        if word.conjunction != "و" or word.preposition or word.kind not in (Kind.NAME, Kind.WORD):
            break
        if not _like(line, current, at):
            break
        more = phrase_at(line, at, limit, join=False)
        if more is None:
            break
        if phrase.mention is None and more.mention is None and not tail:
            phrase = replace(phrase, last=more.last, end=more.end)
        else:
            tail.append(more)
        current, last = more, more.last
    return replace(phrase, tail=tuple(tail))


def _like(line: Line, phrase: Phrase, at: int) -> bool:
    """Whether the word after «و» is of one kind with the phrase: name with name, noun with noun of the same form."""
    word, head = line.words[at], line.words[phrase.head]
    if word.kind is Kind.NAME:
        return phrase.mention is not None or head.stem.endswith("ون") or head.stem in words()["people"]
    if word.stem in double_heads() or word.stem in words()["light_nouns"]:
        return False
    if phrase.mention is not None:
        after = at + 1
        while after < len(line) and line.words[after].kind is Kind.QUOTE:
            after += 1
        return word.stem in words()["class_nouns"] and after < len(line) and line.words[after].kind is Kind.NAME
    if head.kind is Kind.NUMBER or word.senses:
        return False
    return has_article(word.stem) == has_article(head.stem) and _accusative(word.stem) == _accusative(head.stem)


def phrase_before(line: Line, end: int, floor: int) -> Phrase | None:
    """The noun phrase that ends right before word `end`, begun at the earliest word from `floor` that reaches it."""
    for start in range(max(floor, end - 12), end):
        word = line.words[start]
        if word.kind not in (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.DEMONSTRATIVE):
            continue
        if word.kind is Kind.NAME and start > 0 and line.words[start - 1].mention == word.mention:
            continue
        phrase = phrase_at(line, start, end)
        if phrase and phrase.whole_last >= end - (1 if line.words[end - 1].kind is Kind.QUOTE else 0):
            return phrase
    return None
