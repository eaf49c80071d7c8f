"""Builds as files for other tools."""
