"""Fixes: edits, passes, files."""
