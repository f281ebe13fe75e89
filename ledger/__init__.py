"""KEEPS: outbox, event log, tick, jobs, notices."""
