"""The demo municipality's plans as pages."""
