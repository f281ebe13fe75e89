"""What the ledger stores."""
