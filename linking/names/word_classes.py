"""Words that stand for one another in names of findings.

Most were read off pairs of synonyms of the vocabularies that differ in one word.
"""

from medkg.linking.names.spelling import spell
from medkg.linking.names.stemming import stem

_CLASSES = (
    "kidney renal nephric",
    "liver hepatic",
    "heart cardiac",
    "lung pulmonary",
    "brain cerebral",
    "stomach gastric",
    "bowel intestine intestinal",
    "bladder vesical",
    "bone osseous",
    "skin cutaneous dermal",
    "eye ocular",
    "nerve neural",
    "vein venous",
    "artery arterial",
    "muscle muscular",
    "breast mammary",
    "mouth oral",
    "ear otic",
    "blood hematologic hematological serum plasma circulating",
    "tooth teeth dental",
    "nose nasal",
    "tongue lingual",
    "lip labial",
    "gum gingival",
    "face facial facies",
    "foot feet",
    "limb extremity",
    "skull cranial cranium",
    "chest thorax thoracic",
    "spleen splenic",
    "vision visual",
    "femur femoral",
    "neoplasm tumor cancer carcinoma adenocarcinoma malignancy",
    "hearing auditory",
    "failure insufficiency",
    "hemorrhage bleeding bleed haemorrhage",
    "injury damage lesion toxicity trauma",
    "impairment dysfunction deficit disturbance",
    "abnormality abnormal anomaly malformation defect",
    "absent absence missing aplasia aplastic agenesis",
    "small hypoplastic hypoplasia hypotrophy underdeveloped underdevelopment",
    "large big enlargement enlarged hypertrophy hypertrophic overgrowth",
    "short shortened shortening",
    "broad wide widened broadened",
    "narrow narrowing narrowed stenosis stenotic",
    "increased increase elevated elevation high",
    "decreased decrease reduced reduction low",
    "delay delayed retardation retarded",
    "fusion fused synostosis",
    "supernumerary extra accessory",
    "recurrent frequent",
    "familial hereditary inherited",
    "concentration level",
    "atrophy wasting",
    "swelling edema",
    "calculus calculi stone",
    "deletion monosomy",
    "duplication trisomy",
    "disease disorder syndrome condition illness",
    "infarction infarct",
    "seizure convulsion",
    "paralysis palsy",
    "abuse addiction dependence misuse",
    "child pediatric childhood juvenile",
    "loss deficiency lack",
    "induced related associated",
)
_CLASS_OF = {stem(spell(word)): words.split()[0] for words in _CLASSES for word in words.split()}

_STOP = "of in on at to for from by with and or due nos unspecified other"
_POSSESSIVES = "its their his her"
_GENERIC = "disease patient induced human drug"

POSSESSIVES = frozenset(_POSSESSIVES.split())
STOP_WORDS = POSSESSIVES | frozenset(_STOP.split())
ARTICLES = frozenset({"a", "an", "the"})
"""Said nothing by, but at the end of a name or before a stop word, as in "hepatitis A and B"."""
GENERIC = frozenset(stem(spell(word)) for word in _GENERIC.split())
"""Class names that say little; a loose form goes without them where something else is left."""


def word_class(stemmed: str) -> str:
    """The class of a stemmed word, itself stemmed; a word without a class is its own."""
    return stem(spell(_CLASS_OF.get(stemmed, stemmed)))
