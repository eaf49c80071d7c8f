"""What is counted by what: for each the SQL over a build's tables and the Cypher over a graph, which agree.

Both give rows of ``label`` and ``number``, in order.
"""

from dataclasses import dataclass

from medkg.kg.graph import CONCEPT, DOCUMENT, EVIDENCE, UNLINKED
from medkg.kg.questions.facts import ANY

UNKNOWN = "unknown"
"""The label of what has no source or year."""

_COUNT = "count(*) AS number"
_FREQUENT = "ORDER BY number DESC, label"
_YEAR = f"coalesce(toString(x.year), '{UNKNOWN}') AS label"
_FACT = f"MATCH (:{CONCEPT})-[x:{ANY}]->(:{CONCEPT})"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """``name`` such as ``facts by predicate``; ``ordered`` tells that the labels are steps of a scale."""

    name: str
    sql: str
    cypher: str
    ordered: bool = False

    @property
    def key(self) -> str:
        """The name for files and JSON, such as ``facts-by-predicate``."""
        return self.name.replace(" ", "-")


BREAKDOWNS = (
    Breakdown(
        "concepts by type",
        "SELECT type AS label, count(*) AS number FROM concepts GROUP BY ALL ORDER BY number DESC, label",
        f"MATCH (x:{CONCEPT}) RETURN [one IN labels(x) WHERE NOT one IN ['{CONCEPT}', '{UNLINKED}'] | one][0]"
        f" AS label, {_COUNT} {_FREQUENT}",
    ),
    Breakdown(
        "concepts by vocabulary",
        "SELECT if(nil, 'none', split_part(id, ':', 1)) AS label, count(*) AS number FROM concepts "
        "GROUP BY ALL ORDER BY number DESC, label",
        f"MATCH (x:{CONCEPT}) RETURN CASE WHEN x.nil THEN 'none' ELSE split(x.id, ':')[0] END AS label, "
        f"{_COUNT} {_FREQUENT}",
    ),
    Breakdown(
        "facts by predicate",
        "SELECT predicate AS label, count(*) AS number FROM facts GROUP BY ALL ORDER BY number DESC, label",
        f"{_FACT} RETURN type(x) AS label, {_COUNT} {_FREQUENT}",
    ),
    Breakdown(
        "facts by belief",
        "WITH tenths AS (SELECT least(floor(belief * 10), 9) AS tenth FROM facts) "
        "SELECT format('{:.1f} to {:.1f}', tenth / 10, (tenth + 1) / 10) AS label, count(*) AS number "
        "FROM tenths GROUP BY ALL ORDER BY label",
        f"{_FACT} WITH CASE WHEN x.belief < 0.9 THEN floor(x.belief * 10) ELSE 9.0 END AS tenth "
        "RETURN toString(tenth / 10) + ' to ' + toString((tenth + 1) / 10) AS label, "
        f"{_COUNT} ORDER BY label",
        ordered=True,
    ),
    Breakdown(
        "facts by first year",
        "SELECT coalesce(CAST(first_year AS VARCHAR), 'unknown') AS label, count(*) AS number FROM facts "
        "GROUP BY ALL ORDER BY label",
        f"{_FACT} RETURN coalesce(toString(x.first_year), '{UNKNOWN}') AS label, {_COUNT} ORDER BY label",
        ordered=True,
    ),
    Breakdown(
        "evidence by source",
        "SELECT coalesce(if(e.kind = 'curated', e.source, d.source), 'unknown') AS label, count(*) AS number "
        "FROM evidence e LEFT JOIN documents d ON d.id = e.document GROUP BY ALL ORDER BY number DESC, label",
        f"MATCH (x:{EVIDENCE}) OPTIONAL MATCH (x)-[:FROM]->(d:{DOCUMENT}) RETURN "
        f"coalesce(CASE WHEN x.kind = 'curated' THEN x.source ELSE d.source END, '{UNKNOWN}') AS label, "
        f"{_COUNT} {_FREQUENT}",
    ),
    Breakdown(
        "evidence by polarity",
        "SELECT polarity AS label, count(*) AS number FROM evidence GROUP BY ALL ORDER BY number DESC, label",
        f"MATCH (x:{EVIDENCE}) RETURN x.polarity AS label, {_COUNT} {_FREQUENT}",
    ),
    Breakdown(
        "evidence by year",
        "SELECT coalesce(CAST(year AS VARCHAR), 'unknown') AS label, count(*) AS number FROM evidence "
        "GROUP BY ALL ORDER BY label",
        f"MATCH (x:{EVIDENCE}) RETURN {_YEAR}, {_COUNT} ORDER BY label",
        ordered=True,
    ),
    Breakdown(
        "documents by source",
        "SELECT coalesce(source, 'unknown') AS label, count(*) AS number FROM documents "
        "GROUP BY ALL ORDER BY number DESC, label",
        f"MATCH (x:{DOCUMENT}) RETURN coalesce(x.source, '{UNKNOWN}') AS label, {_COUNT} {_FREQUENT}",
    ),
    Breakdown(
        "documents by year",
        "SELECT coalesce(CAST(year AS VARCHAR), 'unknown') AS label, count(*) AS number FROM documents "
        "GROUP BY ALL ORDER BY label",
        f"MATCH (x:{DOCUMENT}) RETURN {_YEAR}, {_COUNT} ORDER BY label",
        ordered=True,
    ),
)
