"""The demo municipality: Rönnfjärds kommun, all of it invented."""
