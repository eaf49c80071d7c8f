"""Facts and reasoning: assembly, belief, the build, questions and the command line."""
