"""From characters to plain lower-case words and numbers."""

import re
import unicodedata

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
_GREEK_WORDS = {ord(letter): f" {word} " for letter, word in _GREEK.items()}
_POSSESSIVE = re.compile(r"['’`´ʼ]s?\b")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def words(text: str) -> list[str]:
    """The runs of letters and the runs of digits of ``text``: case folded, without accents, Greek letters spelled out.

    >>> words("β-Blocker, Sjögren's B12")
    ['beta', 'blocker', 'sjogren', 'b', '12']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_GREEK_WORDS)
        text = "".join(character for character in text if not unicodedata.combining(character))
    return _WORD.findall(_POSSESSIVE.sub("", text.casefold()))
