"""Offline import of a whole graph by the server's own importer."""
