"""From mentions to concepts."""
