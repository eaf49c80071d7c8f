"""Measurements; each module is a program with its own account of itself."""
