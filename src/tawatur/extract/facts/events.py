"""From a trigger in its clause to a draft: verbs, verbal nouns and participles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tawatur.core.model import EntityType
from tawatur.extract.attributions.inflect import Form, Shape
from tawatur.extract.facts.clauses import BY, Item, Left, items_after, left_of
from tawatur.extract.facts.draft import Draft, Filler, distant, fillers_of
from tawatur.extract.facts.lexicon import Sense, Trigger, words
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.nations import adjectives
from tawatur.extract.facts.phrases import Phrase, has_article, is_accusative, phrase_at, phrase_before
from tawatur.extract.reading import Reading


@dataclass(slots=True)
class Scene:
    """What rules share while they walk a line: the reading, actors by nation, subjects seen, and drafts by word."""

    reading: Reading
    line: Line
    nations: Mapping[str, str]
    subjects: dict[int, list[Filler]] = field(default_factory=dict)
    objects: dict[int, list[Filler]] = field(default_factory=dict)
    last_subject: list[Filler] = field(default_factory=list)
    last_object: list[Filler] = field(default_factory=list)
    asked: dict[int, list[Filler]] = field(default_factory=dict)

    def earlier_subject(self, index: int, form: Form | None) -> list[Filler]:
        """The subject that an elided one takes up: of the nearest verb before word `index` that agrees with `form`."""
        at, tried = index, 0
        while at > 0 and index - at < 30 and tried < 4:
            at -= 1
            word = self.line.words[at]
            if word.kind is not Kind.VERB:
                continue
            tried += 1
            subject = self._own_subject(at)
            if subject and agrees(self.line, subject, form):
                return subject
        return self.last_subject if self.last_subject and agrees(None, self.last_subject, form) else []

    def _own_subject(self, at: int) -> list[Filler]:
        if at in self.subjects:
            return [f for f in self.subjects[at] if f.near]
        if at not in self.asked:
            self.asked[at] = near_subject(self, at)
        return self.asked[at]


def near_subject(scene: Scene, index: int) -> list[Filler]:
    """The subject that stands beside the verb at word `index` itself."""
    line = scene.line
    left = left_of(line, index)
    if left.phrase is not None:
        return fillers_of(line, left.phrase)
    bare = next((i for i in items_after(line, index + 1) if not i.preposition and i.phrase), None)
    return fillers_of(line, bare.phrase) if bare else []


def agrees(line: Line | None, subject: list[Filler], form: Form | None) -> bool:
    """Whether an earlier subject can be that of a verb form: plural people with plural, feminine with feminine."""
    if form is None or not subject:
        return True
    stems = subject[0].stems
    if form.plural:
        return len(subject) > 1 or bool(stems & words()["people"]) or any(s.endswith(("ون", "ين", "هم")) for s in stems) or subject[0].type is EntityType.ORG
    feminine = any(s.endswith(("ه", "ات")) for s in stems) or subject[0].type in (EntityType.LOC, EntityType.ORG)
    return feminine if form.gender == "f" else subject[0].type is not None or not any(s.endswith(("ات", "ون")) for s in stems)


def passive_mark(scene: Scene, index: int) -> bool:
    """Whether the writer put a damma on the verb's first letter: «قُتل»."""
    word = scene.line.words[index]
    source = scene.reading.source.text
    start, _ = scene.reading.view.span(word.at, word.at + 1)
    return source[start + 1 : start + 2] == "\u064f" and word.stem[:1] not in "ي" or source[start + 1 : start + 3] in ("\u064fو",)


def verb_sides(scene: Scene, index: int) -> tuple[Left, list[Item]]:
    return left_of(scene.line, index), items_after(scene.line, index + 1)


@dataclass(frozen=True, slots=True)
class Sides:
    """Subject and object of a verb as its clause shows them, and the prepositional items."""

    subject: list[Filler]
    object: list[Filler]
    items: list[Item]
    resumed: list[Filler]
    first: int
    elided: bool


def sides_of(scene: Scene, index: int, *, passive: bool, transitive: bool) -> Sides:
    """Who does what to whom around the verb at word `index`.

    `passive`: the verb may be one unmarked (a lone noun phrase is its patient); `transitive`: it takes an object.
    """
    line = scene.line
    left, items = verb_sides(scene, index)
    form = line.words[index].form
    pronoun = bool(form and form.pronoun)
    bare = _bare(items)
    resumed: list[Filler] = []
    before = fillers_of(line, left.phrase)
    subject: list[Filler] = []
    target: list[Filler] = []
    attached = any(i.phrase is None for i in items[:2])
    if left.phrase is not None and (pronoun or attached) and (left.relative or _no_article(line, left.phrase)) and bare:
        subject = fillers_of(line, bare[0].phrase)
        resumed = before
        target = before if pronoun else fillers_of(line, bare[1].phrase) if len(bare) > 1 else []
    elif left.phrase is not None and (pronoun or attached) and (left.relative or _next_attached(items, index, bare)):
        resumed = before
        target = before if pronoun else []
    elif left.phrase is not None:
        subject = before
        target = fillers_of(line, bare[0].phrase) if bare else []
    elif bare:
        subject, target = _after_verb(scene, index, bare, transitive=transitive)
    if pronoun and not target and transitive:
        target = distant(scene.last_object)
    marked = passive_mark(scene, index)
    if subject and not target and transitive and (marked or (passive and not pronoun)):
        subject, target = [], subject
    elided = not subject
    if elided and not marked and not (passive and target and not form_is_active(scene, index)):
        subject = distant(scene.earlier_subject(left.head, form))
        if passive and not target and not pronoun and transitive:
            subject, target = [], subject
    return Sides(subject, target, items, resumed, left.head, elided)


def _next_attached(items: list[Item], index: int, bare: list[Item]) -> bool:
    """«الجثث عثر عليها»: a preposition with its pronoun right behind the verb takes up what stands before it."""
    return bool(items) and items[0].phrase is None and items[0].at == index + 1 and not bare


def _bare(items: list[Item]) -> list[Item]:
    """Phrases without a preposition, up to the first adjunct of time or cause."""
    found = []
    for item in items:
        if item.preposition in words()["adjunct_prepositions"]:
            break
        if not item.preposition and item.phrase:
            found.append(item)
    return found


def form_is_active(scene: Scene, index: int) -> bool:
    """Whether a verb without a subject of its own still has one: it has an object pronoun, is plural or is joined on."""
    word = scene.line.words[index]
    return bool(word.form and (word.form.pronoun or word.form.plural)) or bool(word.conjunction)


def _no_article(line: Line, phrase: Phrase) -> bool:
    return phrase.mention is None and not any(line.words[at].stem.startswith("ال") for at in range(phrase.first, phrase.last))


def _after_verb(scene: Scene, index: int, bare: list[Item], *, transitive: bool) -> tuple[list[Filler], list[Filler]]:
    line = scene.line
    form = line.words[index].form
    first = bare[0].phrase
    assert first is not None
    if len(bare) > 1:
        return fillers_of(line, first), fillers_of(line, bare[1].phrase)
    plural = form is not None and form.plural
    if transitive and (is_accusative(line, first) or plural):
        return [], fillers_of(line, first)
    found = fillers_of(line, first)
    if transitive and not (form and form.pronoun) and scene.earlier_subject(index, form):
        if found[0].actor is None or not agrees(line, found, form):
            return [], found
    return found, []


def verb_draft(scene: Scene, index: int, sense: Sense) -> Draft:
    """The draft of a verb trigger."""
    roles, line = sense.trigger.roles, scene.line
    transitive = "o" in roles
    sides = sides_of(scene, index, passive="passive" in sense.trigger.flags, transitive=transitive)
    draft = Draft(sense.trigger, sense.trigger.type, sides.first, index + 1, verbal=True, pattern="verb", head=index)
    draft.fill(roles.get("s"), sides.subject)
    draft.fill(roles.get("o"), sides.object)
    if sense.form.pronoun and "o" in roles and not sides.resumed:
        draft.implied.add(roles["o"])
    bare = _bare(sides.items)
    if "o2" in roles and len(bare) > 2:
        draft.fill(roles["o2"], fillers_of(line, bare[2].phrase))
    forces(scene, draft)
    fill_prepositions(scene, draft, sides.items, sides.resumed)
    scene.subjects[index], scene.objects[index] = sides.subject, sides.object
    return draft


def fill_prepositions(scene: Scene, draft: Draft, items: list[Item], resumed: list[Filler]) -> None:
    """Fill roles from the prepositional items of a clause."""
    roles, line = draft.trigger.roles, scene.line
    adjuncts, places = words()["adjunct_prepositions"], words()["place_prepositions"]
    filled: set[str] = set()
    for item in items:
        if not item.preposition:
            continue
        name = item.preposition
        if name == BY:
            draft.fill(roles.get("s") if not _same(roles) else roles.get("على يد", "agent"), fillers_of(line, item.phrase))
            continue
        if name in adjuncts and name not in roles:
            continue
        plain = name if name in roles else words().maps["prepositions_as"].get(name, name)
        found = resumed if item.phrase is None else fillers_of(line, item.phrase)
        role = roles.get(plain)
        if name in places or plain == "في" or (name == "علي" and role is None):
            role = role or "place"
        elif name == "ب" and role not in ("recipient", "place") and found and all(_is_where(line, f, role) for f in found):
            role = "place"
        if role == "destination" and draft.type == "TRANSFER" and any(f.type in (EntityType.ORG, EntityType.PER) for f in found):
            role = "recipient"
        if role == "patient" and plain == "علي" and draft.type == "ATTACK" and _is_area(line, found):
            role = "place"
        if role == "destination" and name == "في" and draft.has("destination"):
            role = "place"
        if role == "place" and draft.type == "DISCLOSE" and any(f.type in (EntityType.ORG, EntityType.MISC) for f in found):
            role = "instrument"
        if role == "place":
            if draft.has("place") and (name in words()["directions"] or (found and line.words[found[0].first].stem in words()["directions"])):
                continue
            found = [f for f in found if is_place(line, f)]
        elif role == "recipient":
            found = [f for f in found if _can_receive(line, f)]
        elif role and role in filled and name in filled:
            continue
        if role == "topic":
            found = [_without_light(line, f) for f in found]
            if found and draft.type in ("OTHER_EVENT", "AGREE", "OTHER_RELATION") and not found[0].actor and len(found) == 1:
                draft.fill(role, [_to_end(line, found[0], items)])
                return
        filled |= {role, name} if role else set()
        if role == "agent" and plain == "بين" and len(found) > 1 and draft.type in ("ALLIED_WITH", "OPPOSES"):
            draft.fill("agent", found[:1])
            draft.fill("patient", found[1:])
            continue
        draft.fill(role, found)


def _to_end(line: Line, filler: Filler, items: list[Item]) -> Filler:
    """A topic that is an act («نقل أسلحة إلى القوة») with all that belongs to it."""
    last = max([filler.last, *(i.phrase.whole_last for i in items if i.phrase and i.preposition not in words()["adjunct_prepositions"])])
    return replace(filler, end=line.words[last - 1].end, last=last)


def _can_receive(line: Line, filler: Filler) -> bool:
    if filler.type is not None or filler.stems & words()["people"]:
        return True
    return any(line.words[at].kind is Kind.NAME for at in range(filler.first, filler.last)) or any(s.endswith(("يين", "ين")) for s in filler.stems)


def _is_where(line: Line, filler: Filler, role: str | None) -> bool:
    """Whether what «ب» opens is a place: a place's name, or a noun of a place where no other role is open to it."""
    if filler.type is not None:
        return filler.type is EntityType.LOC and not filler.stems & words()["governments"]
    return role in (None, "instrument") and line.words[filler.first].stem in words()["places"]


def _is_area(line: Line, found: list[Filler]) -> bool:
    """Whether what an attack is «على» is the area where it happened, not a building or body."""
    areas = words()["areas"]
    return bool(found) and all((f.type is EntityType.LOC and not f.stems & words()["buildings"]) or (f.type is None and f.stems & areas) for f in found)


def _without_light(line: Line, filler: Filler) -> Filler:
    """«ارتكاب مجزرة» as a topic is the massacre."""
    at = filler.first
    if line.words[at].stem not in words()["light_nouns"] or filler.actor or at + 1 >= filler.last:
        return filler
    at += 1
    while at < filler.last - 1 and line.words[at].kind is Kind.QUOTE:
        at += 1
    return replace(filler, start=line.words[at].at)


def _same(roles: Mapping[str, str]) -> bool:
    return roles.get("s") == roles.get("o")


def is_place(line: Line, filler: Filler) -> bool:
    """Whether a filler can be a place: a place's name, or a common noun of a place, not an event, text or time."""
    if filler.type is not None:
        return filler.type is EntityType.LOC or (filler.type is EntityType.ORG and bool(filler.stems & words()["buildings"]))
    return bool(filler.stems & words()["places"])


def noun_draft(scene: Scene, index: int, sense: Sense) -> Draft:
    """The draft of a verbal noun: what it is in construct with, nationalities, its light verb's subject, its phrases."""
    line, trigger = scene.line, sense.trigger
    draft = Draft(trigger, trigger.type, index, index + 1, pattern="noun", head=index)
    at = index + 1 + (" " in sense.form.key)
    draft.last = at
    nation, at = _adjectives_after(scene, at)
    predicate = "predicate" in trigger.flags
    if "apposition" in trigger.flags and index > 1 and line.words[index - 1].kind in (Kind.COMMA, Kind.WORD, Kind.NAME):
        holder = phrase_before(line, index - 1, max(0, index - 10)) if line.words[index - 1].kind is Kind.COMMA else None
        if holder is not None and holder.mention is not None:
            draft.fill("agent", fillers_of(line, holder)[-1:])
    carrier = ("s", _copula_subject(scene, index)) if predicate else _carrier(scene, index)
    construct: list[Filler] = []
    if sense.form.pronoun:
        by_object = trigger.roles.get("of", "o") != "s" and "o" in trigger.roles
        construct = distant(_person_before(scene, index, sense.form.pronoun) or (scene.last_object if by_object else scene.last_subject))
        draft.implied.add(trigger.roles["o"] if by_object else trigger.roles.get("s", ""))
    elif at == index + 1 + (" " in sense.form.key) and _opens_construct(line, at, sense):
        phrase = phrase_at(line, at, min(len(line), at + 14))
        if phrase is not None:
            construct = fillers_of(line, phrase)
            at = phrase.whole_last
            more, _ = _adjectives_after(scene, at)
            nation = nation or []
    if not nation and not construct and index > 0:
        nation = []
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


def forces(scene: Scene, draft: Draft) -> None:
    """Arms of a nation that act («طائرات سلمانية»): the nation is the agent, the arms its instrument."""
    row = draft.fillers.get("agent", [])
    for filler in list(row):
        if not filler.actor and draft.verbal and any(s.trigger.type == draft.type for s in scene.line.words[filler.first].senses):
            row.remove(filler)
            draft.absorbed.append(filler.first)
            code = next((adjectives()[s] for s in sorted(filler.stems) if s in adjectives()), None)
            if code in scene.nations:
                row.append(replace(filler, actor=scene.nations[str(code)], type=EntityType.LOC, near=False))
            draft.first = min(draft.first, filler.first)
    if draft.type not in ("ATTACK", "OTHER_EVENT", "KILL"):
        return
    for filler in list(row):
        if filler.actor or not filler.stems & words()["arms"]:
            continue
        code = next((adjectives()[s] for s in sorted(filler.stems) if s in adjectives()), None)
        if code is None:
            continue
        actor, at = scene.nations.get(code), row.index(filler)
        word = next(i for i in range(filler.first, filler.last) if adjectives().get(scene.line.words[i].stem) == code)
        adjective = Filler(scene.line.words[word].at, scene.line.words[word].end, filler.first, filler.last, near=filler.near)
        row[at] = replace(filler, actor=actor, type=EntityType.LOC) if actor else adjective
        draft.fill("instrument", [filler])


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
        elif not (word.stem in words()["adjectives"] or word.stem.endswith(("يه", "ويا", "ريا")) or (word.stem.endswith("ي") and len(word.stem) > 2)):
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
        followed = any(i.preposition in ("ل", "علي") and roles.get("ل" if i.preposition == "ل" else "علي") == object_role for i in items[:2])
        followed = followed or any(i.preposition == "ل" for i in items[:1])
        if object_role == "place" and any(f.stems & words()["places"] for f in construct):
            followed = False
        own = "of_recipient" in draft.trigger.flags
        of = "s" if followed and not own or (followed and own) else "o"
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
        if word.kind is Kind.VERB:
            if word.light == "none":
                return ("none", [])
            if word.light == "cause":
                return ("cause", _subject_between(scene, at, index))
            if word.light:
                return (word.light, _subject_between(scene, at, index))
            for sense in word.senses:
                if (sense.trigger.type == "ACCUSE" and sense.trigger.roles.get("o") == "patient") or "controls_object" in sense.trigger.flags:
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


def adjective_draft(scene: Scene, index: int, sense: Sense) -> Draft:
    """The draft of a participle that describes the phrase before it: «القوة التابعة للجيش», «الأسرى المحتجزون لدى …»."""
    line, trigger = scene.line, sense.trigger
    draft = Draft(trigger, trigger.type, index, index + 1, pattern="adjective", head=index)
    floor = index
    auxiliary = index - 1
    while auxiliary > 0 and line.words[auxiliary].kind in (Kind.NEGATOR, Kind.AUXILIARY):
        auxiliary -= 1
    if auxiliary < index - 1:
        floor = auxiliary + 1
    while floor > 0 and index - floor < 14 and line.words[floor - 1].kind in (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.QUOTE, Kind.DEMONSTRATIVE, Kind.AUXILIARY, Kind.COMMA):  # fmt: skip
        floor -= 1
        if line.words[floor].preposition or line.words[floor].kind in (Kind.AUXILIARY, Kind.COMMA):
            break
    end = index
    while end > floor and line.words[end - 1].kind in (Kind.QUOTE, Kind.COMMA, Kind.AUXILIARY, Kind.NEGATOR):
        end -= 1
    phrase = phrase_before(line, end, floor)
    role = trigger.roles.get("o") if "passive" in trigger.flags else trigger.roles.get("s")
    found = fillers_of(line, phrase)[-1:] if phrase else []
    if phrase is not None and phrase.mention is None and found and not sense.form.plural:
        found = _last_name(line, phrase) or found
    draft.fill(role, found)
    if phrase is None and index > 0 and line.words[index - 1].kind in (Kind.PRONOUN, Kind.AUXILIARY):
        draft.fill(role, distant(scene.earlier_subject(index - 1, None)))
    items = items_after(line, index + 1)
    if "adjacent" in trigger.flags and not (items and items[0].at == index + 1):
        items = []
    if "self" in trigger.flags:
        own = phrase_at(line, index, min(len(line), index + 5), join=False)
        draft.fill("topic", [_to_end(line, f, items[:2]) for f in fillers_of(line, own)])
        items = []
    fill_prepositions(scene, draft, items, [])
    return draft


def _last_name(line: Line, phrase: Phrase) -> list[Filler]:
    """The body at the end of «قائد القوة التابعة …»: the participle describes it, not the noun before it."""
    word = line.words[phrase.last - 1]
    if word.kind is not Kind.NAME:
        return []
    mention = line.mentions[word.mention]
    if mention.type not in (EntityType.ORG, EntityType.LOC):
        return []
    first = phrase.last - 1
    while first > phrase.first and line.words[first - 1].mention == word.mention:
        first -= 1
    return [Filler(line.words[first].at, word.end, first, phrase.last, mention.actor or None, mention.type)]


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


def trigger_of(sense: Sense) -> Trigger:
    return sense.trigger


def is_present(sense: Sense) -> bool:
    return sense.form.shape is Shape.PRESENT
