"""The record's events for other programs, one event at a time."""
