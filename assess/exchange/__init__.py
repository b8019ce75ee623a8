"""Exchange: files in, as proposed edits with a report of what was read; tables out."""
