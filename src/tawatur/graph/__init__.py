"""Read-side views of a case: entities, origins, registers. They compute; they never write."""
