"""Tests of the stage that finds and reads texts."""
