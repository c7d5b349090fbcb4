"""Where the work runs: local processes today."""
