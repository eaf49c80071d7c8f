"""One concept per idea: the same idea in several vocabularies becomes one concept."""
