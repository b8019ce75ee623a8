"""Forensic tests of reported numbers: silent wherever their assumptions do not hold."""
