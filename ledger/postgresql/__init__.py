"""PostgreSQL as Django speaks to it, save for how a kept connection is checked: an ENGINE of DATABASES."""
