"""Pretraining an encoder further on plain text, by masked words."""
