"""The stage: names of a text, their actors, and the nouns that stand for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.core.ids import stable_id
from tawatur.core.model import Mention, Span
from tawatur.extract.names.actors import group
from tawatur.extract.names.beside import role_after, role_before
from tawatur.extract.names.ground import Ground, Name
from tawatur.extract.names.mend import mend
from tawatur.extract.names.metonyms import metonyms
from tawatur.extract.names.nominals import nominals
from tawatur.extract.names.spread import spread
from tawatur.extract.names.tidy import tidy
from tawatur.extract.names.voices import Voice
from tawatur.extract.reading import Reading


class Names:
    """Named mentions and definite nouns of a text, with the actor that each names."""

    name = "names"

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.version = f"4-{voice.name}{voice.version}"

    def __call__(self, reading: Reading) -> Sequence[Mention]:
        """Mentions in order. Raises TawaturError where the voice's model is absent."""
        ground = Ground(reading)
        return mentions(ground, settle(ground, self.voice(ground)))


def settle(ground: Ground, found: Sequence[Name]) -> list[Name]:
    """A voice's names with faults mended, convention applied and the text made consistent."""
    names = tidy(ground, mend(ground, tidy(ground, found)))
    return tidy(ground, spread(ground, names))


def mentions(ground: Ground, names: Sequence[Name]) -> list[Mention]:
    """Mentions of a text from its names: metonymy, actors, roles, nominal mentions."""
    states = metonyms(ground, names)
    groups = group(ground, names, states)
    actors = [_actor(ground, members[0]) for members in groups]
    found = [
        Mention(
            _span(ground, name),
            name.type,
            f"metonym/{states[name]}" if name in states else name.rule,
            actor,
            metonym=name in states,
            roles=tuple(_roles(ground, name)),
            score=round(name.score, 4),
        )
        for actor, members in zip(actors, groups, strict=True)
        for name in members
    ]
    for nominal in nominals(ground, groups):
        actor = actors[nominal.group] if nominal.group >= 0 else ""
        found.append(Mention(_span(ground, nominal.name), nominal.name.type, nominal.name.rule, actor, nominal=True))
    return sorted(found, key=lambda m: (m.span.start, m.span.end))


def _span(ground: Ground, name: Name) -> Span:
    return ground.reading.span(*ground.range(name))


def _actor(ground: Ground, first: Name) -> str:
    """An id that the same text always gives to the thing that a name is the first mention of."""
    return stable_id("e", ground.reading.text_id, _span(ground, first).start, first.type)


def _roles(ground: Ground, name: Name) -> Iterator[Span]:
    for role in (role_before(ground, name), role_after(ground, name)):
        if role is not None:
            start, end = ground.tokens[role[0]].start, ground.tokens[role[1] - 1].end
            yield ground.reading.span(start, end)
