"""Tests of svclint.graph.labels."""
