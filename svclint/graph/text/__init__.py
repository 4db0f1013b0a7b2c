"""Names in environment, arguments and configuration.

In: the text of objects.
Out: the Services and pods that it names.
"""
