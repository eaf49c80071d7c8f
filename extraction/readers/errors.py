"""Why an input could not be read."""


class ReadError(ValueError):
    """A file or record that cannot be read. The message names the cause and never quotes the text."""
