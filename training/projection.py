"""Names projected from English onto Arabic: UNER English-PUD and Arabic PUD are the same thousand sentences.

Words are aligned by mid-layer vectors, centred per sentence, softmax(12·cos) both ways; spans that grow by more than
two words drop the sentence. Contracted clitics of the treebank are glued back to words as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tawatur.backends.unigram import UnigramTokenizer
from training.corpora import Tagged, TokenSpan, bio, spans_of, uner
from training.model import TaggerModel

LAYER = 8
SHARPNESS = 12.0
GROWTH = 2
CERTAIN = 0.5
LINKING = frozenset(("of", "the", "and", "for"))


@dataclass
class _Word:
    text: str
    glued: bool  # no space after it
    category: str


def _key(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _arabic(path: Path) -> dict[str, list[_Word]]:
    """Words of Arabic PUD by the English text they translate."""
    out: dict[str, list[_Word]] = {}
    words: list[_Word] = []
    skip = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# text_en"):
            words, skip = [], 0
            out[_key(line.split("=", 1)[1])] = words
        fields = line.split("\t")
        if line.startswith("#") or len(fields) < 10 or "." in fields[0]:
            continue
        if "-" in fields[0]:
            skip = int(fields[0].split("-")[1])
        elif int(fields[0]) <= skip:
            continue
        words.append(_Word(fields[1], "SpaceAfter=No" in fields[9], fields[3]))
    return out


def _texts(path: Path) -> list[str]:
    return [
        _key(line.split("=", 1)[1])
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.startswith("# text =")
    ]


class _Aligner:
    def __init__(self, model: TaggerModel, tokenizer: UnigramTokenizer) -> None:
        self.model, self.tokenizer = model.eval(), tokenizer

    def vectors(self, words: list[str]) -> NDArray[np.float32]:
        pieces = [self.tokenizer.word(word)[:12] for word in words]
        owner = np.array([-1] + [k for k, ids in enumerate(pieces) for _ in ids] + [-1])
        ids = torch.tensor([[0, *(i for word in pieces for i in word), 2]])
        with torch.no_grad():
            out = self.model.encode(ids, torch.ones_like(ids), layers=LAYER)[0].numpy()
        mean = np.stack([out[owner == k].mean(0) for k in range(len(words))])
        mean -= mean.mean(0)
        return mean / (np.linalg.norm(mean, axis=1, keepdims=True) + 1e-9)

    def align(self, left: list[str], right: list[str]) -> list[int | None]:
        """For every left word the right word it stands for, where both sides agree or the left is certain."""
        weight = np.exp(self.vectors(left) @ self.vectors(right).T * SHARPNESS)
        forward, backward = weight / weight.sum(1, keepdims=True), weight / weight.sum(0, keepdims=True)
        both = forward * backward
        out: list[int | None] = []
        for i in range(len(left)):
            j = int(both[i].argmax())
            out.append(j if both[:, j].argmax() == i or forward[i, j] > CERTAIN else None)
        return out


def _carry(spans: list[TokenSpan], words: tuple[str, ...], link: list[int | None]) -> list[TokenSpan] | None:
    """The spans on the other side, or None where one finds no place."""
    out: list[TokenSpan] = []
    taken: set[int] = set()
    for start, end, kind in spans:
        inner = [i for i in range(start, end) if re.match(r"\w", words[i]) and words[i].lower() not in LINKING]
        at = [j for i in inner if (j := link[i]) is not None]
        if not at or max(at) + 1 - min(at) > end - start + GROWTH or taken & set(range(min(at), max(at) + 1)):
            return None
        taken |= set(range(min(at), max(at) + 1))
        out.append((min(at), max(at) + 1, kind))
    return out


def _glue(words: list[_Word], tags: tuple[str, ...]) -> Tagged:
    """Join what is written together; punctuation stays apart."""
    out: list[str] = []
    joined: list[str] = []
    before: _Word | None = None
    for word, tag in zip(words, tags, strict=True):
        if before is not None and before.glued and "PUNCT" not in (word.category, before.category):
            out[-1] += word.text
            if joined[-1] == "O":
                joined[-1] = tag
        else:
            out.append(word.text)
            joined.append(tag)
        before = word
    return Tagged(tuple(out), bio(len(out), spans_of(joined)))


def project(english: Path, arabic: Path, model: TaggerModel, tokenizer: UnigramTokenizer) -> list[Tagged]:
    """Arabic PUD sentences with the names of UNER English-PUD; one with a name that finds no place is left out."""
    aligner, right_side = _Aligner(model, tokenizer), _arabic(arabic)
    out = []
    for key, sentence in zip(_texts(english), uner(english), strict=True):
        words = right_side.get(key)
        if words is None:
            continue
        spans = spans_of(sentence.tags)
        link = aligner.align(list(sentence.words), [w.text for w in words]) if spans else []
        carried = _carry(spans, sentence.words, link)
        if carried is None:
            continue
        lone = [s for s in carried if not (s[2] == "LOC" and s[1] - s[0] == 1 and words[s[0]].category == "ADJ")]
        out.append(_glue(words, bio(len(words), lone)))
    return out
