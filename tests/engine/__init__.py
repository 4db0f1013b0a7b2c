"""The engine: selection, suppression, order."""
