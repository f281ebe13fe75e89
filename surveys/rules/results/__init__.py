"""What a released figure is called, and which are worth talking about. Pure; it knows released figures and nothing else."""
