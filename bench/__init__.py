"""Speed and memory, each figure against a limit or a peer in the same run. Never part of the tests."""
