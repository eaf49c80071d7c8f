"""Annotated documents, written in our own and other tools' formats."""
