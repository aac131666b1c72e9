"""The twelve winning conditions: what the tables say of each, beside what members answered."""
