"""Why there is no diagnosis.

DiagnosisError
├── UnknownFindingError   no finding has that name; ``similar`` come near
├── NoFindingsError       a case in which nothing was found
├── NoDiseasesError       no disease with findings is known
└── CaseError             a case that cannot be read
"""

from collections.abc import Sequence


class DiagnosisError(Exception):
    """A case that cannot be worked on."""


class UnknownFindingError(DiagnosisError):
    """No finding has the name; ``similar`` are names that come near."""

    def __init__(self, name: str, similar: Sequence[str]) -> None:
        near = f"; similar: {', '.join(similar)}" if similar else ""
        super().__init__(f"no finding named {_short(name)!r} is known{near}")
        self.similar = tuple(similar)


class NoFindingsError(DiagnosisError):
    """A case in which nothing was found or all that was found is unknown."""


class NoDiseasesError(DiagnosisError):
    """A source without any disease that has findings."""

    def __init__(self) -> None:
        super().__init__("no disease with findings is known; a build with --curated all has them")


class CaseError(DiagnosisError):
    """A file, or a record of one, that is no case; the message names the place and quotes no record."""


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
