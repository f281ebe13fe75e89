"""What the wheels add to the demo municipality."""
