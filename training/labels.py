"""The labels of every head, and where its columns stand in the model's output."""

from __future__ import annotations

# Columns of the output, in this order: name tags, particle length, cue tags, force of a cue, span pointers of a
# marked cue.
NAME_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
PARTICLES = ("0", "1", "2", "3")
CUE_TAGS = ("O", "B", "I")
FORCES = ("assert", "deny", "confirm", "accuse", "speculate", "opine", "intend", "ask")
POINTERS = ("source_start", "source_end", "content_start", "content_end")
HEADS: dict[str, tuple[str, ...]] = {
    "name": NAME_TAGS,
    "particle": PARTICLES,
    "cue": CUE_TAGS,
    "force": FORCES,
    "pointer": POINTERS,
}


def columns() -> dict[str, tuple[int, int]]:
    """First and last-plus-one output column of each head."""
    out, at = {}, 0
    for head, labels in HEADS.items():
        out[head] = (at, at + len(labels))
        at += len(labels)
    return out
