"""Answers as plain Python values."""

from typing import Any


def plain(value: Any) -> Any:
    """``value`` without the driver's types.

    A node becomes its ``labels`` (sorted) and ``properties``, a relationship its ``type`` and ``properties``,
    a path the list of both in turn, a date or time its ISO 8601 text, a point its coordinates; lists and maps
    likewise within.
    """
    if value is None or isinstance(value, str | int | float | bytes):
        return value

    from neo4j.graph import Node, Path, Relationship
    from neo4j.spatial import Point
    from neo4j.time import Date, DateTime, Duration, Time

    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _mapping(dict(value.items()))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _mapping(dict(value.items()))}
    if isinstance(value, Path):
        return _steps(value)
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, list | Point):
        return [plain(item) for item in value]
    return value.iso_format() if isinstance(value, Date | DateTime | Duration | Time) else str(value)


def _mapping(values: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}


def _steps(path: Any) -> list[Any]:
    steps = [plain(path.start_node)]
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        steps += [plain(relationship), plain(node)]
    return steps
