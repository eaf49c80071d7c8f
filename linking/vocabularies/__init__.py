"""Readers of vocabularies, one file a source; each yields concepts."""
