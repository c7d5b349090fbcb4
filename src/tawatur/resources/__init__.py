"""Language knowledge as reviewed data, with its loader and matcher."""
