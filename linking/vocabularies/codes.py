"""Code lists: RxNorm (BioPortal CSV), WHO's ATC (CSV) and ICD-10 (code and title a line)."""

import re
from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import open_text, read_table

_INGREDIENT = re.compile(r"\d|\[|\bMG\b|\bML\b")
_ATC_SUBSTANCE = 7
_ICD_LINE = re.compile(r'([A-Z][0-9][0-9A-Z][0-9A-Z.]*)[\t,;]"?([^"]+?)"?\s*$')
_ICD_SYMPTOM = "R"


def read_rxnorm(path: Path) -> Iterator[Concept]:
    """Ingredients and brand names: names with a strength, a pack or a brand in brackets are left out."""
    for row in read_table(path, ("Class ID", "Preferred Label", "Synonyms", "Obsolete")):
        code, name = row["Class ID"].rpartition("/")[2], row["Preferred Label"]
        if row["Obsolete"].lower() == "true" or not code.isdigit() or _INGREDIENT.search(name) or not name:
            continue
        synonyms = tuple(text for text in row["Synonyms"].split("|") if text)
        xrefs = tuple(Curie("UMLS", cui) for cui in row.get("CUI", "").split("|") if cui)
        yield Concept(Curie("RXNORM", code), name, ("Drug",), synonyms, (), xrefs)


def read_atc(path: Path) -> Iterator[Concept]:
    """Substances (seven-character codes) and the groups that they stand in."""
    seen: set[str] = set()
    for row in read_table(path, ("atc_code", "atc_name")):
        code = row["atc_code"]
        if code and code not in seen and len(code) == _ATC_SUBSTANCE:
            seen.add(code)
            yield Concept(Curie("ATC", code), row["atc_name"], ("Drug",))


def read_icd10(path: Path, prefix: str = "ICD10") -> Iterator[Concept]:
    """Codes with their titles, a line each; chapter XVIII (codes with R) holds symptoms and signs.

    Raises:
        VocabularyError: if no line is a code and a title.
    """
    found = False
    with open_text(path) as lines:
        for line in lines:
            if match := _ICD_LINE.match(line):
                found = True
                code = match[1] if "." in match[1] or len(match[1]) == 3 else f"{match[1][:3]}.{match[1][3:]}"
                types = ("Symptom", "Disease") if code.startswith(_ICD_SYMPTOM) else ("Disease",)
                yield Concept(Curie(prefix, code), match[2], types)
    if not found:
        raise VocabularyError(
            f"{path.name}: no line with an ICD-10 code and its title, such as 'A00.0<TAB>Cholera'"
        )
