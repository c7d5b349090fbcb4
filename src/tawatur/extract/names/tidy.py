"""The convention of what belongs to a name, applied to whatever a voice found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tawatur.core.model import EntityType
from tawatur.extract.names.ground import Ground, Name, without_overlaps
from tawatur.extract.names.words import Words, name_words, nations

Step = Callable[[Ground, Name], Name | None]
_LONGEST_PHRASE = 3


def tidy(ground: Ground, names: Sequence[Name]) -> list[Name]:
    """Names with their edges set by convention, bodies of states completed, overlaps gone."""
    found = [name for name in (_through(ground, name) for name in names) if name is not None]
    found += _state_bodies(ground)
    return without_overlaps(found)


def _through(ground: Ground, name: Name) -> Name | None:
    current: Name | None = name
    for step in _STEPS:
        if current is None:
            return None
        current = step(ground, current)
    return current


def _without_signs(ground: Ground, name: Name) -> Name | None:
    """Signs at the edges are no part of a name; a quotation mark or bracket inside stays when its pair is inside."""
    first, last, prefix = name.first, name.last, name.prefix
    while first < last and ground.tokens[first].is_sign:
        first, prefix = first + 1, 0
    while last > first and ground.tokens[last - 1].is_sign and not _belongs(ground, first, last - 1):
        last -= 1
    if last < len(ground.tokens) and ground.tokens[last].key == ")" and _open(ground, first, last):
        last += 1
    return name.moved(first=first, last=last, prefix=prefix) if first < last else None


def _open(ground: Ground, first: int, last: int) -> bool:
    """Whether a bracket that opens inside a name is still open at its end."""
    keys = [token.key for token in ground.tokens[first:last]]
    return keys.count("(") > keys.count(")")


def _belongs(ground: Ground, first: int, index: int) -> bool:
    """Whether a sign at the end closes a pair that the name opens, or is the stop of an initial («سامر ك.»)."""
    if ground.tokens[index].key == "." and index - 1 > first and len(ground.words[index - 1]) == 1:
        return True
    opener = {"»": "«", ")": "(", '"': '"', "”": "“"}.get(ground.tokens[index].key)
    return opener is not None and any(t.key == opener for t in ground.tokens[first:index])


def _without_particle(ground: Ground, name: Name) -> Name:
    """A particle that the voice left on: «للأزهر» from the second lam, «والحكومة» from the article."""
    if name.prefix:
        return name
    key = ground.tokens[name.first].key
    for size in (2, 1):
        head, rest = key[:size], key[size:]
        if len(rest) > 3 and head in ("ل", "ول", "فل") and rest.startswith("ل") and not key.startswith("لله"):
            return name.moved(prefix=size)
        if (
            head in ("و", "ف", "ب", "وب", "فب")
            and rest.startswith("ال")
            and _begins_body(ground.word(name.first, size))
        ):
            return name.moved(prefix=size)
    return name


def _begins_body(word: str) -> bool:
    words = name_words()
    return word in words.body_firsts or word[2:] in words.heads[EntityType.ORG]


def _without_class_noun(ground: Ground, name: Name) -> Name | None:
    """«صحيفة البيرق» → «البيرق»; a class noun alone is no name."""
    outside = name_words().outside.get(name.type, frozenset())
    word = ground.word(name.first, name.prefix)
    if word not in outside or name.type is EntityType.PER:
        return name
    if name.last - name.first == 1:
        return None
    rest = name.moved(first=name.first + 1, prefix=0)
    if ground.form(name) in name_words().kept or _built_on(ground, name):
        return name
    return _without_signs(ground, rest)


def _built_on(ground: Ground, name: Name) -> bool:
    """Whether an adjective of the class noun closes the name, which is built on the noun then («حركة فجر الوطنية»)."""
    noun, following = ground.word(name.first, name.prefix), ground.words[name.first + 1]
    closing = ground.words[name.last - 1]
    if name.last - name.first == 2:
        return following in nations().adjectives or "ال" + following in nations().adjectives
    feminine = noun.endswith("ه")
    agrees = closing.endswith("يه") if feminine else closing.endswith("ي")
    if not agrees or not closing.startswith("ال"):
        return False
    return not following.startswith("ال") or following.endswith("ه") != feminine


def _without_beside(ground: Ground, name: Name) -> Name | None:
    """Titles and kin words before a person are no part of the name."""
    if name.type is not EntityType.PER:
        return name
    again = True
    while again:
        again = False
        for size in range(_LONGEST_PHRASE, 0, -1):
            if name.last - name.first <= size:
                continue
            words = ground.form(name.moved(last=name.first + size))
            if words in name_words().beside_persons and _is_beside(words):
                shorter = _without_signs(ground, name.moved(first=name.first + size, prefix=0))
                if shorter is None:
                    return None
                name, again = shorter, True
                break
    return name


def _without_origin(ground: Ground, name: Name) -> Name:
    """«المجري سامر حلاق» → «سامر حلاق», whatever the voice took him for."""
    form = ground.form(name)
    while len(form) > 1 and form[0].startswith("ال") and form[0] in nations().adjectives:
        person = name.type in (EntityType.PER, EntityType.ORG) and not form[1].startswith("ال")
        if not person or len(form) != name.last - name.first:
            break
        name = name.moved(first=name.first + 1, prefix=0, type=EntityType.PER)
        form = ground.form(name)
    return name


def _is_beside(words: Words) -> bool:
    """A definite title, a kin word, or one that is nobody's given name."""
    return len(words) > 1 or words[0].startswith("ال") or words[0] not in name_words().given_names


def _no_nationality_alone(ground: Ground, name: Name) -> Name | None:
    """«التركية» or «الأتراك» alone is no name, unless a head or class noun before it makes it one."""
    form = ground.form(name)
    if name.type is EntityType.PER or any(word not in nations().adjectives for word in form):
        return name
    before = ground.before(name.first)
    return name if before is not None and name.type is EntityType.ORG and _is_class_noun(ground, before) else None


def _is_class_noun(ground: Ground, index: int) -> bool:
    words = name_words()
    nouns = words.outside[EntityType.ORG] | words.heads[EntityType.ORG]
    return any(word in nouns for _, word in ground.readings[index])


def _no_body_alone(ground: Ground, name: Name) -> Name | None:
    """«الحكومة» or «المحكمة» alone is no name (its nationality is added by a later step, where it follows)."""
    form = ground.form(name)
    bare = name.type is EntityType.ORG and len(form) == 1 and form[0] in name_words().never_alone
    return None if bare and not _followed_by_nation(ground, name.last) else name


def _followed_by_nation(ground: Ground, index: int) -> bool:
    following = ground.after(index)
    return following is not None and ground.words[following] in nations().nationalities


def _with_nationality(ground: Ground, name: Name) -> Name:
    """The nationality that follows a body belongs to its name."""
    following = ground.after(name.last)
    if name.type is not EntityType.ORG or following is None:
        return name
    word = ground.words[following]
    if word in nations().nationalities and word.startswith("ال") and _takes_nationality(ground, name):
        return name.moved(last=name.last + 1)
    return name


def _takes_nationality(ground: Ground, name: Name) -> bool:
    form = ground.form(name)
    words = name_words()
    return form[0] in words.nationality_heads or form in words.bodies or form in words.constructs


def _with_head(ground: Ground, name: Name) -> Name:
    """The head of a body that stands right before what the voice found belongs to it."""
    before = ground.before(name.first)
    if before is None or name.prefix or ground.tokens[before].is_sign:
        return name
    words = name_words()
    for prefix, word in ground.readings[before]:
        strong = word in words.strong_heads and name.type is EntityType.LOC
        kept = (word, *ground.form(name)) in words.kept
        if name.type is EntityType.LOC and (kept or word in words.left_places):
            return name.moved(first=before, prefix=prefix)
        if strong or (word in words.left_heads and name.type is EntityType.ORG and not _is_whole(ground, name)):
            return name.moved(first=before, prefix=prefix, type=EntityType.ORG)
    return name


def _is_whole(ground: Ground, name: Name) -> bool:
    """Whether a body's name begins with a head of its own, so that the noun before it is another body's."""
    first = ground.word(name.first, name.prefix)
    heads = name_words().heads[EntityType.ORG]
    return first in heads or (first.startswith("ال") and first[2:] in heads) or not first.startswith("ال")


def _state_bodies(ground: Ground) -> Iterator[Name]:
    """«الحكومة المجرية», «أجهزة الاستخبارات المجرية» where the voice saw nothing, or only a part."""
    words = name_words()
    phrases = words.body_phrases
    for index, readings in enumerate(ground.readings):
        for prefix, word in readings:
            for phrase in phrases.get(word, ()):
                last = index + len(phrase)
                if tuple(ground.words[index + 1 : last]) == phrase[1:] and _nation_closes(ground, index, last):
                    end = _closing_end(ground, last + 1)
                    yield Name(index, end, prefix, EntityType.ORG, 0.85, "name/state-body")
                    break


def _closing_end(ground: Ground, index: int) -> int:
    """After further nationalities and what tells one such body from another («الحر», «المؤقتة»)."""
    end = ground.bound(index - 1)[1]
    while index < end and (
        ground.words[index] in name_words().closings
        or (ground.words[index].startswith("ال") and ground.words[index] in nations().adjectives)
    ):
        index += 1
    return index


def _nation_closes(ground: Ground, index: int, last: int) -> bool:
    """Whether a nationality that agrees with the body follows, and no office stands before («وزير الخارجية …»)."""
    if last >= ground.bound(index)[1] or _in_office_or_attribute(ground, index):
        return False
    body, nationality = ground.words[index], ground.words[last]
    if not nationality.startswith("ال") or nationality not in nations().nationalities:
        return False
    feminine = body.endswith(("ه", "ات"))
    return last - index > 1 or nationality.endswith("ه") == feminine


def _in_office_or_attribute(ground: Ground, index: int) -> bool:
    """«وزير الخارجية …» is an office and «السياسة الخارجية …» no body."""
    before = ground.before(index)
    if before is None or ground.tokens[before].is_sign:
        return False
    attribute = ground.words[index].endswith("يه") and ground.words[before].startswith("ال")
    return attribute or any(word in name_words().ministers for _, word in ground.readings[before])


_STEPS: tuple[Step, ...] = (
    _without_signs,
    _without_particle,
    _without_class_noun,
    _without_beside,
    _without_origin,
    _with_nationality,
    _with_head,
    _no_nationality_alone,
    _no_body_alone,
)
