"""Invented notes, to train on what hospitals and patients write and no corpus at hand annotates."""
