"""Runs rules. In: a Discovery, settings, rules. Out: a Report, concrete, sorted, without nodes."""
