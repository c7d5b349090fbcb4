"""From a trigger in its clause to a draft: verbs and participles."""

from __future__ import annotations

from tawatur.core.model import EntityType
from tawatur.extract.facts.clauses import items_after
from tawatur.extract.facts.draft import Draft, Filler, distant, fillers_of
from tawatur.extract.facts.lexicon import Sense
from tawatur.extract.facts.line import Kind, Line
from tawatur.extract.facts.phrases import Phrase, phrase_at, phrase_before
from tawatur.extract.facts.roles import fill_prepositions, forces, to_end
from tawatur.extract.facts.scene import Scene, bare_items, sides_of


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
    bare = bare_items(line, sides.items)
    if "o2" in roles and len(bare) > 2:
        draft.fill(roles["o2"], fillers_of(line, bare[2].phrase))
    forces(scene, draft)
    fill_prepositions(scene, draft, sides.items, sides.resumed)
    scene.subjects[index], scene.objects[index] = sides.subject, sides.object
    return draft


def adjective_draft(scene: Scene, index: int, sense: Sense) -> Draft:
    """A participle that describes the phrase before it: «القوة التابعة للجيش», «الأسرى المحتجزون لدى …»."""
    line, trigger = scene.line, sense.trigger
    draft = Draft(trigger, trigger.type, index, index + 1, pattern="adjective", head=index)
    floor = index
    auxiliary = index - 1
    while auxiliary > 0 and line.words[auxiliary].kind in (Kind.NEGATOR, Kind.AUXILIARY):
        auxiliary -= 1
    if auxiliary < index - 1:
        floor = auxiliary + 1
    while (
        floor > 0
        and index - floor < 14
        and line.words[floor - 1].kind
        in (Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.QUOTE, Kind.DEMONSTRATIVE, Kind.AUXILIARY, Kind.COMMA)
    ):
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
        draft.fill("topic", [to_end(line, f, items[:2]) for f in fillers_of(line, own)])
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
