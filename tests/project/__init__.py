"""Checks of the project as a whole."""
