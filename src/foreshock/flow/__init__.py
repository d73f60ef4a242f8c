"""Named steps that wire the rooms: what the command line and other faces call."""
