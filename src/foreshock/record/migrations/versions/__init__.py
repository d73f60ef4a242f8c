"""Numbered steps. A step that has been released is never edited; a later one changes it."""
