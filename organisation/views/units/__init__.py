"""Units: the tree, a unit's page, and reorganisation."""
