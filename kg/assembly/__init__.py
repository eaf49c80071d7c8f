"""From relations and links to facts, set at a time in DuckDB."""
