"""The mention model: a token classifier with dictionary tags, its training and its use."""
