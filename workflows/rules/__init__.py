"""What is decided in the workflows: when something falls, what holds a stage, what may follow what. No Django here."""
