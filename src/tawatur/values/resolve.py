"""Expressions of time resolved against a day of publication that may be known only as an interval."""

from __future__ import annotations

from tawatur.values import calendar as cal
from tawatur.values.calendar import Moment
from tawatur.values.expressions import Expression, Frame
from tawatur.values.recurring import MonthDay


def resolve(expression: Expression, published: str | None, lean: str = "news") -> str | None:
    """The EDTF value of `expression` in a text published at `published` (EDTF or ISO date; None: unknown).

    A publication date that is only a month, a year or an interval gives what its first and last day agree on.
    """
    moment = moment_of(expression, published, lean)
    return moment.edtf() if moment is not None else None


def moment_of(expression: Expression, published: str | None, lean: str = "news") -> Moment | None:
    """As `resolve`, before it is written as EDTF."""
    edges = cal.bounds(published)
    if edges is None:
        return expression.at(Frame(None, lean))
    if isinstance(expression, MonthDay) and not expression.shift and edges[0] != edges[1]:
        return expression.in_year(edges[0].year) if edges[0].year == edges[1].year else None
    first = expression.at(Frame(edges[0], lean, cal.minute_of(published)))
    if edges[0] == edges[1] or first is None:
        return first
    last = expression.at(Frame(edges[1], lean))
    return cal.common(first, last) if last is not None else None
