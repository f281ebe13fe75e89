"""An app of the fault tests alone: effects and jobs that leave a trace each time they happen."""
