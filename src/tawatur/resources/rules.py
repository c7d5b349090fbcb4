"""The sentence that a reader gets for a rule id. A rule without one cannot be shown, so it may not exist."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tawatur.core.errors import ResourceError
from tawatur.resources.loader import load_yaml


@cache
def _sentences() -> Mapping[str, str]:
    return {str(rule): str(text) for rule, text in load_yaml("rules.yaml").items()}


def rule_sentence(rule: str) -> str:
    """What a rule does, in words. A rule id is `FAMILY`, `FAMILY.KIND` or `FAMILY/ENTRY`, the id of a data entry.

    Raises ResourceError for a rule of a family without a sentence.
    """
    family, _, entry = rule.partition("/")
    known = _sentences()
    sentence = known.get(rule) or known.get(family) or known.get(rule.partition(".")[0])
    if sentence is None:
        raise ResourceError(f"The rule “{rule}” has no sentence in resources/data/rules.yaml.")
    return sentence.replace("{entry}", entry)
