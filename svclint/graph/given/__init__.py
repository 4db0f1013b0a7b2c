"""What was given.

In: sources.
Out: one world of objects, or the several of which a cluster gets one.
"""
