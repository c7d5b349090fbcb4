"""The values of a reading, read once for the stages that share them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache

from tawatur.core.model import Segment
from tawatur.extract.reading import Reading
from tawatur.text.tokens import tokens
from tawatur.values.calendar import bounds, shift_days
from tawatur.values.expressions import Frame
from tawatur.values.reading import Values, read_values
from tawatur.values.recurring import WRITTEN_BEFORE, Weekday, written_steps
from tawatur.values.times import Phrase

#: How far into a text its first lines go, in characters.
_OPENING = 300


@lru_cache(maxsize=2)
def values_of(reading: Reading) -> Values:
    """Times and quantities outside page furniture; of the whole text where no segments were found."""
    if not reading.of(Segment):
        return read_values(reading.view, tokens(reading.view))
    return read_values(reading.view, [token for sentence in reading.sentences for token in sentence.tokens])


def writing_day(published: str | None, values: Values) -> str | None:
    """The day that «today» is in a text: the day of publication, or the one within two days of it whose weekday the
    text itself gives («اليوم الثلاثاء» in a text put online on Wednesday); where its words disagree, the one that most
    of them give. A text that names no day from its own gives it by the weekday of its first lines, as agencies do
    («قال الوزير يوم الاثنين»). Coarser dates are returned as they are."""
    edges = bounds(published)
    if edges is None or edges[0] != edges[1]:
        return published
    today = [phrase.today for phrase in values.times if phrase.today is not None]
    told = Counter(written_steps(edges[0], words) for words in today)
    step = max(WRITTEN_BEFORE, key=lambda step: (told[step], -WRITTEN_BEFORE.index(step)))
    day = shift_days(edges[0], step) if today else _opening(values, edges[0])
    return published if day == edges[0] else day.isoformat()


def _opening(values: Values, published: date) -> date:
    """The past weekday of a text's first lines, where the text names no day from its own and none after that one and
    it lies at most two days back; else the day of publication."""
    if any(phrase.rule.startswith("deictic") for phrase in values.times):
        return published
    named = [(p.start, d) for p in values.times if (d := _past_weekday(p, published)) is not None]
    opening = named[0][1] if named and named[0][0] <= _OPENING else published
    latest = max((day for _, day in named), default=published)
    return opening if opening == latest and (published - opening).days <= 2 else published


def _past_weekday(phrase: Phrase, published: date) -> date | None:
    """The day of a bare weekday that does not look ahead."""
    said = phrase.expression
    if not isinstance(said, Weekday) or said.shift or said.future or said.day is not None:
        return None
    moment = said.at(Frame(published))
    return moment.start if moment is not None else None
