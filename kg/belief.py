"""How far the evidence supports a fact: the reference of the formula that assembly also computes in DuckDB.

1. A piece of text weighs ``w``, the probability that its pair stands in its document, fitted from its score,
   with odds raised or lowered by the kind of the document: trial, review, case report, note, or any other
   (:class:`medkg.kg.belief_model.BeliefModel`); a row of a curated table weighs its score. A piece that
   doubts weighs less by the factor ``possible``.
2. Within one paper the pieces for a fact, heaviest first, give ``1 - prod_i (1 - w_i * repeat ** i)``,
   i = 0, 1, ...: the best piece counts whole, each further one by ``repeat`` less than the one before.
3. Over papers, support is ``S = 1 - prod_p (1 - s_p)`` (noisy-or; Dempster's rule for simple support
   functions with one focus, Shafer 1976). Denials give ``N`` by the same two steps.
4. ``belief = S * (1 - N)``: the fact holds if its support holds and its denials do not (the treatment of
   negated evidence in INDRA's simple scorer, Gyori et al. 2017; Yager's unnormalised
   rule for conflicting support).

So belief is in [0, 1], never below the weight of the best piece where nothing is denied, and falls with
each denial. Evidence of one source document is one paper, also when a curated table cites that document.
Derivations often share premises, hence of several inferences only the best counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from medkg.extraction.assertion import Polarity
from medkg.kg.belief_model import MODEL, BeliefModel
from medkg.kg.document_kind import DocumentKind
from medkg.kg.evidence import CuratedEvidence, Evidence, InferredEvidence, TextEvidence


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence for belief: the paper it is from, what it says, and its score in [0, 1].

    ``calibrated`` scores are probabilities already: those of curated tables and of inferences.
    """

    paper: str
    polarity: Polarity
    score: float
    calibrated: bool = False
    kind: DocumentKind = DocumentKind.ARTICLE

    def weight(self, model: BeliefModel = MODEL) -> float:
        """The probability that the piece is right, less for doubt."""
        weight = self.score if self.calibrated else model.weight(self.score, self.kind)
        return weight * (model.possible if self.polarity is Polarity.POSSIBLE else 1.0)


def belief(evidence: Iterable[Evidence]) -> float:
    """The belief in a fact with ``evidence``, in [0, 1]; 0.0 without any."""
    return belief_of_pieces(pieces(evidence))


def belief_of_pieces(found: Iterable[Piece], *, model: BeliefModel = MODEL) -> float:
    """The belief that ``found`` gives, whatever its order.

    >>> two = {"a": 0.8, "b": 0.5}
    >>> belief_of_pieces(Piece(paper, Polarity.AFFIRMED, two[paper], calibrated=True) for paper in two)
    0.9
    """
    found = list(found)
    support = _over_papers([piece for piece in found if piece.polarity is not Polarity.NEGATED], model)
    denial = _over_papers([piece for piece in found if piece.polarity is Polarity.NEGATED], model)
    return support * (1.0 - denial)


def pieces(evidence: Iterable[Evidence]) -> list[Piece]:
    """What counts for belief: each piece of text (not retracted) and of tables, and the best inference."""
    evidence = [piece for piece in evidence if not (isinstance(piece, TextEvidence) and piece.retracted)]
    stated = [_stated(piece) for piece in evidence if not isinstance(piece, InferredEvidence)]
    inferred = [piece.score for piece in evidence if isinstance(piece, InferredEvidence)]
    best = (Piece("inferred", Polarity.AFFIRMED, score, calibrated=True) for score in sorted(inferred)[-1:])
    return [*stated, *best]


def inferred_score(premises: Sequence[float], *, reliability: float = 1.0) -> float:
    """The score of a conclusion from beliefs in ``premises`` by a rule that holds with ``reliability``.

    Their product: all of the premises must hold; so it is never above the weakest.

    Raises:
        ValueError: without premises, since a conclusion needs at least one.
    """
    if not premises:
        raise ValueError("an inference without premises is not allowed; at least one is required")
    return reliability * prod(sorted(premises))


def within_paper(weights: Iterable[float], *, repeat: float = MODEL.repeat) -> float:
    """The support from one paper's ``weights``; repeats count by ``repeat`` ** rank.

    >>> within_paper([0.5, 0.5], repeat=0.5)
    0.625
    """
    ranked = sorted(weights, reverse=True)
    return 1.0 - prod(1.0 - weight * repeat**rank for rank, weight in enumerate(ranked))


def _over_papers(found: Iterable[Piece], model: BeliefModel) -> float:
    papers: defaultdict[str, list[float]] = defaultdict(list)
    for piece in found:
        papers[piece.paper].append(piece.weight(model))
    return 1.0 - prod(sorted(1.0 - within_paper(weights, repeat=model.repeat) for weights in papers.values()))


def _stated(evidence: TextEvidence | CuratedEvidence) -> Piece:
    paper = evidence.document if isinstance(evidence, TextEvidence) else evidence.reference or evidence.source
    if isinstance(evidence, CuratedEvidence):
        return Piece(paper, evidence.polarity, evidence.score, calibrated=True)
    return Piece(paper, evidence.polarity, evidence.score, kind=evidence.document_kind)
