"""Configuration: from texts to values and errors."""
