"""Tests of svclint.graph.drawing."""
