"""What a sentence says of the mentions in it: cues, their scope, and the headings they stand under."""
