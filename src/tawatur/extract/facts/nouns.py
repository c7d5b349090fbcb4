"""From a verbal noun to a draft: what it is in construct with, what carries it, what describes it."""

from __future__ import annotations

from tawatur.core.model import EntityType
from tawatur.extract.facts.clauses import Item, items_after, left_of
from tawatur.extract.facts.draft import Draft, Filler, distant, fillers_of
from tawatur.extract.facts.lexicon import Sense, words
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.nations import adjectives
from tawatur.extract.facts.phrases import has_article, phrase_at, phrase_before
from tawatur.extract.facts.roles import fill_prepositions, forces
from tawatur.extract.facts.scene import Scene, sides_of


def noun_draft(scene: Scene, index: int, sense: Sense) -> Draft:
    """A verbal noun: what it is in construct with, nationalities, its light verb's subject, its phrases."""
    line, trigger = scene.line, sense.trigger
    draft = Draft(trigger, trigger.type, index, index + 1, pattern="noun", head=index)
    at = index + 1 + (" " in sense.form.key)
    draft.last = at
    nation, at = _adjectives_after(scene, at)
    predicate = "predicate" in trigger.flags
    if "apposition" in trigger.flags and index > 1 and line.words[index - 1].kind in (Kind.COMMA, Kind.WORD, Kind.NAME):
        holder = (
            phrase_before(line, index - 1, max(0, index - 10)) if line.words[index - 1].kind is Kind.COMMA else None
        )
        if holder is not None and holder.mention is not None:
            draft.fill("agent", fillers_of(line, holder)[-1:])
    own = "self" in trigger.flags
    if own:
        phrase = phrase_at(line, index, min(len(line), index + 5), join=False)
        draft.fill("topic", fillers_of(line, phrase))
    carrier = ("s", _copula_subject(scene, index)) if predicate else _carrier(scene, index)
    construct: list[Filler] = []
    if sense.form.pronoun:
        by_object = trigger.roles.get("of", "o") != "s" and "o" in trigger.roles
        construct = distant(
            _person_before(scene, index, sense.form.pronoun) or (scene.last_object if by_object else scene.last_subject)
        )
        draft.implied.add(trigger.roles["o"] if by_object else trigger.roles.get("s", ""))
    elif at == index + 1 + (" " in sense.form.key) and _opens_construct(line, at, sense):
        phrase = phrase_at(line, at, min(len(line), at + 14))
        if phrase is not None:
            construct = fillers_of(line, phrase)
            at = phrase.whole_last
    ended = at
    subject, at = _relative_subject(scene, at)
    at = _over_happening(line, at, draft)
    items = items_after(line, at)
    bare = [i for i in items[:1] if not i.preposition and i.phrase and i.at == ended]
    _construct(scene, draft, construct, items, bare)
    roles = trigger.roles
    agent = roles.get("s")
    if nation:
        draft.fill(agent, nation)
    if subject:
        draft.fill(agent, subject)
    if carrier and carrier[0] == "cause":
        draft.fill("instrument", carrier[1])
    elif carrier and not (agent and draft.has(agent)):
        role, fillers = carrier
        draft.fill(agent if role == "s" else roles.get("o") if role == "o" else None, fillers)
    fill_prepositions(scene, draft, items, [])
    forces(scene, draft)
    return draft


def _person_before(scene: Scene, index: int, pronoun: str) -> list[Filler]:
    """The nearest person named before a pronoun of the singular in its sentence («لدى مقتله»)."""
    if pronoun not in ("ه", "ها"):
        return []
    line = scene.line
    for at in range(index - 1, max(-1, index - 40), -1):
        word = line.words[at]
        if word.kind is Kind.NAME and line.mentions[word.mention].type is EntityType.PER:
            mention = line.mentions[word.mention]
            first = at
            while first > 0 and line.words[first - 1].mention == word.mention:
                first -= 1
            return [Filler(line.words[first].at, word.end, first, at + 1, mention.actor or None, mention.type)]
    return []


def _opens_construct(line: Line, at: int, sense: Sense) -> bool:
    if at >= len(line) or sense.article or (sense.form.key.endswith("ا") and len(sense.form.key) > 4):
        return False
    word = line.words[at]
    if word.preposition or word.conjunction:
        return False
    return word.kind in (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.QUOTE, Kind.DEMONSTRATIVE)


def _adjectives_after(scene: Scene, at: int) -> tuple[list[Filler], int]:
    """Adjectives after a noun: the nationality among them as an actor, and the index after them."""
    line, found = scene.line, []
    while at < len(line):
        word = line.words[at]
        if word.kind is not Kind.WORD or word.conjunction or word.preposition:
            break
        code = adjectives().get(word.stem)
        if code is not None:
            actor = scene.nations.get(code)
            if actor:
                found.append(Filler(word.at, word.end, at, at + 1, actor, EntityType.LOC))
        elif not (
            word.stem in words()["adjectives"]
            or word.stem.endswith(("يه", "ويا", "ريا"))
            or (word.stem.endswith("ي") and len(word.stem) > 2)
        ):
            break
        at += 1
    return found, at


def _construct(scene: Scene, draft: Draft, construct: list[Filler], items: list[Item], bare: list[Item]) -> None:
    """Give the noun's construct its role: subject where an object follows, object where none does."""
    roles = draft.trigger.roles
    of = roles.get("of", "o")
    object_role = roles.get("o")
    if of == "so" and scene.line.words[draft.head].preposition == "ب" and draft.type == "FACILITATE":
        of = "s"
        for item in items[:1]:
            if item.preposition == "من" and item.phrase and not construct:
                construct = fillers_of(scene.line, item.phrase)
    if bare and construct and "o" in roles and (of == "so" or of == "o"):
        draft.fill(roles.get("s"), construct)
        draft.fill(object_role, fillers_of(scene.line, bare[0].phrase))
        return
    if of == "so":
        followed = any(
            i.preposition in ("ل", "علي") and roles.get("ل" if i.preposition == "ل" else "علي") == object_role
            for i in items[:2]
        )
        followed = followed or any(i.preposition == "ل" for i in items[:1])
        if object_role == "place" and any(f.stems & words()["places"] for f in construct):
            followed = False
        own = "of_recipient" in draft.trigger.flags
        of = "s" if (followed and not own) or (followed and own) else "o"
    role = roles.get(of) if of in ("s", "o") else of
    if role == "agent":
        construct = [f for f in construct if _can_act(scene.line, f)]
    draft.fill(role, construct)


def _can_act(line: Line, filler: Filler) -> bool:
    """Whether the construct of an event can be who does it: a name, people, or a phrase of more than one word."""
    if not filler.near or filler.type is not None or filler.stems & words()["people"] or filler.stems & words()["arms"]:
        return True
    return filler.last - filler.first > 1 or has_article(line.words[filler.first].stem)


def _relative_subject(scene: Scene, at: int) -> tuple[list[Filler], int]:
    """«الغارة التي شنتها القوة على …»: the subject of the relative clause's light verb, and where its phrases begin."""
    line = scene.line
    if at + 1 >= len(line) or line.words[at].kind is not Kind.RELATIVE:
        return [], at
    verb = at + 1
    while verb < len(line) and line.words[verb].kind in (Kind.AUXILIARY, Kind.ADVERB, Kind.TIME):
        verb += 1
    if verb >= len(line) or line.words[verb].kind is not Kind.VERB or not line.words[verb].light:
        return [], at
    items = items_after(line, verb + 1)
    bare = next((i for i in items if not i.preposition and i.phrase), None)
    if bare is None or bare.phrase is None or line.words[verb].light != "s":
        return [], verb + 1
    return fillers_of(line, bare.phrase), bare.phrase.whole_last


def _over_happening(line: Line, at: int, draft: Draft) -> int:
    """«الهجوم وقع فجر أمس في …»: past the verb that only says that the event took place."""
    if "event" not in draft.trigger.flags:
        return at
    verb = at
    while verb < min(len(line), at + 4) and line.words[verb].kind in (Kind.AUXILIARY, Kind.RELATIVE):
        verb += 1
    if verb < len(line) and line.words[verb].kind is Kind.VERB and line.words[verb].light == "none":
        return verb + 1
    return at


def _carrier(scene: Scene, index: int) -> tuple[str, list[Filler]] | None:
    """The subject of what carries the verbal noun at `index`: a light verb or noun, an accusation, a warning."""
    line, sets = scene.line, words()
    at = index
    while at > 0 and index - at < 14:
        at -= 1
        word = line.words[at]
        if word.kind is Kind.VERB or word.light:
            if word.light == "none":
                return ("none", [])
            if word.light == "cause":
                return ("cause", _subject_between(scene, at, index))
            if word.light:
                return (word.light, _subject_between(scene, at, index))
            for sense in word.senses:
                if (
                    sense.trigger.type == "ACCUSE" and sense.trigger.roles.get("o") == "patient"
                ) or "controls_object" in sense.trigger.flags:
                    return ("s", scene.objects.get(at, []))
            return None
        if word.kind is Kind.WORD and word.stem in sets["light_nouns"]:
            phrase = phrase_at(line, at + 1, index) if at + 1 < index else None
            if phrase is not None and phrase.mention is not None:
                return ("s", fillers_of(line, phrase))
            continue
        if word.kind in (Kind.STOP, Kind.COMPLEMENTIZER, Kind.RELATIVE, Kind.SUBORDINATOR, Kind.COMMA, Kind.IRREAL):
            return None
    return None


def _subject_between(scene: Scene, verb: int, noun: int) -> list[Filler]:
    """The subject of a light verb, apart from the verbal noun that it carries."""
    if verb not in scene.subjects:
        scene.subjects[verb] = sides_of(scene, verb, passive=False, transitive=False).subject
    found = [f for f in scene.subjects[verb] if f.first != noun and not f.first <= noun < f.last]
    return found or distant(scene.last_subject)


def _copula_subject(scene: Scene, index: int) -> list[Filler]:
    """Of whom a predicate noun is said: «أصبحت الدولة ملاذا», «القوة تشكل تهديدا»."""
    line, at = scene.line, index
    while at > 0 and index - at < 9:
        at -= 1
        word = line.words[at]
        if word.kind is Kind.VERB and word.stem not in words()["copulas"]:
            break
        if word.kind in (Kind.AUXILIARY, Kind.VERB):
            between = phrase_at(line, at + 1, index) if at + 1 < index else None
            if between is not None:
                return fillers_of(line, between)
            return fillers_of(line, left_of(line, at).phrase)
        if word.kind in (Kind.STOP, Kind.COMMA, Kind.COMPLEMENTIZER, Kind.SUBORDINATOR):
            break
    return []
