"""The catalogue: rules and where they come from."""
