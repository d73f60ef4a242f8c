"""How values look to a person: terminal text and the self-contained page."""
