"""A property graph in Neo4j."""
