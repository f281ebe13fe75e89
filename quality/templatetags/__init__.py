"""What quality work's pages are written with."""
