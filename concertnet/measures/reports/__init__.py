"""What two sides say of a same tie, who answered, and what missing answers may hide."""
