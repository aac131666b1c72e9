"""What the worker process does: library calls, whose answers become plain texts for the screens."""
