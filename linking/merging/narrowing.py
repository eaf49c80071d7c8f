"""Names that say of another name which kind is meant."""

from medkg.linking.names.forms import bag

_KINDS = frozenset(
    bag(
        "familial hereditary congenital primary secondary idiopathic infantile juvenile neonatal adult onset"
        " autosomal dominant recessive severe mild acute subacute chronic"
    ).split()
)


def narrows(one: str, other: str) -> bool:
    """Whether one of two names is the other with words for a kind besides: a number, a letter, how it comes.

    >>> narrows("Atrial Fibrillation", "Familial atrial fibrillation"), narrows("Dengue", "Dengue fever")
    (True, False)
    """
    first, second = (frozenset(bag(name).split()) for name in (one, other))
    besides = first ^ second
    return (first < second or second < first) and any(map(_is_kind, besides))


def _is_kind(word: str) -> bool:
    return word in _KINDS or len(word) == 1 or any(map(str.isdigit, word))
