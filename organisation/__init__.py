"""WHO: units, people, roles, access."""
