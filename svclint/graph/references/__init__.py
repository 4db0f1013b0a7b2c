"""What objects name.

In: objects and the rows of the reference table.
Out: what is there under each name and port, or the nearest.
"""
