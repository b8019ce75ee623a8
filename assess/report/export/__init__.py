"""Copies of the report for paper and for offices: PDF, Word and JSON, from the same snapshot as the pages."""
