"""Nouns, ids, errors and ports. Standard library only."""
