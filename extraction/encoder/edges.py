"""The pieces that an encoder wants around a text."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_PAIRS = (("[CLS]", "[SEP]"), ("<s>", "</s>"))


def edges_of(tokenizer: "Tokenizer") -> tuple[int, int]:
    """The pieces before and after a window: BERT's, or those of RoBERTa and MPNet.

    Raises:
        ValueError: if the tokenizer has neither.
    """
    for start, end in _PAIRS:
        first, last = tokenizer.token_to_id(start), tokenizer.token_to_id(end)
        if first is not None and last is not None:
            return first, last
    raise ValueError("the encoder's tokenizer has neither [CLS] and [SEP] nor <s> and </s>")
