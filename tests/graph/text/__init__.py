"""Tests of svclint.graph.text."""
