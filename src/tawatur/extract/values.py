"""The values of a reading, read once for the stages that share them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from tawatur.core.model import Segment
from tawatur.extract.reading import Reading
from tawatur.text.tokens import tokens
from tawatur.values.calendar import bounds, shift_days
from tawatur.values.reading import Values, read_values
from tawatur.values.recurring import WRITTEN_BEFORE, written_steps


@lru_cache(maxsize=2)
def values_of(reading: Reading) -> Values:
    """Times and quantities outside page furniture; of the whole text where no segments were found."""
    if not reading.of(Segment):
        return read_values(reading.view, tokens(reading.view))
    return read_values(reading.view, [token for sentence in reading.sentences for token in sentence.tokens])


def writing_day(published: str | None, values: Values) -> str | None:
    """The day that «today» is in a text: the day of publication, or the one within two days of it whose weekday the
    text itself gives («اليوم الثلاثاء» in a text put online on Wednesday); where its words disagree, the one that most
    of them give. Coarser dates are returned as they are."""
    edges = bounds(published)
    if edges is None or edges[0] != edges[1]:
        return published
    told = Counter(written_steps(edges[0], phrase.today) for phrase in values.times if phrase.today is not None)
    step = max(WRITTEN_BEFORE, key=lambda step: (told[step], -WRITTEN_BEFORE.index(step)))
    return shift_days(edges[0], step).isoformat()
