"""Tests: `unit` mirrors the package, `contract` holds for every store and executor, `golden` for the example."""
