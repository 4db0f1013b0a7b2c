"""The development tools."""
