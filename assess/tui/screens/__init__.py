"""The screens of the terminal app, one for each place a user can be in."""
