"""From the answers of a survey to the tables of a network: who said what of whom, who did not."""
