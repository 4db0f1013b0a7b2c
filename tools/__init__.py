"""Tools for development; nothing of svclint needs them at run time."""
