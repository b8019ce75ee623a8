"""The widgets of the terminal app; none of them knows the session."""
