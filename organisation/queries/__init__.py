"""What is looked up in the organisation, always within somebody's scope."""
