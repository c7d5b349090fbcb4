"""The labels of every head, and where its columns stand in the model's output."""

from __future__ import annotations

# Columns of the output, in this order: name tags, particle length, cue tags, force of a cue, span pointers of a
# marked cue; the type of fact that a word states; what such a word seeks for each role, and what any word has to fill
# one; whether a word goes on with the phrase before it that fills a role.
NAME_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
PARTICLES = ("0", "1", "2", "3")
CUE_TAGS = ("O", "B", "I")
FORCES = ("assert", "deny", "confirm", "accuse", "speculate", "opine", "intend", "ask")
POINTERS = ("source_start", "source_end", "content_start", "content_end")
FACT_TAGS = (
    "O", "MEET", "NEGOTIATE", "AGREE", "FINANCE", "ARM", "TRAIN", "SHELTER", "FACILITATE", "SHARE_INTEL", "TRANSFER",
    "ATTACK", "KILL", "DETAIN", "ESCAPE", "SANCTION", "ACCUSE", "DENY", "DISCLOSE", "DEPLOY", "APPOINT", "DEFECT",
    "TRAVEL", "SEIZE", "DEFEAT", "OTHER_EVENT", "LEADS", "MEMBER_OF", "PART_OF", "WORKS_FOR", "ALLIED_WITH", "OPPOSES",
    "FAMILY_OF", "LOCATED_IN", "SIZE_OF", "ALIAS_OF", "SUCCEEDS", "OTHER_RELATION",
)  # fmt: skip
ROLES = ("agent", "patient", "recipient", "instrument", "place", "origin", "destination", "topic")
ROLE_WIDTH = 24  # numbers by which a trigger and a filler are compared, for each role
HEADS: dict[str, tuple[str, ...]] = {
    "name": NAME_TAGS,
    "particle": PARTICLES,
    "cue": CUE_TAGS,
    "force": FORCES,
    "pointer": POINTERS,
    "fact": FACT_TAGS,
    "seeks": tuple(f"{role} {i}" for role in ROLES for i in range(ROLE_WIDTH)),
    "fills": tuple(str(i) for i in range(ROLE_WIDTH)),
    "phrase": ("ends", "goes on"),
}


def columns() -> dict[str, tuple[int, int]]:
    """First and last-plus-one output column of each head."""
    out, at = {}, 0
    for head, labels in HEADS.items():
        out[head] = (at, at + len(labels))
        at += len(labels)
    return out
