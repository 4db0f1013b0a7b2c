"""What Gateways, routes and Istio make of hosts.

In: routes, listeners and grants.
Out: which of them meet, and which Services they mean.
"""
