"""Measurements of the program against annotated sets, each a command that takes its input as an argument."""
