"""A local Neo4j Community server, started from Java archives without Docker."""
