"""Training shared by all models: the loop over epochs, its checkpoints, records and curves."""
