"""Tests of svclint.graph.dns."""
