"""What one text says of one of its actors, in the form in which actors are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tawatur.core.model import EntityType, Mention
from tawatur.core.ports import Corpus
from tawatur.extract.names.actors import Key, keys_of
from tawatur.extract.names.bodies import bare_words
from tawatur.extract.names.persons import units
from tawatur.extract.names.words import Words, article_restored, capital_of, name_words, nation_of, nations
from tawatur.names.fold import fold_name
from tawatur.relate.actors.namesakes import Office, office_of


@dataclass(slots=True)
class Profile:
    """An actor of one text: its names as written with their folded forms, the words of its roles, and its keys.

    `offices`: those of which nobody holds two at a time (`namesakes.office_of`). `keys`: what makes it one with actors
    of other texts at once. `weak`: what may do so with evidence.
    """

    id: str
    text: str
    kind: EntityType
    name: str
    forms: Counter[Words]
    roles: frozenset[str]
    offices: tuple[Office, ...] = ()
    keys: tuple[Key, ...] = ()
    weak: tuple[Key, ...] = ()
    generic: tuple[Words, ...] = ()
    company: list[str] = field(default_factory=list)


@lru_cache(maxsize=1 << 17)
def _folded(words: str) -> Words:
    return tuple(fold_name(words).split())


def form_of(text: str, start: int, end: int) -> Words:
    """The folded words of a mention; an article whose alif stands lost after ل is written out again."""
    form = _folded(text[start:end])
    if form and form[0].startswith("ل") and start and text[start - 1] == "ل":
        return (article_restored(form[0]), *form[1:])
    return form


def profiles(corpus: Corpus, text_id: str) -> list[Profile]:
    """The profiles of a text's actors, in order of their first mentions."""
    text = corpus.source(text_id).text
    mentions: dict[str, list[Mention]] = {}
    for mention in corpus.of(Mention, text_id):
        if mention.actor and not mention.nominal:
            mentions.setdefault(mention.actor, []).append(mention)
    found = [_profile(text, actor, group) for actor, group in mentions.items()]
    home = _home(found)
    for profile in found:
        _finish(profile, home)
        profile.company = [other.id for other in found if other is not profile]
    return found


def _profile(text: str, actor: str, mentions: Sequence[Mention]) -> Profile:
    forms: Counter[Words] = Counter()
    written: dict[Words, str] = {}
    keys: dict[Key, None] = {}
    kinds = Counter(m.type for m in mentions)
    for mention in mentions:
        form = form_of(text, mention.span.start, mention.span.end)
        if form:
            forms[form] += 1
            written.setdefault(form, " ".join(text[mention.span.start : mention.span.end].split()))
            state = (nation_of(form) or capital_of(form)) if mention.metonym else None
            keys[keys_of(form, mention.type, state)] = None
    kind = max(kinds, key=lambda k: (kinds[k], k.value))
    fullest = min(forms, key=lambda f: (-len(f), -forms[f], f)) if forms else ()
    roles = frozenset(word for m in mentions for role in m.roles for word in _role_words(text[role.start : role.end]))
    offices: dict[Office, None] = {}
    for mention in mentions:
        for role in mention.roles:
            office = office_of(_folded(text[role.start : role.end]), role.start < mention.span.start)
            if office is not None:
                offices[office] = None
    return Profile(
        actor, mentions[0].span.text, kind, written.get(fullest, ""), forms, roles, tuple(offices), tuple(keys)
    )


def _role_words(role: str) -> Iterator[str]:
    """Words of a role that tell somebody apart: no titles that anybody has."""
    for word in _folded(role):
        bare = word[2:] if word.startswith("ال") else word
        if len(bare) > 2 and bare not in _plain_titles():
            yield bare


@lru_cache(maxsize=1)
def _plain_titles() -> frozenset[str]:
    return frozenset(p[0].removeprefix("ال") for p in name_words().beside_persons if len(p) == 1)


def _home(found: Iterable[Profile]) -> str | None:
    """The country that a text speaks of most, if one clearly is."""
    votes: Counter[str] = Counter()
    for profile in found:
        for form, count in profile.forms.items():
            code = (
                nation_of(form)
                or capital_of(form)
                or next((c for w in form if (c := nations().nationalities.get(w))), None)
            )
            if code:
                votes[code] += count
    ranked = votes.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _finish(profile: Profile, home: str | None) -> None:
    """Sort the profile's keys into those that join at once and those that need evidence."""
    strong: dict[Key, None] = {}
    weak: dict[Key, None] = {}
    generic: dict[Words, None] = {}
    for key in profile.keys:
        if key[0] == "PER":
            person = person_key(key[1:])
            (strong if len(person) > 2 else weak)[person] = None
        elif key[0] == "ORG" and is_generic(key[1:]):
            generic[key[1:]] = None
            if home is not None:
                strong[("home", home, *key[1:])] = None
        elif key[0] == "MISC" and len(key) == 2 and len(key[1]) < 5:
            weak[key] = None
        else:
            strong[key] = None
    profile.keys, profile.weak, profile.generic = tuple(strong), tuple(weak), tuple(generic)


@lru_cache(maxsize=1 << 17)
def person_key(form: Words) -> Key:
    """A person's name by its parts, so that «عبدالله» and «عبد الله» are one."""
    return ("PER", *(f"{u.role}:{'abd ' if u.servant else ''}{u.core}{u.tail}" for u in units(" ".join(form))))


@lru_cache(maxsize=1 << 16)
def is_generic(words: Words) -> bool:
    """Whether a body's name (as `bare_words` gives it) names one in every country: a state's body without a nation."""
    if any(
        w in nations().nationalities or "ال" + w in nations().nationalities or (w,) in nations().countries
        for w in words
    ):
        return False
    return words[0] in _state_words() and len(words) <= 4


@lru_cache(maxsize=1)
def _state_words() -> frozenset[str]:
    data = name_words()
    firsts = {bare_words(p)[0] for p in data.bodies | data.constructs}
    return frozenset(
        firsts | {"وزاره", "مجلس", "محكمه", "نيابه", "رياسه", "لجنه", "هييه", "جهاز", "بنك", "نقابه", "شرطه"}
    )
