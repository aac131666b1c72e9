"""What speaks for a tie between two actors who have none."""
