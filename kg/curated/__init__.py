"""Facts that people curated, read from published tables."""
