"""Tests of svclint.graph.references."""
