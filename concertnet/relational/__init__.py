"""Hinges made where the data lie: tables too large for memory, in an engine of the user's own."""
