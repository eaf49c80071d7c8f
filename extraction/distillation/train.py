"""Distilling a mention model into a smaller one."""

from pathlib import Path

from medkg.extraction.distillation.config import DistillationConfig
from medkg.extraction.distillation.lessons import lessons
from medkg.extraction.distillation.task import DistillationTask
from medkg.extraction.distillation.teacher import chosen, teach
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.train import TrainingRecord, finish, prepare
from medkg.extraction.training.basis import basis
from medkg.extraction.training.guard import Guard
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.progress import Progress, silent


def distill(
    teacher: Path, config: DistillationConfig, *, device: str | None = None, progress: Progress = silent
) -> TrainingRecord:
    """Trains the student on its corpora and on what the mention model in ``teacher`` says of plain texts.

    The teacher's answers are kept in ``work/teacher``; killed and started again, it goes on. Documents of
    held-out sets and of development are not taught with.

    Raises:
        FileNotFoundError: if the teacher's folder lacks a file of its model.
    """
    student = config.student
    prepared = prepare(student)
    guard = Guard.of(prepared.held)
    documents = chosen(config.teaching, guard)
    tagger = Tagger.load(teacher, device)
    taught = teach(tagger, documents, student.work / "teacher", progress)
    made = list(lessons(taught, prepared.tokenizer, prepared.lexicon, longest=student.window))
    task = DistillationTask(prepared.task, made, config.teaching)
    ids = [*prepared.task.documents, tagger.version, *(document.id for document in documents)]
    epochs = Loop(task, student.loop, student.work, basis=basis(config, ids), progress=progress).run()
    return finish(prepared, epochs)
