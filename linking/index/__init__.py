"""The compiled index: concepts and their names on disk, shared by processes through memory maps."""
