"""Tests of svclint.graph.policy."""
