"""From the words of a mention to scored candidates."""
