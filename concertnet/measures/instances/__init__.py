"""Who sits where, and what each instance adds."""
