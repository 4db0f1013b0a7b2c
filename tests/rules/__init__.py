"""Tests of the stage rules."""
