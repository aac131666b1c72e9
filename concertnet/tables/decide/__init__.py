"""What only a person can decide: the decisions that reading leaves, and the answers to them."""
