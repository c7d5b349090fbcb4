"""Where a case lives: SQLite today. Nothing above asks how."""
