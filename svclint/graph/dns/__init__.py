"""What cluster DNS answers.

In: Services and their endpoints, or a name.
Out: records, or why there are none.
"""
