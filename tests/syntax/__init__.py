"""Tests of YAML and JSON without any Kubernetes."""
