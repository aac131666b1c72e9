"""Who comes, who brings what, who meets for the first time, who was there from the start."""
