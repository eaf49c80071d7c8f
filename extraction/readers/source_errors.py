"""What stops a file, or a member of an archive, from being read."""

import tarfile
import zipfile

from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.unpacking import UNPACK_ERRORS

ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)
"""What a damaged, encrypted or unknown archive raises while it is read."""

SOURCE_ERRORS = (ReadError, *ARCHIVE_ERRORS, *UNPACK_ERRORS)


def described(error: BaseException) -> str:
    """One line on why a stream could not be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, EOFError):
        return "is cut off: the compressed data ends too early"
    if isinstance(error, UnicodeDecodeError):
        return "is an archive with a name that is not UTF-8"
    return f"{error}" or type(error).__name__
