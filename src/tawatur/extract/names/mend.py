"""Names that a voice cut wrongly, mended by what the text and the gazetteer know: run together, cut short, too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tawatur.core.model import EntityType
from tawatur.extract.names.bodies import known_body
from tawatur.extract.names.gazetteer import known_bodies, regions, states
from tawatur.extract.names.ground import Ground, Name, without_overlaps
from tawatur.extract.names.particles import PREPOSITIONS, with_first_letters
from tawatur.extract.names.words import Words, capital_of, is_place, name_words, nation_of, nations, signs
from tawatur.extract.names.works import things
from tawatur.names.data import attested, particles
from tawatur.names.lexicon import concepts

_LONG = 5  # letters from which a single word of the gazetteer is taken without a voice
_FAINT = 0.35  # a name less sure than this, seen nowhere else, is none
_UNSURE = 0.8
_DOUBTFUL = 0.55
_CLOSERS = {"»": "«", ")": "(", "”": "“", "]": "["}
_LEFT_ON = frozenset(("و", "ف", "ب", "ل", "وب", "ول", "فب", "فل"))
_CUTTING = frozenset("_:؛|/")


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a form is a whole name in this text, and how sure the surest time."""

    counts: Counter[Words]
    scores: dict[Words, float]
    types: dict[Words, EntityType]

    @classmethod
    def of(cls, ground: Ground, names: Sequence[Name]) -> Seen:
        """What a text's names show."""
        counts: Counter[Words] = Counter()
        scores: dict[Words, float] = {}
        types: dict[Words, EntityType] = {}
        for name in names:
            form = ground.form(name)
            counts[form] += 1
            if name.score > scores.get(form, 0.0):
                scores[form], types[form] = name.score, name.type
        return cls(counts, scores, types)


Mend = Callable[[Ground, Seen, Name], list[Name]]


def mend(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """The names with their faults mended, one kind of fault after another."""
    current = with_first_letters(ground, names)
    for step in _STEPS:
        seen = Seen.of(ground, current)
        current = [mended for name in current for mended in step(ground, seen, name)]
    current = _with_parts_of_names(ground, current)
    current += [*regions(ground), *_governments(ground, current), *things(ground, current)]
    settled = without_overlaps(_hyphenated(ground, _quoted(ground, current)))
    taken = {index for name in settled for index in range(name.first, name.last)}
    seen = Seen.of(ground, ())
    known = [t for n in (*states(ground), *known_bodies(ground)) for t in _trim_back(ground, seen, n)]
    missed = (n for n in known if taken.isdisjoint(range(n.first, n.last)) or _completes(n, settled))
    return without_overlaps([*settled, *(n for n in missed if _unmistakable(ground, n))])


def _completes(known: Name, names: Sequence[Name]) -> bool:
    """Whether a known name of several words holds all that was found where it stands."""
    parts = [name for name in names if name.overlaps(known)]
    longest = max((name.last - name.first for name in parts), default=0)
    return known.last - known.first > longest and all(known.holds(name) and name.score < _UNSURE for name in parts)


def _unmistakable(ground: Ground, name: Name) -> bool:
    """Whether what only the gazetteer sees is surely a name: of several words, or a long one that is no adjective."""
    form = ground.form(name)
    before = ground.before(name.first)
    if len(form) > 1:
        offices = name_words().offices
        return before is None or not any(word in offices for _, word in ground.readings[before])
    if name.type is EntityType.ORG and form[0].startswith("ال"):
        return False
    return len(form[0]) >= _LONG and form[0] not in nations().nationalities


def _is_state(form: Words) -> bool:
    return nation_of(form) is not None or capital_of(form) is not None


def _cut_at_signs(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """A closing mark whose opening one is outside, and marks that no name holds, end a name."""
    for index in range(name.first, name.last):
        key = ground.tokens[index].key
        inside = [t.key for t in ground.tokens[name.first : index]]
        lone_quote = key == '"' and sum(t.key == '"' for t in ground.tokens[name.first : name.last]) == 1
        unopened = key in _CLOSERS and _CLOSERS[key] not in inside
        if unopened or lone_quote or key in _CUTTING or (key in "،,-–" and _loose(ground, index) and _short_type(name)):
            left = [name.moved(last=index)] if index > name.first else []
            rest = name.moved(first=index + 1, prefix=0)
            keep = rest.first < rest.last and (not left or rest.last - rest.first > 1)
            return left + (_cut_at_signs(ground, seen, rest) if keep else [])
    return [name]


def _short_type(name: Name) -> bool:
    return name.type in (EntityType.LOC, EntityType.PER)


def _loose(ground: Ground, index: int) -> bool:
    """Whether a sign has a space on one of its sides."""
    token, text = ground.tokens[index], ground.reading.view.text
    return text[token.start - 1 : token.start].isspace() or text[token.end : token.end + 1].isspace()


def _split_joined(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """Two names that «و» joins, or a place and where it lies («… ببودابست»), are two."""
    for index in range(name.first + 1, name.last):
        for prefix, word in ground.readings[index]:
            particle = ground.tokens[index].key[:prefix]
            if particle not in ("و", "ب"):
                continue
            left, right = name.moved(last=index), name.moved(first=index, prefix=prefix)
            if _apart(ground, seen, left, right, particle, word):
                return [left, *_split_joined(ground, seen, right)]
    return [name]


def _apart(ground: Ground, seen: Seen, left: Name, right: Name, particle: str, word: str) -> bool:
    one, two = ground.form(left), ground.form(right)
    if left.type is EntityType.LOC:
        place = is_place(two) or word in name_words().left_places or word in name_words().outside[EntityType.LOC]
        if particle == "ب":
            return place
        return not is_place((*one, "و" + two[0], *two[1:])) and (
            nation_of(one) is not None or (is_place(one) and place)
        )
    if particle == "ب":
        return False
    if left.type is EntityType.PER:
        known = attested().by_arabic
        if "و" + two[0] in known:
            return False
        if len(one) == len(two) == 1:
            return one[0] in known and two[0] in known
        return (len(one) > 1 and len(two) > 1) or two[0] in known
    heads = name_words().heads[EntityType.ORG] | name_words().outside[EntityType.ORG]
    alone = seen.counts[one] > 0 or known_body(one) is not None
    other = seen.counts[two] > 0 or known_body(two) is not None or two[0] in heads or two[0] in name_words().body_firsts
    return alone and other


def _without_particle(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """A particle left on: «لبودابست», where the whole word is no place and the rest is one, or is a name elsewhere."""
    if name.prefix or is_place(ground.form(name)):
        return [name]
    key = ground.tokens[name.first].key
    for prefix, word in ground.readings[name.first]:
        if key[:prefix] in _LEFT_ON and len(word) > 2:
            shorter = name.moved(prefix=prefix)
            form = (word, *ground.form(shorter)[1:])
            head = word in name_words().heads[EntityType.ORG] and len(form) > 1
            if ground.form(shorter) == form and (_is_state(form) or seen.counts[form] or head):
                return [shorter]
    return [name]


def _trim_front(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """«شوارع بودابست»: words before what is a whole name elsewhere in the text, when they build no name."""
    form = ground.form(name)
    whole = len(form) == name.last - name.first and len(form) > 1
    if not whole or name.score >= _UNSURE or seen.counts[form] > 1 or _builds(form[0], name):
        return [name]
    for size in range(1, len(form)):
        rest = form[size:]
        weight = seen.counts[rest]
        if weight and (weight > 1 or seen.scores[rest] >= name.score) and _trims(form, rest, name, weight):
            return [name.moved(first=name.first + size, prefix=0, type=seen.types[rest], score=seen.scores[rest])]
    return [name]


def _builds(word: str, name: Name) -> bool:
    """Whether a first word makes a name with what follows."""
    words = name_words()
    heads = words.heads[EntityType.ORG] | words.heads[EntityType.LOC] | words.left_places | words.place_classes
    return word.startswith("ال") or word in heads or word in words.short_bodies or (word,) in words.bodies


def _trims(form: Words, rest: Words, name: Name, weight: int) -> bool:
    if name.type is not EntityType.PER:
        return True
    kin = particles().kunya_father | particles().kunya_mother | particles().son | particles().servant
    if form[-len(rest) - 1] in kin:
        return False
    return weight > 1 and name.score < _DOUBTFUL


def _cut_before_preposition(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """«البيرق في بودابست»: a name that the text knows without what a preposition adds, which may be another name."""
    form = ground.form(name)
    if len(form) != name.last - name.first or seen.counts[form] > 1:
        return [name]
    for size in range(1, len(form) - 1):
        if form[size] in PREPOSITIONS and seen.counts[form[:size]] > 1:
            rest = name.moved(first=name.first + size + 1, prefix=0, type=EntityType.LOC)
            place = [rest] if is_place(ground.form(rest)) else []
            return [name.moved(last=name.first + size), *place]
    return [name]


def _trim_back(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """Adjectives after a name that are no part of it."""
    form = ground.form(name)
    if len(form) < 2 or ground.tokens[name.last - 1].is_sign:
        return [name]
    last, rest = form[-1], form[:-1]
    if not last.startswith("ال") or form in name_words().trailing_but:
        return [name]
    shorter = name.moved(last=name.last - 1)
    nation = last in nations().nationalities
    if last in name_words().trailing:
        return _trim_back(ground, seen, shorter)
    if nation and name.type is EntityType.LOC and is_place(rest) and not is_place(form):
        return [shorter]
    if name.type is EntityType.ORG and nation and _proper(rest) and not _ambiguous(last):
        return [shorter]
    known = known_body(rest)
    if known is not None and known_body(form) is None and form[0] in name_words().quoted_heads:
        return [shorter]
    if nation and name.type is EntityType.ORG and known is not None and known_body(form) in (None, known):
        return (
            [shorter] if rest not in name_words().bodies and rest[0] not in name_words().nationality_heads else [name]
        )
    usual = seen.counts[rest] > 1 and seen.counts[form] == 1 and name.score < _UNSURE and not nation
    return [shorter] if usual else [name]


def _ambiguous(nationality: str) -> bool:
    """«المالية» is of Mali and of money."""
    return nationality.removeprefix("ال").removesuffix("ه") in name_words().ambiguous_places


def _proper(form: Words) -> bool:
    """Whether a body's words are its own alone: no head and no article («بني ياس»)."""
    words = name_words()
    general = words.heads[EntityType.ORG] | words.nationality_heads | words.never_alone
    return not any(word.startswith("ال") or word in general for word in form) and form[0] not in words.body_firsts


def _person_by_kunya(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """«أبو …» and «بن …» are persons, where they are no place."""
    form = ground.form(name)
    begins = form[0] in particles().kunya_father | particles().kunya_mother or form[0] in ("بن", "ابن")
    if name.type in (EntityType.ORG, EntityType.LOC) and begins and len(form) == 2 and not is_place(form):
        return [name.moved(type=EntityType.PER)]
    return [name]


def _by_gazetteer(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """A country or capital that a voice hardly took for something else is a place, a known body a body."""
    form = ground.form(name)
    if name.score >= _UNSURE or form[0] in name_words().ambiguous_places or name.type is EntityType.MISC:
        return [name]
    if name.type is not EntityType.LOC and _is_state(form):
        return [name.moved(type=EntityType.LOC)]
    body = name.type is not EntityType.ORG and len(form) == 1 and not is_place(form) and known_body(form) is not None
    before = ground.before(name.first)
    if body and before is not None and ground.words[before] in signs().places:
        return [name]
    return [name.moved(type=EntityType.ORG)] if body else [name]


def _without_organisation(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """«منظمة …» before what is a body's whole known name."""
    form = ground.form(name)
    if name.type is EntityType.ORG and len(form) > 2 and form[0] == "منظمه" and known_body(form[1:]) is not None:
        return [name.moved(first=name.first + 1, prefix=0)]
    return [name]


def _no_common_nouns(ground: Ground, seen: Seen, name: Name) -> list[Name]:
    """Common nouns that a voice took for names: «مركز أبحاث», «الحدود المجرية», a class noun alone."""
    form, words = ground.form(name), name_words()
    if name.type is EntityType.PER:
        return [] if name.score < _FAINT and seen.counts[form] < 2 else [name]
    if len(form) > 1 and form[0] in words.no_names and form not in words.no_names_but:
        return []
    if form in words.no_bodies or _names_nothing(form, name.type):
        return []
    nouns = words.heads[EntityType.ORG] | words.heads[EntityType.LOC] | words.outside[name.type]
    if name.type is EntityType.ORG:
        nouns |= words.never_alone
    if len(form) == 1 and (form[0] in nouns or form[0].removesuffix("ا") in words.heads[EntityType.ORG]):
        return []
    if form[0].endswith("ا") and form[0][:-1] in words.heads[EntityType.ORG]:
        return []
    if (
        form[0] in words.heads[EntityType.ORG]
        and name.type is EntityType.ORG
        and all(_common(word) for word in form[1:])
    ):
        return []
    return [] if name.score < _FAINT and seen.counts[form] < 2 and not is_place(form) else [name]


def _names_nothing(form: Words, kind: EntityType) -> bool:
    """Words for things and places alone: «المجزرة», «ضفة نهر», or an adverb («ماليا»)."""
    words = name_words()
    nouns = {EntityType.MISC: words.no_things, EntityType.LOC: words.no_places}.get(kind, frozenset())
    adverb = kind is EntityType.LOC and form[0].endswith("يا") and form[0][:-1] in nations().nationalities
    bare = [word.removeprefix("ال") for word in form] if kind is EntityType.MISC else form
    return all(word in nouns for word in bare) or (adverb and not is_place(form))


def _common(word: str) -> bool:
    """An indefinite word of the language: a nationality, or a word that bodies are named with."""
    if word.startswith("ال"):
        return False
    return (
        word in nations().nationalities
        or word.startswith("لل")
        or (word in concepts() and (word,) not in nations().countries)
    )


def _governments(ground: Ground, names: Sequence[Name]) -> Iterator[Name]:
    """«إدارة المنياوي», «نظام بودابست»: a government by its head or its seat."""
    words = name_words()
    for name in names:
        place = name.type is EntityType.LOC and (nation_of(ground.form(name)) or capital_of(ground.form(name)))
        if name.prefix or not (place or name.type is EntityType.PER):
            continue
        index = ground.before(name.first)
        if index is not None and not place and ground.words[index] in words.president:
            index = ground.before(index)
        heads = words.led_by_place if place else words.led_by_person
        found = next((p for p, word in ground.readings[index] if word in heads), None) if index is not None else None
        if index is not None and found is not None:
            yield Name(index, name.last, found, EntityType.ORG, max(name.score, 0.8), "name/government")


def _with_parts_of_names(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """A person's name and «أبو», «عبد» or «بن» before it, or a doubtful first part before it, are one name."""
    opening = particles().kunya_father | particles().kunya_mother | particles().servant | {"بن", "ابن"}
    ends = {name.last: name for name in names}
    found: list[Name] = []
    used: set[Name] = set()
    for name in names:
        part = ends.get(name.first)
        if name.type is EntityType.PER and not name.prefix and name.first > ground.bound(name.first)[0]:
            single = part is not None and part.last - part.first == 1 and part not in used
            if part is not None and single and _is_beside(ground, part):
                used.add(part)
            elif part is not None and single and _begins_name(ground, part):
                used.add(part)
                name = name.moved(first=part.first, prefix=part.prefix)
            else:
                before = ground.readings[name.first - 1]
                prefix = next((p for p, word in before if word in opening), None)
                name = name if prefix is None else name.moved(first=name.first - 1, prefix=prefix)
        found.append(name)
    return [name for name in found if name not in used]


def _is_beside(ground: Ground, part: Name) -> bool:
    """Whether what a voice found right before a person is a title or a nationality, which name nobody."""
    form = ground.form(part)
    return form in name_words().beside_persons or form[0] in nations().adjectives or form[0] in PREPOSITIONS


def _begins_name(ground: Ground, part: Name) -> bool:
    """Whether a word right before a person's name is its first part: a person too, or what a voice hardly saw."""
    form = ground.form(part)
    if is_place(form) or known_body(form) is not None:
        return False
    return part.score < _UNSURE or (part.type is EntityType.PER and not form[0].startswith("ال"))


def _quoted(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """«جبهة "الفجر"», «فندق "الفجر"»: a head before a quoted name is its first word, and the marks are inside."""
    found = []
    places = name_words().heads[EntityType.LOC]
    for name in names:
        opener, closer = name.first - 1, name.last
        marked = (
            opener > 0
            and closer < len(ground.tokens)
            and ground.tokens[opener].key in '"«“'
            and ground.tokens[closer].key in '"»”'
            and ground.sentence[opener - 1] == ground.sentence[closer]
        )
        readings = ground.readings[opener - 1] if marked else ()
        heads = places | name_words().quoted_heads if name.type is EntityType.ORG else places
        head = next(((p, w) for p, w in readings if w in heads), None)
        if head is not None:
            kind = EntityType.LOC if head[1] in places else name.type
            name = name.moved(first=opener - 1, prefix=head[0], last=closer + 1, type=kind)
        found.append(name)
    return found


def _hyphenated(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """«سكوت-كلارك», «إكس-17»: what a hyphen without spaces ties to a name belongs to it."""
    found = []
    for name in names:
        end = ground.bound(name.first)[1]
        last = name.last
        while (
            last + 1 < end
            and ground.tokens[last].key in "-‐‑"
            and _tied(ground, last)
            and _ties(ground, name, last + 1)
        ):
            last += 2
        found.append(name.moved(last=last) if last != name.last else name)
    return found


def _tied(ground: Ground, index: int) -> bool:
    before, sign, after = ground.tokens[index - 1 : index + 2]
    return before.end == sign.start and sign.end == after.start


def _ties(ground: Ground, name: Name, index: int) -> bool:
    token = ground.tokens[index]
    return (
        token.is_number
        if name.type is not EntityType.PER
        else token.is_word and not ground.words[index].startswith("ال")
    )


_STEPS: tuple[Mend, ...] = (
    _cut_at_signs,
    _without_particle,
    _split_joined,
    _without_organisation,
    _by_gazetteer,
    _person_by_kunya,
    _trim_front,
    _cut_before_preposition,
    _trim_back,
    _no_common_nouns,
)
