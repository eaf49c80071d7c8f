"""The formula of :mod:`medkg.kg.belief`, for all facts at once."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from medkg.kg.belief_model import MODEL

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BELIEFS = """
CREATE TEMP TABLE beliefs AS
WITH kept AS (
    SELECT *, least(greatest(score, 0.0001), 0.9999) AS inside,
        CASE document_kind WHEN 'trial' THEN $trial WHEN 'review' THEN $review
            WHEN 'case report' THEN $case_report WHEN 'note' THEN $note ELSE 0.0 END AS kind_offset
    FROM pieces
), weighted AS (
    SELECT key, paper, polarity = 'negated' AS denies,
        CASE WHEN calibrated THEN score
             ELSE 1.0 / (1.0 + exp(-($intercept + $slope * ln(inside / (1.0 - inside)) + kind_offset))) END
        * CASE WHEN polarity = 'possible' THEN $possible ELSE 1.0 END AS weight
    FROM kept
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY key, denies, paper ORDER BY weight DESC) - 1 AS place
    FROM weighted
), papers AS (
    SELECT key, denies, paper, 1.0 - product(1.0 - weight * pow($repeat, place) ORDER BY place) AS support
    FROM ranked GROUP BY key, denies, paper
), sides AS (
    SELECT key, denies, 1.0 - product(1.0 - support ORDER BY support DESC) AS support
    FROM papers GROUP BY key, denies
)
SELECT key,
    coalesce(max(support) FILTER (NOT denies), 0.0)
        * (1.0 - coalesce(max(support) FILTER (denies), 0.0)) AS belief
FROM sides GROUP BY key
"""


def make_beliefs(database: "DuckDBPyConnection") -> None:
    """Make the table ``beliefs(key, belief)`` from ``pieces(key, paper, polarity, score, calibrated,
    document_kind)``."""
    database.execute(_BELIEFS, asdict(MODEL))
