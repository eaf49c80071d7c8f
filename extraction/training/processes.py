"""Which of the processes of one training this is."""

import os


def is_first() -> bool:
    """Whether this process writes and tells: the first that ``accelerate launch`` or torchrun started, or the
    only one.
    """
    return os.environ.get("RANK", "0") == "0"
