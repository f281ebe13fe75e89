"""STEERS: engine: wheel, process, stage, task, review."""
