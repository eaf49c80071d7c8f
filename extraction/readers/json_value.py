"""JSON values out of text."""

import json
import sys
from typing import Any

from medkg.extraction.readers.errors import ReadError


def json_value(text: str) -> Any:
    """The value that ``text`` is.

    Raises:
        ReadError: for what is not JSON, is nested too deeply, or holds an integer of more digits than Python
            reads.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f" (line {error.lineno})" if "\n" in text.strip() else ""
        raise ReadError(f"is not JSON: {error.msg}{line}") from error
    except RecursionError as error:
        raise ReadError("is JSON that is nested too deeply") from error
    except ValueError as error:
        digits = sys.get_int_max_str_digits()
        raise ReadError(f"has an integer of more than the {digits} digits allowed") from error
