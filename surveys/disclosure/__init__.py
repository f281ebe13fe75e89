"""The release of figures: what may be shown of a round, so that nobody is found in it. Arrays in, decisions out; no Django."""
