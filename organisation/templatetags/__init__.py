"""What the organisation's templates say."""
