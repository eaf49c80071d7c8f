"""Relations between the mentions of a document: training, scoring, evidence."""
