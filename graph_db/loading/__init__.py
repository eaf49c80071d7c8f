"""The parts of an idempotent, resumable load."""
