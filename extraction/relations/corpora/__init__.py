"""Relation corpora in formats of their own."""
