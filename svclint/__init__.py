"""svclint: a static linter for Kubernetes Service networking."""

__version__ = "0.1.0"
