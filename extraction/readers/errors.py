"""Why an input could not be read."""

FIELD_ERRORS = (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError)
"""What a field of another kind than its format allows raises where it is used."""


class ReadError(ValueError):
    """A file or record that cannot be read. The message names the cause and never quotes the text."""


def reason(error: Exception, otherwise: str) -> str:
    """The message of a :class:`ReadError`; of any other error, whose message may quote the text,
    ``otherwise``.
    """
    return str(error) if isinstance(error, ReadError) else otherwise
