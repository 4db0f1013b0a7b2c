"""Applies fixes: in come a discovery and a way to check it, out come new texts and the report on what is left."""
