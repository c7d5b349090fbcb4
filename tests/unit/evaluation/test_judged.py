"""Ranking of judged pairs."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.judged import average_precision


def test_average_precision_is_the_mean_precision_at_what_is_right() -> None:
    scores = np.array([3.0, 2.0, 1.0, 0.0])
    assert average_precision(scores, np.array([1.0, 1.0, 0.0, 0.0])) == 1.0
    assert average_precision(scores, np.array([0.0, 1.0, 0.0, 1.0])) == pytest.approx(0.5)
