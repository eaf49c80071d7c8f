"""``medkg extract`` against a Hugging Face token-classification pipeline, on the same texts in one run.

    python benchmarks/extract_speed.py TEXTS.jsonl [--documents 60] [--rounds 5] [--batch-sizes 1 8]
        [--ner FOLDER] [--relation-model FOLDER]

The pipeline has the mention model's weights in fp32 (without dictionary tags, which it cannot take), splits
texts over 512 pieces, and finds mentions alone: no assertions, no relations. The best of the batch sizes,
with one torch thread and with one for each core, is chosen first; then both are run in turn, round by
round. Both are started, loaded and warmed up before the clock runs.

Prints one JSON object: for wall and for processor time the median, least and greatest ratio of the rounds
(above 1: ours is faster), and pieces a second.
"""

import argparse
import json
import os
import time
import warnings
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

import torch
import transformers
from safetensors.torch import load_file

from medkg.extraction.document import Document
from medkg.extraction.extractor import Extractor
from medkg.extraction.ner.labels import LABELS
from medkg.extraction.shipped import MODELS

Seconds = tuple[float, float]


def peer(folder: Path) -> Any:
    """The pipeline with the weights of the mention model in ``folder``."""
    names = dict(enumerate(LABELS))
    config = transformers.AutoConfig.from_pretrained(folder, id2label=names)
    model: Any = transformers.BertForTokenClassification(config)
    state = {
        name.replace("encoder.", "bert.", 1)
        if name.startswith("encoder.")
        else f"classifier.{name[5:]}": value
        for name, value in load_file(folder / "model.safetensors").items()
        if not name.startswith("tag_projection")
    }
    model.load_state_dict({name: value.float() for name, value in state.items()})
    build_tokenizer: Callable[..., Any] = transformers.PreTrainedTokenizerFast
    tokenizer = build_tokenizer(
        tokenizer_file=str(folder / "tokenizer.json"), model_max_length=512, pad_token="[PAD]"
    )
    build: Callable[..., Any] = transformers.pipeline
    return build(
        "token-classification",
        model=model.eval(),
        tokenizer=tokenizer,
        aggregation_strategy="first",
        stride=64,
        device="cpu",
    )


def timed(work: Callable[[], object]) -> Seconds:
    """Wall and processor time of ``work``."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def best_setting(pipeline: Any, texts: list[str], sizes: list[int]) -> tuple[int, int]:
    """The batch size and the number of torch threads that take the least wall time."""
    tried: dict[tuple[int, int], float] = {}
    for size, threads in product(sizes, sorted({1, os.cpu_count() or 1})):
        torch.set_num_threads(threads)
        tried[size, threads] = timed(lambda size=size: list(pipeline(texts, batch_size=size)))[0]  # type: ignore[misc]
    return min(tried, key=lambda setting: tried[setting])


def spread(values: list[float]) -> dict[str, float]:
    """Median, least and greatest."""
    return {
        "median": round(median(values), 2),
        "least": round(min(values), 2),
        "greatest": round(max(values), 2),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch-sizes", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--ner", type=Path, default=MODELS / "ner")
    parser.add_argument("--relation-model", type=Path, default=MODELS / "relations")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    with options.texts.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(options.documents), strict=False)]
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    pipeline, tagger = peer(options.ner), Extractor.load_tagger(options.ner)
    extractor = Extractor.load(options.ner, options.relation_model)
    for extract in (extractor.extract, tagger.tag):
        list(extract(documents[:2]))
    pieces = sum(len(ids) for ids in pipeline.tokenizer(texts, add_special_tokens=False)["input_ids"])
    size, threads = best_setting(pipeline, texts[: max(8, len(texts) // 6)], options.batch_sizes)
    torch.set_num_threads(threads)
    rounds = [
        (
            timed(lambda: list(pipeline(texts, batch_size=size))),
            timed(lambda: list(extractor.extract(documents))),
            timed(lambda: list(tagger.tag(documents))),
        )
        for _ in range(options.rounds)
    ]
    found: dict[str, object] = {
        "documents": len(texts),
        "pieces": pieces,
        "batch_size": size,
        "threads": threads,
    }
    for clock, name in enumerate(("wall", "processor")):
        found[name] = {
            "extract_over_pipeline": spread([theirs[clock] / ours[clock] for theirs, ours, _ in rounds]),
            "mentions_over_pipeline": spread([theirs[clock] / tags[clock] for theirs, _, tags in rounds]),
            "extract_pieces_per_second": spread([pieces / ours[clock] for _, ours, _ in rounds]),
            "pipeline_pieces_per_second": spread([pieces / theirs[clock] for theirs, _, _ in rounds]),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
