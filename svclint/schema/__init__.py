"""What the API server decodes an object into. In: objects. Out: Faults, places where decoding or a required field fails."""
