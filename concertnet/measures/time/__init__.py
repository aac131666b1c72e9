"""What lasts, what ends, what follows: organisations, persons, ties and agreements."""
