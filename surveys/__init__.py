"""ASKS: engine: questionnaires, rounds, ballots, release, results."""
