"""Commands that measure the house."""
