"""How many rows go into one transaction."""

LEAST, FIRST, MOST = 100, 5000, 20_000
_LONG_SECONDS = 4.0
_SHORT_SECONDS = 0.5


class BatchSize:
    """Grows while transactions are short and shrinks when they are long; between LEAST and MOST rows.

    A ``fixed`` size stays as it is.
    """

    def __init__(self, fixed: int | None = None) -> None:
        if fixed is not None and fixed < 1:
            raise ValueError(f"a batch of {fixed} rows is none; 1 or more are allowed")
        self._size = fixed or FIRST
        self._fixed = fixed is not None

    def __call__(self) -> int:
        return self._size

    def took(self, rows: int, seconds: float) -> None:
        """A transaction of ``rows`` took ``seconds``."""
        if self._fixed or rows < self._size // 2:
            return
        if seconds < _SHORT_SECONDS:
            self._size = min(MOST, self._size * 2)
        elif seconds > _LONG_SECONDS:
            self._size = max(LEAST, self._size // 2)

    def too_large(self, rows: int) -> None:
        """The server had not the memory for a transaction of ``rows``."""
        self._size = max(1, min(self._size, rows // 2))
