"""One file a figure: what it shows and how it is drawn."""
