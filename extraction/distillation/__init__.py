"""Distilling a mention model: a small one learns what a larger one says of texts that nobody annotated."""
