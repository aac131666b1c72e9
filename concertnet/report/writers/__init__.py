"""The writers of a report: one record in, one file out."""
