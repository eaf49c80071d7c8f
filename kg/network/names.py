"""Names as pictures show them."""


def shortened(name: str, most: int) -> str:
    """``name``, cut to ``most`` characters.

    >>> shortened("hypertension", 6)
    'hyper…'
    """
    return name if len(name) <= most else f"{name[: most - 1]}…"
