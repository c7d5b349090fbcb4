"""What leaves a case for other programs."""
