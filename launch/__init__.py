"""Starts what `make run` and the tests need: the environment, private servers, web and worker. Standard library only."""
