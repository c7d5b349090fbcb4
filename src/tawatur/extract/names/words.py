"""Language data of names in a text: what belongs to a name, countries and their adjectives, signs of metonymy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tawatur.core.model import EntityType
from tawatur.names.data import rows, titles
from tawatur.names.fold import fold_name, is_arabic
from tawatur.names.lexicon import city_ids
from tawatur.resources.loader import load_yaml

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of `ar/mentions.yaml`, folded; phrases are tuples of words."""

    outside: Mapping[EntityType, frozenset[str]]
    heads: Mapping[EntityType, frozenset[str]]
    strong_heads: frozenset[str]
    bodies: frozenset[Words]
    constructs: frozenset[Words]
    governments: frozenset[str]
    beside_persons: frozenset[Words]
    short_bodies: frozenset[str]
    several: frozenset[str]
    nominals: Mapping[str, frozenset[str]]
    role_heads: frozenset[str]
    seats: frozenset[str]
    vague_seats: frozenset[str]
    ranks: frozenset[str]
    alias_words: frozenset[Words]
    ambiguous_places: frozenset[str]
    kept: frozenset[Words]
    never_alone: frozenset[str]
    nationality_heads: frozenset[str]
    left_heads: frozenset[str]
    offices: frozenset[str]
    ministers: frozenset[str]
    closings: frozenset[str]
    given_names: frozenset[str]
    place_classes: frozenset[str]
    of_places: frozenset[str]
    left_places: frozenset[str]
    no_names: frozenset[str]
    no_names_but: frozenset[Words]
    no_bodies: frozenset[Words]
    no_things: frozenset[str]
    no_places: frozenset[str]
    trailing: frozenset[str]
    trailing_but: frozenset[Words]
    led_by_person: frozenset[str]
    led_by_place: frozenset[str]
    president: frozenset[str]
    events: frozenset[str]
    quoted_heads: frozenset[str]
    work_heads: frozenset[str]
    months: frozenset[str]
    nation_events: Mapping[str, Sequence[Words]]
    issued: frozenset[str]
    body_phrases: Mapping[str, Sequence[Words]]

    @property
    def body_firsts(self) -> Mapping[str, Sequence[Words]]:
        """First words of bodies that a nationality closes."""
        return self.body_phrases


@dataclass(frozen=True, slots=True)
class Nations:
    """Countries by their folded names, capitals and adjectives; the values are country codes.

    `nationalities` are all adjectives; `adjectives` those that are no country's name as well («السعودية» is one).
    """

    countries: Mapping[Words, str]
    capitals: Mapping[Words, str]
    adjectives: Mapping[str, str]
    nationalities: Mapping[str, str]
    longest: int


@dataclass(frozen=True, slots=True)
class Signs:
    """The lists of `ar/metonymy.yaml`, folded; `perfect` and `imperfect` hold the forms of a country's verbs.

    `persons_do` are the same verbs as said of a man or a woman, and those between persons.
    """

    perfect: frozenset[str]
    imperfect: frozenset[str]
    persons_do: frozenset[str]
    states: frozenset[str]
    not_acting: frozenset[str]
    addressed: frozenset[str]
    partners: frozenset[str]
    owned: frozenset[str]
    against: frozenset[str]
    attacks: frozenset[str]
    uttered: frozenset[str]
    serving: frozenset[str]
    linked: frozenset[str]
    places: frozenset[str]


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words as names are compared by."""
    return frozenset(fold_name(str(word)) for word in words)


def phrases(words: Iterable[str]) -> frozenset[Words]:
    """Phrases as tuples of folded words."""
    return frozenset(tuple(fold_name(str(word)).split()) for word in words)


def _by_first(known: Iterable[Words]) -> dict[str, list[Words]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[Words]] = {}
    for phrase in sorted(known, key=lambda w: (-len(w), w)):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def name_words() -> NameWords:
    """The lists of what belongs to a name."""
    raw = load_yaml("ar/mentions.yaml")
    title_phrases = {t for t in titles() if is_arabic(t[0])}
    nominals: dict[str, frozenset[str]] = {}
    for entry in raw["nominals"]["entries"]:
        nominals.update(dict.fromkeys(folded(entry["words"]), folded(entry["of"])))
    bodies, constructs = phrases(raw["state_bodies"]["words"]), phrases(raw["state_construct"]["words"])
    return NameWords(
        {t: folded(raw["class_outside"].get(t.value, ())) for t in EntityType},
        {t: folded(raw["heads"].get(t.value, ())) for t in EntityType},
        folded(raw["strong_heads"]["words"]),
        bodies,
        constructs,
        folded(raw["governments"]["words"]),
        phrases(raw["outside_words"]["words"]) | frozenset(title_phrases),
        folded(raw["short_bodies"]["words"]),
        folded(raw["short_bodies"]["several"]),
        nominals,
        folded(raw["role_heads"]["words"]),
        folded(raw["seats"]["words"]),
        folded(raw["seats"]["vague"]),
        folded(raw["seats"]["ranks"]),
        phrases(raw["alias_words"]["words"]),
        folded(raw["ambiguous_places"]["words"]),
        phrases(raw["kept"]["words"]),
        folded(raw["never_alone"]["words"]),
        folded(raw["heads"]["nationality"]),
        folded(raw["heads"]["left"]),
        folded(raw["state_bodies"]["offices"]) | folded(raw["state_bodies"]["ministers"]),
        folded(raw["state_bodies"]["ministers"]),
        folded(raw["state_bodies"]["closings"]),
        folded(raw["given_titles"]["words"]),
        folded(raw["place_classes"]["words"]),
        folded(raw["heads"]["of_places"]),
        folded(raw["heads"]["left_places"]),
        folded(raw["no_names"]["words"]),
        phrases(raw["no_names"]["kept"]),
        phrases(raw["no_names"]["bodies"]),
        folded(raw["no_names"]["things"]),
        folded(raw["no_names"]["places"]),
        folded(raw["trailing"]["words"]),
        phrases(raw["trailing"]["kept"]),
        folded(raw["administrations"]["of_person"]),
        folded(raw["administrations"]["of_place"]),
        folded(raw["administrations"]["between"]),
        folded(raw["events"]["words"]),
        folded(raw["heads"]["quoted"]),
        folded(raw["heads"]["works"]),
        folded(raw["events"]["months"]),
        _by_first(phrases(raw["events"]["of_nations"])),
        folded(raw["issued"]["words"]),
        _by_first(bodies | constructs),
    )


def _adjective_forms(masculine: str) -> Iterator[str]:
    """Folded masculine, feminine, dual and plural of a nationality, with and without article."""
    for stem in (masculine, "ال" + masculine):
        for ending in ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات"):
            yield stem + ending


def _adjectives() -> Iterator[tuple[str, str]]:
    for row in rows("nations.tsv"):
        for adjective in (row[2] if len(row) > 2 else "").split("|"):
            if adjective and " " not in adjective:
                for form in _adjective_forms(fold_name(adjective)):
                    yield form, row[0]


@cache
def nations() -> Nations:
    """Countries, capitals and nationalities; where a word is a country and an adjective, the country counts."""
    countries: dict[Words, str] = {}
    for table in ("countries.tsv", "nations.tsv"):
        for row in rows(table):
            for name in row[1].split("|"):
                if name:
                    countries.setdefault(tuple(fold_name(name).split()), row[0])
    capitals: dict[Words, str] = {}
    for code, names in rows("capitals.tsv"):
        for name in names.split("|"):
            words = tuple(name.split())
            if words not in countries:
                capitals.setdefault(words, code)
    nationalities = dict(_adjectives())
    adjectives = {form: code for form, code in nationalities.items() if (form,) not in countries}
    longest = max(map(len, (*countries, *capitals)))
    return Nations(countries, capitals, adjectives, nationalities, longest)


def _perfect(past: str) -> str:
    """Third person feminine."""
    return (past[:-1] if past[-1] in "اي" else past) + "ت"


def _imperfect(present: str) -> Iterator[str]:
    """Third person of both genders, singular and dual, present and future."""
    for person in "تي":
        for form in (person + present, person + present + "ان"):
            yield form
            yield "س" + form


def _of_persons(forms: Sequence[str]) -> Iterator[str]:
    """Third person singular of both genders, past and present."""
    yield from (forms[0], _perfect(forms[0]))
    yield from (person + present for person in "تي" for present in forms[1:])


@cache
def signs() -> Signs:
    """Signs of metonymy."""
    raw = load_yaml("ar/metonymy.yaml")
    forms = [[fold_name(word) for word in row] for row in raw["verbs"]["forms"]]
    return Signs(
        frozenset(_perfect(row[0]) for row in forms),
        frozenset(form for row in forms for present in row[1:] for form in _imperfect(present)),
        frozenset(form for row in forms for form in (row[0], _perfect(row[0]), *(p + r for p in "تي" for r in row[1:])))
        | folded(raw["persons_meet"]["words"]),
        folded(raw["verbs"]["states"]),
        folded(raw["verbs"]["not_acting"]),
        folded(raw["addressed"]["words"]),
        folded(raw["partner_nouns"]["words"]),
        folded(raw["owned_nouns"]["words"]),
        folded(raw["against"]["words"]),
        folded(raw["against"]["not_after"]),
        folded(raw["owned_nouns"]["from"]),
        folded(raw["served"]["after_l"]),
        folded(raw["served"]["after_b"]),
        folded(raw["place_before"]["words"]),
    )


@cache
def _lam_firsts() -> frozenset[str]:
    """First words of places that begin with ل themselves («لبنان»)."""
    places = (tuple(form.split()) for row in rows("places.tsv") for form in row[2].split("|"))
    known = (*nations().countries, *nations().capitals, *places)
    return frozenset(words[0] for words in known if words and words[0].startswith("ل"))


def article_restored(word: str) -> str:
    """A folded word that stood after ل with its own ل first: «لقاعده» → «القاعده», but «لبنان» stays."""
    return word if word in _lam_firsts() else "ا" + word


@cache
def _styled_states() -> Mapping[Words, str]:
    """Further names of states, as the press styles them."""
    raw = load_yaml("ar/metonymy.yaml")["styled_states"]["names"]
    return {tuple(fold_name(name).split()): code for code, names in raw.items() for name in names}


@cache
def region_phrases() -> Mapping[str, Sequence[Words]]:
    """Regions, and states as the press styles them, by first word, the longest first; of two words at least."""
    known = {*phrases(load_yaml("ar/mentions.yaml")["regions"]["words"]), *_styled_states()}
    return _by_first(phrase for phrase in known if len(phrase) > 1)


def nation_of(form: Words) -> str | None:
    """The country that a form names, by itself, styled, or with a word for a state before it («دولة …»)."""
    table = nations().countries
    if form in table:
        return table[form]
    if len(form) > 1 and form[0] in ("دوله", "مملكه", "جمهوريه", "سلطنه", "امبراطوريه"):
        return table.get(form[1:]) or table.get(form[1:2]) or _styled_states().get(form)
    return _styled_states().get(form)


def capital_of(form: Words) -> str | None:
    """The country whose capital a form names."""
    return nations().capitals.get(form)


def is_place(form: Words) -> bool:
    """Whether the gazetteer knows a place of this name."""
    return nation_of(form) is not None or capital_of(form) is not None or bool(city_ids(" ".join(form)))
