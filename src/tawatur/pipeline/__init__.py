"""Plan, run, resume: how files become a case."""
