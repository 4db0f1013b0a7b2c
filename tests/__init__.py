"""Tests, by the stages that they test."""
