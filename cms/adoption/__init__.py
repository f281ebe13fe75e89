"""Compilers from written pages to the frozen records of the apps below."""
