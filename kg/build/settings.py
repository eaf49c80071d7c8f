"""How a build is to be made."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from medkg.extraction.readers.columns import Columns

Curated = Literal["touched", "all", "none"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a build.

    ``format`` is the format of the input (None: recognised by content), ``columns`` names the columns of
    tables. A shard holds at most ``shard_documents`` documents and ``shard_characters`` characters (a longer
    document gets its own). ``curated`` says which facts of curated tables enter: of diseases that the texts
    name, all, or none.

    Raises:
        ValueError: for sizes below 1, or another word for ``curated``.
    """

    format: str | None = None
    shard_documents: int = 100
    shard_characters: int = 1_000_000
    curated: Curated = "touched"
    columns: Columns = field(default_factory=Columns)

    def __post_init__(self) -> None:
        if min(self.shard_documents, self.shard_characters) < 1:
            raise ValueError(
                f"shards of {self.shard_documents} documents and {self.shard_characters} characters "
                "are not allowed; at least 1 of each is required"
            )
        if self.curated not in get_args(Curated):
            raise ValueError(
                f"curated={self.curated!r} is not allowed; use one of {', '.join(get_args(Curated))}"
            )

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Settings":
        """The settings that a manifest's ``options`` (:func:`dataclasses.asdict`) tell."""
        return cls(**{**options, "columns": Columns(**options["columns"])})

    def reading(self) -> dict[str, Any]:
        """What the stage of reading depends on."""
        return {name: value for name, value in asdict(self).items() if name != "curated"}
