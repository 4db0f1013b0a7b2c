"""Kubernetes objects as written.

In: documents. Out: frozen views (Service, Workload, Ingress, …); unknown kinds stay plain Objects.
"""
