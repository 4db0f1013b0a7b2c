"""Tests of svclint.graph.given."""
