"""Tests of svclint.graph.gateway."""
