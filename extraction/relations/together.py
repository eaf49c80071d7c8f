"""Drugs that are merely given together do not interact."""

import re

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.relation import Relation

_STEMS = """
absor accentuat activ additive adjust admin advis affect alter antagoni attenuat auc avoid bioavail bleed
block caus caution clearance combin concentration concomitant concurrent contraindicat counteract decreas
diminish displac effect elevat enhanc exaggerat half-li hyper hypo impair incompatib increas induc
inhibit intensif interact interfer level lower mask metaboli modif monitor must observ pharmacokinetic
plasma potency potentiat precipitat prevent produc prolong react recommend recover reduc respon revers
risk sensitiv separat serum should stop suppress synerg tolera toxic watch
"""
_CUE = re.compile(rf"\b(?:co-?)?(?:{'|'.join(map(re.escape, _STEMS.split()))})", re.IGNORECASE)
"""Beginnings of words one of which 99 in 100 interactions of DDI 2013's training part have in their
sentence.
"""


def merely_together(relation: Relation, item: AnnotatedDocument) -> bool:
    """Whether the sentences of an INTERACTS_WITH have no word for what one drug does to another, or that
    something is to be done about it: "Paxil and tramadol were given".
    """
    if relation.type != "INTERACTS_WITH":
        return False
    return not any(_CUE.search(sentence.slice(item.document.text)) for sentence in relation.evidence)
