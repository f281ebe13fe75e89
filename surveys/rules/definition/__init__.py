"""The document that a questionnaire version is: frozen dataclasses, and the one JSON document that they are read from."""
