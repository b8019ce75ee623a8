"""The terminal app: one face of the session. Only this floor imports Textual."""
