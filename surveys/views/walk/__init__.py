"""A respondent's way: landing, pages, review, receipt. A GET changes nothing; no account, no session, no trace."""
