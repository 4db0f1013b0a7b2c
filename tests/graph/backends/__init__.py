"""Tests of svclint.graph.backends."""
