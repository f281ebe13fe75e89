"""From a version and answers: what is shown, what an answer may be, what is missing, how it is stored."""
