"""An invented corpus of a few words, and an encoder that knows just them."""

import random
from pathlib import Path

import torch

DRUGS = ["metformin", "aspirin", "ibuprofen", "warfarin", "digoxin", "lithium"]
DISEASES = ["asthma", "gout", "migraine", "psoriasis", "epilepsy", "sepsis"]
BOTH = 'types = { Chemical = ["Drug"], Disease = ["Disease"] }'


def pubtator(count: int) -> str:
    generator = random.Random(1)
    blocks = []
    for number in range(count):
        drug, disease = generator.choice(DRUGS), generator.choice(DISEASES)
        title = f"{drug} in {disease}."
        start = title.index(disease)
        blocks.append(
            f"{number}|t|{title}\n{number}|a|We saw no harm.\n"
            f"{number}\t0\t{len(drug)}\t{drug}\tChemical\t-\n"
            f"{number}\t{start}\t{start + len(disease)}\t{disease}\tDisease\t-\n"
        )
    return "\n".join(blocks)


def write_recipe(
    folder: Path, encoder: Path, *, epochs: int, documents: int = 40, types: str = BOTH, more: str = ""
) -> Path:
    """Writes a corpus and the configuration of a small mention model's training into ``folder``.

    The model goes to ``folder/model``, the work to ``folder/work``; ``more`` are further lines of TOML,
    ``types`` those of the corpus.
    """
    (folder / "train.txt").write_text(pubtator(documents))
    path = folder / "recipe.toml"
    path.write_text(
        f"""
        output = "{folder / "model"}"
        work = "{folder / "work"}"
        encoder = "{encoder}"
        epochs = {epochs}
        rate = 3e-3
        batch_pieces = 64
        {more}
        [[corpora]]
        name = "small"
        path = "train.txt"
        format = "pubtator"
        development = 8
        {types}
        """
    )
    return path


def write_encoder(folder: Path) -> Path:
    """Writes a small BERT of random weights with a vocabulary of its own into ``folder``."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *DRUGS,
        *DISEASES,
        "in",
        "we",
        "saw",
        "no",
        "harm",
        ".",
    ]
    tokenizer = Tokenizer(
        models.WordPiece({word: index for index, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=4,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(folder)
    return folder
