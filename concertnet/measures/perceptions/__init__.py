"""What members think of one another: scores by sector of rater and of rated, gaps, reciprocity."""
