"""What changes in quality work: one verb each."""
