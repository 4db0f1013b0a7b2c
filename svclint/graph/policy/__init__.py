"""Who may reach whom.

In: NetworkPolicies, pods and namespaces.
Out: whether a connection is let through, and by which rules.
"""
