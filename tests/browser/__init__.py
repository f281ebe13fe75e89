"""The browser's tests: one Chromium, the real app, and what every page must pass."""
