"""What went wrong with one record, returned beside results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be handled.

    ``document`` names it (an id, or file name and record number), ``stage`` what was being done (``read``,
    ``extract``, ``link``), ``error`` why, without any of the record's text.
    """

    document: str
    stage: str
    error: str
