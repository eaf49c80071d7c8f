"""Names of files that UTF-8 cannot write."""


def printable(name: str) -> str:
    r"""``name`` with the bytes of a file's name that are no UTF-8 (lone surrogates to Python) as escapes.

    >>> printable("caf\udce9.txt")
    'caf\\udce9.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
