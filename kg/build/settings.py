"""How a build is to be made."""

from dataclasses import dataclass
from typing import Literal, get_args

Curated = Literal["touched", "all", "none"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a build.

    ``format`` is the format of the input (None: recognised by content). A shard holds at most
    ``shard_documents`` documents and ``shard_characters`` characters (a longer document gets its own).
    ``curated`` says which facts of curated tables enter: those whose disease or symptom the texts name,
    all, or none.

    Raises:
        ValueError: for sizes below 1, or another word for ``curated``.
    """

    format: str | None = None
    shard_documents: int = 100
    shard_characters: int = 1_000_000
    curated: Curated = "touched"

    def __post_init__(self) -> None:
        if min(self.shard_documents, self.shard_characters) < 1:
            raise ValueError(
                f"a shard of {self.shard_documents} documents and {self.shard_characters} characters is not
                allowed; " "at least 1 of each is required"
            )
        if self.curated not in get_args(Curated):
            raise ValueError(
                f"curated={self.curated!r} is not allowed; use one of {', '.join(get_args(Curated))}"
            )

    def reading(self) -> tuple[str | None, int, int]:
        """What the stage of reading depends on."""
        return self.format, self.shard_documents, self.shard_characters
