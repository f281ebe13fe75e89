"""How the house itself is built: who may import whom, what lies where, and what may never stand in the tree."""
