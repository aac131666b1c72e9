"""What stands between data and formulas: the door, graphs as arrays, and the hinges."""
