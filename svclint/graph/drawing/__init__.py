"""The graph as a picture.

In: the answers of a graph.
Out: vertices and edges, and parts of them.
"""
