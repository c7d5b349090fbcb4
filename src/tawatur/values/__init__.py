"""Numbers, quantities, dates and durations as a grammar over tokens: no store, no model, no clock."""
