"""What the example that ships with the project becomes."""
