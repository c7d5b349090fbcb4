"""Read files into a case, analyse what is new, and bring what spans texts up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from pathlib import Path

from tawatur.core.ids import stable_id
from tawatur.core.model import Failure
from tawatur.core.ports import CorpusStage
from tawatur.executors.local import map_ordered
from tawatur.ingest import Item, Read, discover, read
from tawatur.ingest.result import storable
from tawatur.pipeline.analyse import Analysed, Job, analyse
from tawatur.pipeline.corpus import CaseCorpus
from tawatur.pipeline.plan import TaggerName, corpus_stages, derivation
from tawatur.stores.sqlite import Case

#: Documents, or analysed texts, written in one transaction.
BATCH = 64


@dataclass(slots=True)
class Summary:
    """What one run did: files seen, documents new, unchanged and failed, words analysed."""

    files: int = 0
    ignored: int = 0
    documents: int = 0
    new: int = 0
    unchanged: int = 0
    failed: int = 0
    analysed: int = 0
    words: int = 0
    failures: list[Failure] = field(default_factory=list)

    def as_data(self) -> dict[str, object]:
        """The counts as plain data."""
        return {k: v for k, v in asdict(self).items() if k != "failures"}


#: Told the step's name, how much is done and of how much (0 when unknown).
Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """A progress listener that shows nothing."""


def add(
    case: Case, paths: Sequence[Path], *, jobs: int = 1, tagger: TaggerName = "neural", progress: Progress = silent
) -> Summary:
    """Read `paths` into the case, analyse what is new or changed, and update what spans texts.

    `jobs`: processes for the analysis. Returns what was done; failures are stored in the case as well.
    """
    summary = Summary()
    ingest(case, paths, summary, progress)
    update(case, summary, jobs=jobs, tagger=tagger, progress=progress)
    return summary


def ingest(case: Case, paths: Sequence[Path], summary: Summary, progress: Progress = silent) -> None:
    """Read files into documents; each batch is one transaction."""
    items = list(discover(paths))
    summary.files = len(items)
    batch: list[Read | Failure] = []
    for number, item in enumerate(items):
        progress("read", number, len(items))
        summary.ignored += item.ignored
        with case.transaction():
            case.drop_read_failures(storable(str(item.path)))
        for result in _read(item):
            batch.append(result)
            if len(batch) >= BATCH:
                _store(case, batch, summary)
                progress("read", number, len(items))
                batch.clear()
    _store(case, batch, summary)
    progress("read", len(items), len(items))


def _read(item: Item) -> Iterator[Read | Failure]:
    try:
        yield from read(item)
    except Exception as error:  # a reader's own fault must not stop the others
        yield Failure(storable(str(item.path)), "read", f"cannot be read ({type(error).__name__}: {error})")


def _store(case: Case, batch: Sequence[Read | Failure], summary: Summary) -> None:
    with case.transaction():
        for result in batch:
            if isinstance(result, Failure):
                summary.failed += 1
                summary.failures.append(result)
                case.put_failures([result])
            else:
                summary.documents += 1
                if case.add_document(result.document, result.source, summary.documents):
                    summary.new += 1
                else:
                    summary.unchanged += 1


def update(
    case: Case, summary: Summary, *, jobs: int = 1, tagger: TaggerName = "neural", progress: Progress = silent
) -> None:
    """Analyse every text whose findings are absent or of another analysis, then run the corpus stages that need it."""
    key = derivation(tagger).key
    pending = case.pending(key)
    if pending:
        with case.transaction():
            case.clear_stages()  # they stand on findings that are about to go; a killed run must not leave them
    done = 0
    batch: list[Analysed] = []
    progress("analyse", done, len(pending))
    for result in map_ordered(analyse, _jobs(case, pending, tagger), min(jobs, max(1, len(pending) // 4))):
        batch.append(result)
        done += 1
        if len(batch) >= BATCH:
            _keep(case, batch, key, summary)
            batch.clear()
        progress("analyse", done, len(pending))
    _keep(case, batch, key, summary)
    relate(case, summary, progress)


def _jobs(case: Case, pending: Sequence[str], tagger: TaggerName) -> Iterator[Job]:
    for text_id in pending:
        source = case.source_text(text_id)
        document = source and case.document(source.document)
        if source and document:
            yield Job(document, source, tagger)


def _keep(case: Case, batch: Sequence[Analysed], key: str, summary: Summary) -> None:
    with case.transaction():
        for result in batch:
            case.put_findings(result.text_id, result.rows, key)
            case.search.put(result.text_id, result.passages)
            case.drop_failures(result.document_id)
            case.put_failures(result.failures)
            summary.analysed += 1
            summary.words += result.words
            summary.failed += bool(result.failures)
            summary.failures += result.failures


def relate(case: Case, summary: Summary, progress: Progress = silent) -> None:
    """Run the corpus stages whose inputs changed: texts' analyses, people's decisions, stages before them."""
    stages = corpus_stages()
    keys = _stage_keys(case, stages)
    kept = list(takewhile(lambda name: case.stage_key(name) == keys[name], keys))
    with case.transaction():
        case.clear_stages(keep=kept)  # a stage stands on those before it
    corpus = CaseCorpus(case)
    for number, stage in enumerate(stages):
        progress("relate", number, len(stages))
        if stage.name not in kept:
            _run(case, corpus, stage, keys[stage.name], summary)
    progress("relate", len(stages), len(stages))


def _stage_keys(case: Case, stages: Sequence[CorpusStage]) -> dict[str, str]:
    """What each stage's findings depend on: the texts, people's decisions, the stages before it."""
    key = stable_id("k", case.state(), _decisions(case))
    keys: dict[str, str] = {}
    for stage in stages:
        key = keys[stage.name] = stable_id("k", key, stage.name, stage.version)
    return keys


def _decisions(case: Case) -> list[tuple[object, ...]]:
    return case.connection.execute(
        "SELECT number, action, subject, object, withdraws FROM decision ORDER BY number"
    ).fetchall()


def _run(case: Case, corpus: CaseCorpus, stage: CorpusStage, key: str, summary: Summary) -> None:
    try:
        with case.transaction():
            case.put_case_findings(stage.name, stage(corpus), key)
            case.drop_failures("case", stage.name)
    except Exception as error:  # one stage's fault must not stop the others
        reason = f"The stage “{stage.name}” failed on the case: {type(error).__name__}: {error}"
        failure = Failure("case", stage.name, reason)
        summary.failed += 1
        summary.failures.append(failure)
        with case.transaction():
            case.drop_failures("case", stage.name)
            case.put_failures([failure])
