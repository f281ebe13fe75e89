"""What the wheel's templates say."""
