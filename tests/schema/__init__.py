"""What the API server decodes an object into."""
