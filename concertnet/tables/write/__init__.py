"""Tables written: all of them or none."""
