"""Why a curated table cannot be used."""


class PrevalenceError(ValueError):
    """A file of prevalences that cannot be read; the message names the file, the line and what is allowed."""
