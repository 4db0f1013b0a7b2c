"""What stands behind a Service.

In: a Service and the workloads that it selects.
Out: its endpoints with their ports, how many they are, and what is missing.
"""
