"""Explaining a reading: a second look at the computation that made it, with the same functions."""
