"""Builds as files for other tools."""

from medkg.kg.export.export import ExportFormat, export

__all__ = ["ExportFormat", "export"]
