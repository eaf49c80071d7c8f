"""Text in, mentions and relations out."""
