"""Scores against annotated corpora: counts, precision, recall, F1 and speed."""
