"""A tiny encoder and an invented corpus."""

import json
import random
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer

from medkg.extraction.relations.base_weights import encoder_config
from medkg.extraction.relations.encoder import Encoder

DRUGS = ("zorafen", "milotran", "quibex", "dastrel", "ferolin")
DISEASES = ("gripe", "morbosis", "tremulia", "pallor", "sudoria")
_WORDS = ("was", "led", "to", "with", "patients", "given", "had", "the", "study", "of", "in", ".", "no")


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random BERT of two layers of width 64 and a word tokenizer."""
    folder = tmp_path_factory.mktemp("encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_WORDS, *DRUGS, *DISEASES]
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    sizes = {
        "model_type": "bert",
        "vocab_size": len(words),
        "hidden_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 96,
        "max_position_embeddings": 64,
    }
    (folder / "config.json").write_text(json.dumps(sizes), encoding="utf-8")
    torch.manual_seed(1)
    weights = Encoder(encoder_config(folder)).state_dict()
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, folder / "model.safetensors")
    return folder


def pubtator_block(pmid: int, generator: random.Random) -> str:
    """An invented abstract in which one drug led to one disease and another did not help."""
    cause, other = generator.sample(DRUGS, 2)
    effect, treated = generator.sample(DISEASES, 2)
    title = f"Study of {cause} in the patients"
    body = f"{cause.capitalize()} led to {effect}. The patients with {treated} were given {other}."
    text = f"{title} {body}"
    rows = []
    for word, type in ((cause, "Chemical"), (other, "Chemical"), (effect, "Disease"), (treated, "Disease")):
        names = DRUGS if type == "Chemical" else DISEASES
        start = text.lower().find(word)
        while start >= 0:
            end = start + len(word)
            rows.append(f"{pmid}\t{start}\t{end}\t{text[start:end]}\t{type}\t{type[0]}{names.index(word):03}")
            start = text.lower().find(word, end)
    relation = f"{pmid}\tCID\tC{DRUGS.index(cause):03}\tD{DISEASES.index(effect):03}"
    return "\n".join([f"{pmid}|t|{title}", f"{pmid}|a|{body}", *rows, relation]) + "\n"


@pytest.fixture(scope="session")
def pubtator_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PubTator file of fourteen invented abstracts."""
    generator = random.Random(4)
    path = tmp_path_factory.mktemp("corpus") / "invented.pubtator"
    blocks = [pubtator_block(90_000_000 + number, generator) for number in range(14)]
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path
