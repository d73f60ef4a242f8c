"""The nouns every other room speaks in: frozen value types, errors and the clock. No input or output."""
