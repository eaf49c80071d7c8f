"""What names mean, as vectors: names of one concept lie near each other, whatever their words."""
