"""The sentence that a reader gets for a rule id. A rule without one cannot be shown, so it may not exist."""

from __future__ import annotations

from tawatur.core.errors import ResourceError
from tawatur.resources.loader import load_yaml
from tawatur.resources.sentences import Sentence, say

_FILE = "rules.yaml"


def rule_said(rule: str) -> Sentence:
    """What a rule does, in both languages. A rule id is `FAMILY`, `FAMILY.KIND` or `FAMILY/ENTRY` (a data entry's id).

    Raises ResourceError for a rule of a family without a sentence.
    """
    family, _, entry = rule.partition("/")
    known = load_yaml(_FILE)
    key = next((k for k in (rule, family, rule.partition(".")[0]) if k in known), None)
    if key is None:
        raise ResourceError(f"The rule “{rule}” has no sentence in resources/data/{_FILE}.")
    return say(_FILE, key, entry=entry)


def rule_sentence(rule: str) -> str:
    """What a rule does, in English. Raises ResourceError for a rule of a family without a sentence."""
    return rule_said(rule).en
