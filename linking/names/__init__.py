"""Names: their normal forms, spelling, abbreviations and variants."""
