"""Who is selected by labels.

In: selectors as written, and the tables of the index.
Out: the workloads, Services or Ingresses that they take, or the nearest miss.
"""
