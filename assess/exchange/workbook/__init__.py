"""The workbook: an .xlsx form that an agency fills in without this program, and what comes back from it."""
